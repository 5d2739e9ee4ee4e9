using Fengqiao.Cases.Domain;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Cases.Relating;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>The case that one's own was joined to.</summary>
/// <param name="Number">To name it by when asking; it opens nothing without a code.</param>
/// <param name="Unit">The lead unit.</param>
/// <param name="DueAt">Until when the unit has to be done; null while no limit runs.</param>
/// <param name="Answer">What was answered, once it has ended; null before, and where not everybody may know of it.</param>
public sealed record TrackedLeading(string Number, string State, string? Unit, DateTime? DueAt, DateTime? ClosedAt, TrackedStep? Answer);

/// <summary>
/// What somebody whose matter was joined to another is told of that one: how it stands, and in the end what was answered. The answer was written to
/// another person: their name, number and address are taken out of it, and their pictures are not shown.
/// </summary>
internal sealed class JoinedStories(JoinedCases joined, FengqiaoDb db, PersonVault vault, CasePresenter presenter)
{
    /// <param name="isWorded">Whether the reader of the page gets words at all.</param>
    public async Task<TrackedLeading?> OfAsync(Case own, bool isWorded, CancellationToken ct)
    {
        if (own.State != CaseState.Merged || await joined.LeadingAsync(own, ct) is not { } leading)
        {
            return null;
        }

        var hasEnded = !CaseStates.Open.Contains(leading.State);
        return new TrackedLeading(
            leading.Number,
            CaseCodes.Of(leading.State),
            presenter.Unit(leading.LeadUnitId)?.Name,
            CaseStates.InHand.Contains(leading.State) && leading.HeldUtc is null ? leading.CloseDueUtc : null,
            leading.ClosedUtc,
            isWorded && hasEnded && leading.Secrecy == CaseSecrecy.Ordinary ? await AnswerAsync(leading, ct) : null);
    }

    private async Task<TrackedStep?> AnswerAsync(Case leading, CancellationToken ct)
    {
        var last = await db.Set<TimelineEntry>()
            .Where(e => e.CaseId == leading.Id && e.IsPublic && (e.Move == CaseMove.Submit || e.Move == CaseMove.Answer || e.Move == CaseMove.Refuse))
            .OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id)
            .FirstOrDefaultAsync(ct);
        if (last is null || last.Text.Length == 0)
        {
            return null;
        }

        var people = await db.Set<CasePerson>().Where(p => p.CaseId == leading.Id).ToListAsync(ct);
        var words = new PersonWords(people.Select(p => vault.Open(p.Id, new SealedPerson(p.WrappedKey, p.Sealed))).Where(p => p.IsSuccess).Select(p => p.Value));
        return new TrackedStep(last.AtUtc, CaseCodes.Of(last.Move), CaseCodes.Of(last.ToState), presenter.Unit(last.UnitId)?.Name, words.TakenOutOf(last.Text));
    }
}
