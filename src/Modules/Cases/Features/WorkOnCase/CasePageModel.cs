using Fengqiao.Cases.Commenting;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Joining;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Particulars;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Reading;
using Fengqiao.Cases.Relating;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Supervising;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;

namespace Fengqiao.Cases.Features.WorkOnCase;

/// <summary>What the forms of the moves need to know besides the case.</summary>
/// <param name="Unit">What the rules propose for a dispatch; null where no rule fits.</param>
/// <param name="Category">What the words of the case point to, while it is not classified.</param>
/// <param name="NextDesk">Names of the desks to which it goes when passed up or down.</param>
/// <param name="NeedsPhotos">Submitting asks for pictures from before and after.</param>
public sealed record MoveHelp(
    UnitProposal? Unit,
    CategoryProposal? Category,
    IReadOnlyDictionary<string, string> NextDesk,
    bool NeedsPhotos,
    IReadOnlyList<SimilarCase> Similar)
{
    /// <summary>Assisting units that owe the lead unit something: submitting then asks why.</summary>
    public int OpenTasks { get; init; }
}

/// <summary>A form of the page that was refused: what was wrong, and what had been typed.</summary>
/// <param name="IsConflict">The case was moved on by somebody else meanwhile.</param>
public sealed record RefusedForm(string Form, IReadOnlyList<FieldError> Errors, MoveRequest Typed, bool IsConflict);

/// <summary>A comment that was refused: what was wrong, and what had been typed and chosen.</summary>
public sealed record RefusedComment(string? Text, string? Unit, IReadOnlyList<string> Units, IReadOnlyList<FieldError> Errors);

/// <summary>Everything the page of one case shows.</summary>
/// <param name="CanProtect">The reader may decide who sees the case.</param>
/// <param name="HasReceipt">The reader took the matter in.</param>
internal sealed record CasePageModel(
    CaseView Case, IReadOnlyList<TimelineView> Timeline, MovesView Moves, MoveHelp Help, RelatedView Related, CommentsView Comments, bool HasReceipt, bool CanProtect, LadderView Ladder, JointView Joint, ParticularsForm Particulars);

/// <summary>Gathers the page of one case. What proposals cost is spent only where the reader can use them.</summary>
internal sealed class CasePageReader(
    GetCaseHandler cases,
    ListTimelineHandler timelines,
    ListMovesHandler moves,
    RelatedCases related,
    ListCommentsHandler comments,
    SupervisionReader supervision,
    JointReader joint,
    ParticularsDesk particulars,
    SuggestDispatchHandler proposals,
    SimilarMatters same,
    CatalogueSource catalogue,
    IRegionDirectory regions,
    IUnitDirectory units,
    CurrentActor current)
{
    public async Task<Result<CasePageModel>> ReadAsync(string number, CancellationToken ct)
    {
        var found = await cases.HandleAsync(number, ct);
        if (found.Failed(out var error))
        {
            return error;
        }

        var timeline = await timelines.HandleAsync(number, ct);
        if (timeline.Failed(out error))
        {
            return error;
        }

        var possible = await moves.HandleAsync(number, ct);
        if (possible.Failed(out error))
        {
            return error;
        }

        var others = await related.HandleAsync(number, ct);
        if (others.Failed(out error))
        {
            return error;
        }

        var talk = await comments.HandleAsync(number, ct);
        if (talk.Failed(out error))
        {
            return error;
        }

        var ladder = await supervision.ReadAsync(number, ct);
        if (ladder.Failed(out error))
        {
            return error;
        }

        var together = await joint.ReadAsync(number, ct);
        if (together.Failed(out error))
        {
            return error;
        }

        var help = await HelpAsync(found.Value, possible.Value, ct) with { OpenTasks = together.Value.Tasks.Count(t => t.State is "asked" or "accepted" or "replied") };
        var isMine = timeline.Value.Items is [{ Move: "register", Account: var receiver }, ..] && receiver == current.Actor.Account;
        return new CasePageModel(found.Value, timeline.Value.Items, possible.Value, help, others.Value, talk.Value, isMine, MayProtect(found.Value), ladder.Value, together.Value, await particulars.KnownAsync(number, ct));
    }

    /// <summary>Not for whoever works for the unit complained about.</summary>
    private bool MayProtect(CaseView view) =>
        current.Actor.CanIn(Rights.CasesRestrict, RegionCode.Parse(view.Summary.Place.Code))
        && (view.AboutUnit is not { } about || units.FindByCode(about.Code) is not { Id: var unit } || !current.Actor.Units.Contains(unit));

    private async Task<MoveHelp> HelpAsync(CaseView view, MovesView possible, CancellationToken ct)
    {
        var row = view.Summary;
        var place = RegionCode.Parse(row.Place.Code);
        var can = possible.Items.Select(m => m.Move).ToHashSet(StringComparer.Ordinal);
        var category = can.Contains("dispatch") && row.Category is null ? proposals.CategoryOf(row.Title, view.Description, place) : null;
        UnitProposal? unit = null;
        if (can.Contains("dispatch") && CaseCodes.TryParse<Channel>(row.Channel, out var channel) && CaseCodes.TryParse<Urgency>(row.Urgency, out var urgency))
        {
            unit = proposals.UnitFor(row.Category?.Code ?? category?.Code, place, channel, urgency);
        }

        var similar = can.Contains("merge") ? await SimilarAsync(row, view.Description, place, ct) : [];
        return new MoveHelp(unit, category, NextDesks(view), catalogue.Current.Find(row.Category?.Code) is { NeedsPhotos: true }, similar);
    }

    private async Task<IReadOnlyList<SimilarCase>> SimilarAsync(CaseRow row, string description, RegionCode place, CancellationToken ct)
    {
        var apart = await same.ToldApartAsync(row.Number, ct);
        return [.. (await same.FindAsync(row.Title, description, place, ct)).Where(s => s.Number != row.Number && !apart.Contains(s.Number))];
    }

    private Dictionary<string, string> NextDesks(CaseView view)
    {
        var desks = new Dictionary<string, string>(StringComparer.Ordinal);
        var desk = RegionCode.Parse(view.Desk);
        if (desk.Level > RegionLevel.County && desk.Parent is { } above)
        {
            desks["pass-up"] = regions.Find(above)?.Name ?? above.Value;
        }

        if (RegionCode.Parse(view.Summary.Place.Code).At(desk.Level + 1) is { } below)
        {
            desks["pass-down"] = regions.Find(below)?.Name ?? below.Value;
        }

        return desks;
    }
}
