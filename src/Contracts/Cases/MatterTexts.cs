using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>The words of a case, to find others that say the same.</summary>
/// <param name="Sequence">Its place in the order of arrival.</param>
/// <param name="Place">The lowest region known to contain it.</param>
/// <param name="IsOrdinary">False where not everybody of the area may see it: then it is not to be compared.</param>
/// <param name="MergedInto">The case it goes on with; null for most.</param>
public sealed record MatterText(Guid CaseId, long Sequence, string Title, string Description, RegionCode Place, bool IsOrdinary, bool IsOpen, Guid? MergedInto, DateTime UpdatedUtc);

/// <summary>
/// Texts for the index of matters. Asked by background work only, never for a person: it knows no access filter, and what it gives must not be shown.
/// </summary>
public interface IMatterTexts
{
    /// <summary>Of those named, the ones that there are.</summary>
    Task<IReadOnlyList<MatterText>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct);

    /// <summary>In the order of arrival.</summary>
    Task<IReadOnlyList<MatterText>> AfterAsync(long sequence, int most, CancellationToken ct);

    /// <summary>Cases that changed since a moment, the earliest change first.</summary>
    /// <param name="skip">How many of them were had already.</param>
    Task<IReadOnlyList<MatterText>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct);
}

/// <summary>Joins a matter to one that is handled already, as the person acting: rights, rules, timeline and audit are those of the move.</summary>
public interface IMatterJoining
{
    /// <returns>What the move refuses: not at a desk any more, not the desk of the person, or changed meanwhile.</returns>
    Task<Result<Done>> JoinAsync(Guid caseId, Guid into, CancellationToken ct);
}
