using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>What another module may show of a case to the person acting, who may see it.</summary>
/// <param name="State">Code, e.g. <c>handling</c>; <see cref="ICaseSight.StateName"/> has it in words.</param>
/// <param name="IsOpen">Whether work on it goes on.</param>
/// <param name="IsMine">A unit of the person takes part in it now, and the person may handle cases there.</param>
public sealed record SeenCase(Guid Id, string Number, string Title, string? Category, string State, bool IsOpen, bool IsMine, RegionCode Place, DateTime ReceivedUtc)
{
    /// <summary>What was written.</summary>
    public string Description { get; init; } = "";

    /// <summary>Degrees; null where only the region is known.</summary>
    public double? Longitude { get; init; }

    public double? Latitude { get; init; }
}

/// <summary>Which cases the person acting may see: the same filter that lists, search and figures of cases go through.</summary>
public interface ICaseSight
{
    /// <summary>Most cases asked for at once.</summary>
    const int Most = 500;

    /// <summary>Of the cases named, those the person may see, newest first. At most <see cref="Most"/> are looked at.</summary>
    Task<IReadOnlyList<SeenCase>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct);

    /// <summary>In the language of the request.</summary>
    string StateName(string state);
}
