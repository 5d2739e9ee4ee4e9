using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Cases;

/// <summary>What figures are counted from: times, decisions and codes of one case. No words of it, nobody's name.</summary>
/// <param name="Sequence">The order of arrival, 1, 2, 3 …</param>
/// <param name="Place">The lowest region known to contain it.</param>
/// <param name="UnitId">The unit that answers for it; null before dispatch and for what the desk answered itself.</param>
/// <param name="Level">Of the unit, or of the desk where no unit has it.</param>
/// <param name="AcceptedUtc">When it was registered.</param>
/// <param name="WasDispatched">Now or ever.</param>
/// <param name="DueUtc">The closing limit in force; null where none runs, or its clock stands still.</param>
/// <param name="StoppedUtc">When the closing clock stopped for good; null while it runs or stands still.</param>
/// <param name="EndedUtc">When it was closed, refused, merged or withdrawn.</param>
/// <param name="End">closed, refused, merged or withdrawn; null while it is open.</param>
/// <param name="IsSuspended">挂账: nobody can solve it for the time being.</param>
/// <param name="Resolution">solved, partly or unsolved, as the reporter was asked; null where nobody was.</param>
/// <param name="AssistedInTime">Whether each unit that was asked to assist had replied within its time; null where none was asked, or all were released.</param>
/// <param name="Satisfaction">What the reporter said at the call-back, or chose after closing.</param>
public sealed record CaseFacts(
    Guid Id,
    long Sequence,
    string Number,
    RegionCode Place,
    string Channel,
    string? Category,
    Guid? UnitId,
    RegionLevel Level,
    DateTime AcceptedUtc,
    bool WasDispatched,
    int TimesReturned,
    int TimesReopened,
    DateTime? SignDueUtc,
    DateTime? SignedUtc,
    DateTime? ContactDueUtc,
    DateTime? ContactedUtc,
    DateTime? DueUtc,
    DateTime? StoppedUtc,
    DateTime? EndedUtc,
    string? End,
    bool IsSuspended,
    bool? AssistedInTime,
    string? Resolution,
    string? Satisfaction);

/// <summary>Facts for whoever counts. Asked by background work only: it knows no access filter, and what it gives must be shown as counts only.</summary>
public interface ICaseFacts
{
    /// <summary>Null where there is no such case.</summary>
    Task<CaseFacts?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>In the order of arrival.</summary>
    Task<IReadOnlyList<CaseFacts>> AfterAsync(long sequence, int most, CancellationToken ct);

    /// <summary>Cases that changed since a moment, the earliest change first.</summary>
    /// <param name="skip">How many of them were had already.</param>
    Task<IReadOnlyList<CaseFacts>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct);
}
