using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <summary>Something asked for that waits, or a suspension that will be looked at again.</summary>
/// <param name="Kind">return, extension, suspension, suspended or consultation.</param>
/// <param name="By">The unit that asked.</param>
/// <param name="NewDueAt">The closing limit if what is asked for is allowed; of extensions only.</param>
/// <param name="IsDue">The day of review has come, or that by which opinions were asked for is over.</param>
/// <param name="Decisions">The moves with which the reader can decide, the one that grants first; empty where others decide.</param>
public sealed record ReviewItem(
    CaseRow Case, string Kind, DateTime AskedAt, string? By, Named? Reason, string Text, ClockView? Clock, DateTime? NewDueAt, bool IsDue, IReadOnlyList<string> Decisions,
    ConsultationView? Consultation = null);

/// <summary>How often something was asked for and how it was decided.</summary>
internal sealed record ReviewCount(string Kind, int Asked, int Approved, int Refused);

/// <param name="Items">Oldest first; at most <see cref="ReviewDesk.Most"/>.</param>
/// <param name="Counts">Of the last thirty days.</param>
internal sealed record ReviewsView(IReadOnlyList<ReviewItem> Items, int Mine, IReadOnlyList<ReviewCount> Counts);

/// <summary>
/// The desk that decides about returns, more time and suspensions. What can be decided follows from the table and the rules that the moves
/// themselves are held to; what is seen, from the access of the reader.
/// </summary>
internal sealed class ReviewDesk(CaseAccess access, FengqiaoDb db, MoveFactsFinder facts, CasePresenter presenter, LimitClocks clocks, CountyClock clock, CurrentActor current)
{
    public const int Most = 300;
    private const int DaysCounted = 30;

    private static readonly CaseMove[] Deciding =
    [
        CaseMove.ApproveReturn, CaseMove.RefuseReturn, CaseMove.ApproveExtension, CaseMove.RefuseExtension,
        CaseMove.Suspend, CaseMove.RefuseSuspension, CaseMove.Resume, CaseMove.ReviewSuspension,
        CaseMove.GiveOpinion, CaseMove.Settle, CaseMove.EndConsultation,
    ];

    private static readonly CaseMove[] Asking = [CaseMove.RequestReturn, CaseMove.RequestExtension, CaseMove.RequestSuspension, CaseMove.Suspend, CaseMove.ReviewSuspension, CaseMove.Consult];

    private static readonly (string Kind, CaseMove Asked, CaseMove Approved, CaseMove Refused)[] Counted =
    [
        ("return", CaseMove.RequestReturn, CaseMove.ApproveReturn, CaseMove.RefuseReturn),
        ("extension", CaseMove.RequestExtension, CaseMove.ApproveExtension, CaseMove.RefuseExtension),
        ("suspension", CaseMove.RequestSuspension, CaseMove.Suspend, CaseMove.RefuseSuspension),
        ("consultation", CaseMove.Consult, CaseMove.Settle, CaseMove.EndConsultation),
    ];

    public async Task<ReviewsView> ReadAsync(CancellationToken ct)
    {
        var cases = await WaitingAsync(ct);
        var ids = cases.ConvertAll(c => c.Id);
        var units = (await db.Set<CaseUnit>().Where(u => ids.Contains(u.CaseId)).ToListAsync(ct)).ToLookup(u => u.CaseId);
        var asked = (await db.Set<TimelineEntry>().Where(e => ids.Contains(e.CaseId) && Asking.Contains(e.Move)).ToListAsync(ct)).ToLookup(e => e.CaseId);
        var items = cases.ConvertAll(c => Item(c, [.. units[c.Id]], asked[c.Id].OrderBy(e => e.AtUtc).ThenBy(e => e.Id).LastOrDefault()));
        return new ReviewsView(items, items.Count(IsMine), await CountAsync(ct));
    }

    /// <summary>A suspension waits for its day, not before; a consultation for whoever has not said what they think, and for whoever can settle it.</summary>
    public static bool IsMine(ReviewItem item) => item.Kind switch
    {
        "suspended" => item.Decisions.Count > 0 && item.IsDue,
        "consultation" => item.Decisions.Any(d => d is "settle" or "give-opinion"),
        _ => item.Decisions.Count > 0,
    };

    /// <summary>In four questions, each of which an index answers.</summary>
    private async Task<List<Case>> WaitingAsync(CancellationToken ct)
    {
        var seen = access.Visible(current.Actor);
        List<Case> waiting =
        [
            .. await seen.Where(c => c.State == CaseState.ReturnRequested).OrderBy(c => c.UpdatedUtc).ThenBy(c => c.Sequence).Take(Most).ToListAsync(ct),
            .. await seen.Where(c => c.AskedUtc != null).OrderBy(c => c.AskedUtc).ThenBy(c => c.Sequence).Take(Most).ToListAsync(ct),
            .. await seen.Where(c => c.HeldUtc != null && c.Hold == HoldKind.Impossible).OrderBy(c => c.HoldReviewOn).ThenBy(c => c.Sequence).Take(Most).ToListAsync(ct),
            .. await seen.Where(c => c.ConsultedUtc != null).OrderBy(c => c.ConsultedUtc).ThenBy(c => c.Sequence).Take(Most).ToListAsync(ct),
        ];
        return [.. waiting.OrderBy(c => c.ConsultedUtc ?? c.AskedUtc ?? c.HeldUtc ?? c.UpdatedUtc).ThenBy(c => c.Sequence).Take(Most)];
    }

    private ReviewItem Item(Case c, IReadOnlyList<CaseUnit> units, TimelineEntry? asked)
    {
        var loaded = new LoadedCase(c, units);
        var due = c is { Ask: CaseAsk.Extension, AskedAmount: { } amount } ? clocks.Of(c)?.CloseDue(c, c.ExtendedAmount + amount).DueUtc : null;
        return new ReviewItem(
            presenter.Row(c), KindOf(c), asked?.AtUtc ?? c.UpdatedUtc, presenter.Unit(asked?.UnitId ?? c.LeadUnitId)?.Name,
            asked is null ? null : presenter.Reason(asked.Move, asked.Reason), asked?.Text ?? "",
            presenter.Clock(c), due, c.HoldReviewOn <= clock.Today || c.ConsultUntil < clock.Today, DecisionsOf(loaded), presenter.Consultation(loaded));
    }

    private static string KindOf(Case c) =>
        c.ConsultedUtc is not null ? "consultation"
        : c.State == CaseState.ReturnRequested ? "return"
        : c.Ask == CaseAsk.Extension ? "extension"
        : c.Ask == CaseAsk.Suspension ? "suspension"
        : "suspended";

    /// <summary>A unit that has answered may change its mind on the page of the case; here it is not asked again.</summary>
    private List<string> DecisionsOf(LoadedCase loaded)
    {
        var known = facts.WithoutFiles(loaded);
        var hasAnswered = known.Consulted.Where(u => current.Actor.CanFor(Rights.CasesHandle, u.UnitId)).All(u => u.Opinion is not null);
        var possible = MoveRules.Possible(loaded.Case, known).Select(r => r.Move).Where(m => m != CaseMove.GiveOpinion || !hasAnswered).ToHashSet();
        return [.. Deciding.Where(possible.Contains).Select(m => CaseCodes.Of(m))];
    }

    private async Task<List<ReviewCount>> CountAsync(CancellationToken ct)
    {
        var from = clock.UtcNow.AddDays(-DaysCounted);
        CaseMove[] moves = [.. Counted.SelectMany(k => (CaseMove[])[k.Asked, k.Approved, k.Refused])];
        // Whatever happened to a case since has changed the case since: few have to be looked through.
        var counts = await access.Visible(current.Actor).Where(c => c.UpdatedUtc >= from)
            .Join(db.Set<TimelineEntry>(), c => c.Id, e => e.CaseId, (_, e) => e)
            .Where(e => e.AtUtc >= from && moves.Contains(e.Move))
            .Select(e => e.Move)
            .GroupBy(m => m).Select(g => new { Move = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Move, g => g.Count, ct);
        return [.. Counted.Select(k => new ReviewCount(k.Kind, counts.GetValueOrDefault(k.Asked), counts.GetValueOrDefault(k.Approved), counts.GetValueOrDefault(k.Refused)))];
    }
}
