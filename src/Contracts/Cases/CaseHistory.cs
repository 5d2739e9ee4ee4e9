using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A case as another system, or the demo's generator, tells its whole story. Codes are those of the API.</summary>
public sealed record CaseHistory
{
    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Code of the channel, e.g. <c>hotline</c>.</summary>
    public required string Channel { get; init; }

    public string? Category { get; init; }

    /// <summary>Lowest known region.</summary>
    public required RegionCode Place { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public string? Address { get; init; }

    public string Urgency { get; init; } = "normal";

    public int PeopleConcerned { get; init; } = 1;

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public bool IsAnonymous { get; init; }

    public bool IsSecret { get; init; }

    public string? RespondentName { get; init; }

    public required DateTime ReceivedUtc { get; init; }

    /// <summary>Account that took it in, or <c>citizen</c>.</summary>
    public required string FirstReceiver { get; init; }

    /// <summary>Code of the unit for which it was taken in.</summary>
    public string? FirstReceiverUnit { get; init; }

    /// <summary>The region at whose desk it lay first.</summary>
    public required RegionCode Desk { get; init; }

    public required IReadOnlyList<CaseHistoryStep> Steps { get; init; }

    public IReadOnlyList<CaseHistoryFile> Files { get; init; } = [];
}

/// <summary>A file that was attached to a case.</summary>
/// <param name="Stage">Code of the stage, e.g. <c>before</c>.</param>
/// <param name="Account">Who attached it; <c>citizen</c> for the reporter.</param>
/// <param name="Content">Read once, when the case is loaded; it is checked like an upload.</param>
public sealed record CaseHistoryFile(string Stage, string Name, string Account, DateTime AddedUtc, Func<byte[]> Content);

/// <param name="Move">Code of the move, e.g. <c>request-return</c>.</param>
/// <param name="Account">Who made it.</param>
/// <param name="Unit">Code of the unit for which it was made.</param>
/// <param name="Into">Index in the list of histories of the case it was merged into.</param>
/// <param name="Replies">What the assisting units of a dispatch replied to the lead unit, which took it; a unit not among them never did.</param>
public sealed record CaseHistoryStep(
    string Move,
    DateTime AtUtc,
    string Account,
    string? Unit,
    string? Text = null,
    string? LeadUnit = null,
    IReadOnlyList<string>? AssistingUnits = null,
    int? Into = null,
    string? Resolution = null,
    string? Satisfaction = null,
    IReadOnlyList<CaseHistoryReply>? Replies = null);

/// <param name="Unit">Code of the assisting unit.</param>
public sealed record CaseHistoryReply(string Unit, DateTime AtUtc, string Account, string Text);

/// <summary>Loads cases with their past. The moves follow the same table as those made by people; an illegal one stops the load.</summary>
public interface ICaseHistoryLoader
{
    /// <summary>True when there are cases already.</summary>
    Task<bool> HasCasesAsync(CancellationToken ct);

    /// <returns>How many were loaded.</returns>
    Task<Result<int>> LoadAsync(IReadOnlyList<CaseHistory> histories, IProgress<int> progress, CancellationToken ct);
}
