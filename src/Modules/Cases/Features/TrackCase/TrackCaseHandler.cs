using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>Opens a case by number and code: to its reporter whole, to those who said "me too" as far as where it stands.</summary>
internal sealed class TrackCaseHandler(
    CaseReader reader,
    FengqiaoDb db,
    CasePresenter presenter,
    MoveFactsFinder facts,
    AnswerPictures pictures,
    JoinedStories joined,
    IUnitDirectory units,
    CatalogueSource catalogue)
{
    public async Task<Result<TrackedCase>> HandleAsync(string? number, string? code, CancellationToken ct)
    {
        if (await reader.FindByTrackingAsync(number, code, ct) is { } loaded)
        {
            return await ForReporterAsync(loaded, ct);
        }

        return await reader.FindFollowedAsync(number, code, ct) is { } followed ? await ForFollowerAsync(followed, ct) : CaseErrors.TrackingFailed;
    }

    private async Task<TrackedCase> ForReporterAsync(LoadedCase loaded, CancellationToken ct)
    {
        var c = loaded.Case;
        var known = await facts.ForAsync(loaded, null, null, isReporter: true, ct);
        var moves = MoveRules.Possible(c, known).Select(r => r.Move).Distinct().ToList();
        var reporter = Actor.Citizen.Account;
        return await StandingAsync(c, ct) with
        {
            Title = c.Title,
            ContactDueAt = CaseStates.InHand.Contains(c.State) && c.ContactedUtc is null ? c.ContactDueUtc : null,
            ReopenUntil = moves.Contains(CaseMove.Reopen) ? c.ClosedUtc + MoveRules.ReopenWindow : null,
            Rating = c.Rating is { } rating ? CaseCodes.Of(rating) : null,
            Photos = await db.Set<CaseAttachment>().CountAsync(a => a.CaseId == c.Id && a.AddedBy == reporter, ct),
            Pictures = await pictures.ForAsync(c, ct),
            Steps = await StepsAsync(c, MoveTable.IsWordedForReporter, ct),
            Moves = moves.ConvertAll(m => CaseCodes.Of(m)),
            Leading = await joined.OfAsync(c, isWorded: true, ct),
        };
    }

    private async Task<TrackedCase> ForFollowerAsync(Case c, CancellationToken ct) => await StandingAsync(c, ct) with
    {
        // What a unit answers is written to the reporter, and may name them.
        IsFollower = true,
        Steps = await StepsAsync(c, _ => false, ct),
        Leading = await joined.OfAsync(c, isWorded: false, ct),
    };

    /// <summary>What anybody who holds a code of the case may know.</summary>
    private async Task<TrackedCase> StandingAsync(Case c, CancellationToken ct)
    {
        var office = OfficeOf(c);
        var village = RegionCode.Parse(c.Place).At(RegionLevel.Village)?.Value ?? c.Place;
        return new TrackedCase(
            c.Number,
            $"{presenter.Place(village).Name} {KindOf(c)}".Trim(),
            IsFollower: false,
            CaseCodes.Of(c.State),
            c.ReceivedUtc,
            presenter.Unit(c.LeadUnitId)?.Name,
            office?.Name,
            office?.Phone,
            ContactDueAt: null,
            CaseStates.InHand.Contains(c.State) && c.HeldUtc is null ? c.CloseDueUtc : null,
            c.ClosedUtc,
            ReopenUntil: null,
            Rating: null,
            Photos: 0,
            await db.Set<CaseSupporter>().CountAsync(s => s.CaseId == c.Id, ct),
            Pictures: [],
            Steps: [],
            Moves: [])
        {
            IsHeld = c.HeldUtc is not null,
            ReviewOn = c.HoldReviewOn,
        };
    }

    private string? KindOf(Case c) =>
        catalogue.Current.Find(c.Category) is { } category ? Languages.IsEnglish ? category.NameEn : category.Name : null;

    private UnitInfo? OfficeOf(Case c) =>
        c.LeadUnitId is { } lead && (CaseStates.InHand.Contains(c.State) || c.State == CaseState.Submitted)
            ? units.Find(lead)
            : units.All.FirstOrDefault(u => u.Kind is UnitKind.CountyCentre or UnitKind.TownCentre or UnitKind.VillageStation && u.Region.Value == c.Desk);

    private async Task<IReadOnlyList<TrackedStep>> StepsAsync(Case c, Func<CaseMove, bool> isWorded, CancellationToken ct)
    {
        var steps = await db.Set<TimelineEntry>().Where(e => e.CaseId == c.Id && e.IsPublic).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        return steps.ConvertAll(e => new TrackedStep(
            e.AtUtc, CaseCodes.Of(e.Move), CaseCodes.Of(e.ToState), presenter.Unit(e.ToUnitId ?? e.UnitId)?.Name, isWorded(e.Move) ? Words(e) : ""));
    }

    /// <summary>The lawful route that was chosen, or the reason, before the words that were written.</summary>
    private string Words(TimelineEntry e) =>
        presenter.Reason(e.Move, e.Reason) is { Name: var reason } ? $"{reason}{(Languages.IsEnglish ? ". " : "。")}{e.Text}" : e.Text;
}
