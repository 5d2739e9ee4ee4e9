using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>What was written about a matter, and what people decided about it so far.</summary>
/// <param name="Category">Code; null while nobody has classified it.</param>
/// <param name="LeadUnitId">The unit that answers for it; null before dispatch.</param>
/// <param name="Place">The lowest region known to contain it.</param>
/// <param name="ClosedUtc">Null while it is open.</param>
public sealed record DecidedCase(Guid Id, string Title, string Description, string? Category, Guid? LeadUnitId, RegionCode Place, DateTime ReceivedUtc, DateTime? ClosedUtc);

/// <summary>
/// Texts and decisions for whoever learns from them. Asked by background work only, never for a person: it knows no access filter, and what it
/// gives must not be shown. Names and phones of people are not among it.
/// </summary>
public interface IDecidedCases
{
    /// <summary>The cases that were closed last and have a category, newest first.</summary>
    Task<IReadOnlyList<DecidedCase>> ClosedLastAsync(int most, CancellationToken ct);

    /// <summary>Null where there is no such case.</summary>
    Task<DecidedCase?> FindAsync(Guid id, CancellationToken ct);
}

/// <param name="Name">In the language of the request, from the first level down.</param>
/// <param name="Parent">Code of the category it belongs to; null on the first level.</param>
public sealed record CategoryInfo(string Code, string Name, string? Parent, bool IsActive);

/// <summary>The categories of the county, held in memory.</summary>
public interface ICategoryDirectory
{
    IReadOnlyList<CategoryInfo> All { get; }

    CategoryInfo? Find(string code);
}
