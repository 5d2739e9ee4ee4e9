using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A matter that came up in another module and has to go through the closed loop.</summary>
/// <param name="Source">Code of where it came up, e.g. <c>fraud-tip</c>.</param>
/// <param name="SourceId">Names it there; the same matter handed in twice is one case.</param>
public sealed record MatterDraft(string Source, string SourceId, string Title, string Description)
{
    /// <summary>True where a citizen hands it in, who is nobody's colleague; false where the person acting does.</summary>
    public required bool FromCitizen { get; init; }

    public string? Category { get; init; }

    /// <summary>Region or grid; the county where unknown.</summary>
    public RegionCode? Place { get; init; }

    public string? Address { get; init; }

    public int? PeopleConcerned { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    /// <summary>Version of the privacy notice the citizen was shown.</summary>
    public string? PrivacyNotice { get; init; }
}

/// <param name="TrackingCode">Told to the reporter now; nobody else is to have it.</param>
public sealed record TakenMatter(Guid Id, string Number, string TrackingCode);

/// <summary>The one way in, for other modules: numbers, people, clocks and audit are those of every case.</summary>
public interface IMatterIntake
{
    /// <returns>The case, also where it was taken in before; or what is wrong with the draft, or that the person acting may not take matters in.</returns>
    Task<Result<TakenMatter>> TakeInAsync(MatterDraft draft, CancellationToken ct);
}
