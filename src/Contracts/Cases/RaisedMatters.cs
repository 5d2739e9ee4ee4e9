using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A matter as one of those that people raise.</summary>
/// <param name="Person">The same for matters of one reporter within one answer, and for nothing else: it tells nobody who that is.</param>
/// <param name="PeopleConcerned">How many people it concerns, the reporter included.</param>
/// <param name="Place">The lowest region known to contain it.</param>
public sealed record RaisedMatter(Guid CaseId, string Person, string Title, string Description, int PeopleConcerned, RegionCode Place, DateTime ReceivedUtc);

/// <summary>
/// What people raised, to see what many of them raise. Asked by background work only, never for a person: it knows no access filter, so what is shown
/// of a case goes through <see cref="ICaseSight"/>. Matters that not everybody may see are not among it.
/// </summary>
public interface IRaisedMatters
{
    /// <summary>Oldest first; of more than <paramref name="most"/> the newest.</summary>
    Task<IReadOnlyList<RaisedMatter>> SinceAsync(DateTime fromUtc, int most, CancellationToken ct);

    /// <summary>Of those named, the ones that there are, oldest first.</summary>
    Task<IReadOnlyList<RaisedMatter>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct);
}
