using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>A case that waits at a desk for its first dispatch, as far as the question goes whether a machine may dispatch it.</summary>
/// <param name="Category">What whoever took it in chose; null where nobody did.</param>
/// <param name="IsOrdinary">Everybody may see it who sees others of its place, and its reporter is kept from no unit.</param>
/// <param name="RuleUnit">Code of the unit the dispatch rules name for it; null where none speaks of it.</param>
/// <param name="LooksLikeAnother">An open case says the same: somebody has to look whether it is one.</param>
/// <param name="Version">Of the case as it was read.</param>
public sealed record WaitingMatter(Guid Id, string Number, RegionCode Place, string? Category, bool IsOrdinary, bool IsUrgent, string? RuleUnit, bool LooksLikeAnother, int Version);

/// <param name="Version">Of the case when it was judged: a case that anybody touched since stays where it is.</param>
/// <param name="Why">Stands in the history of the case.</param>
public sealed record AloneOrder(Guid CaseId, int Version, string Category, string LeadUnit, string Why);

/// <summary>Dispatches without a click, by the same rules and in the same commit as a dispatcher's. Asked by background work only.</summary>
public interface IAloneDispatch
{
    /// <summary>The name under which it stands in the history.</summary>
    const string Account = "reader";

    /// <summary>Null where the case does not wait for its first dispatch, or is none.</summary>
    /// <param name="category">The category to ask the dispatch rules about.</param>
    Task<WaitingMatter?> FindAsync(Guid id, string category, CancellationToken ct);

    /// <summary>Refused, with nothing changed, where somebody was faster.</summary>
    Task<Result<Done>> DispatchAsync(AloneOrder order, CancellationToken ct);

    /// <summary>Whether the first dispatch of the case was made here.</summary>
    Task<bool> DispatchedAsync(Guid id, CancellationToken ct);
}
