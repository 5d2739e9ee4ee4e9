using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>What the reporter shows: number and code from the receipt.</summary>
internal sealed record TrackRequest(string? Number, string? Code);

/// <summary>One step the reporter may read.</summary>
public sealed record TrackedStep(DateTime At, string Move, string State, string? Unit, string Text);

/// <summary>A case as its reporter sees it: what happened, what happens next, and until when.</summary>
/// <param name="Unit">Who handles it now.</param>
/// <param name="DueAt">Until when the unit has to be done; null while no limit runs.</param>
/// <param name="ReopenUntil">Until when the reporter may have it reopened; null where that cannot be.</param>
/// <param name="Photos">How many pictures came from the reporter.</param>
/// <param name="Moves">What the reporter may do now: withdraw, reopen, rate.</param>
public sealed record TrackedCase(
    string Number,
    string Title,
    string State,
    DateTime ReceivedAt,
    string? Unit,
    DateTime? DueAt,
    DateTime? ClosedAt,
    DateTime? ReopenUntil,
    string? Rating,
    int Photos,
    IReadOnlyList<TrackedStep> Steps,
    IReadOnlyList<string> Moves);

/// <summary>What the reporter does: rate, reopen or withdraw.</summary>
internal sealed record TrackMoveRequest(string? Number, string? Code, string? Text, string? Satisfaction);

internal sealed class TrackCaseHandler(CaseReader reader, FengqiaoDb db, CasePresenter presenter, MoveFactsFinder facts)
{
    public async Task<Result<TrackedCase>> HandleAsync(string? number, string? code, CancellationToken ct)
    {
        if (await reader.FindByTrackingAsync(number, code, ct) is not { } loaded)
        {
            return CaseErrors.TrackingFailed;
        }

        var c = loaded.Case;
        var steps = await db.Set<TimelineEntry>().Where(e => e.CaseId == c.Id && e.IsPublic).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        var known = await facts.ForAsync(loaded, null, null, isReporter: true, ct);
        var moves = MoveRules.Possible(c, known).Select(r => r.Move).Distinct().ToList();
        var reporter = Actor.Citizen.Account;
        var photos = await db.Set<CaseAttachment>().CountAsync(a => a.CaseId == c.Id && a.AddedBy == reporter, ct);
        return new TrackedCase(
            c.Number,
            c.Title,
            CaseCodes.Of(c.State),
            c.ReceivedUtc,
            presenter.Unit(c.LeadUnitId)?.Name,
            CaseStates.InHand.Contains(c.State) ? c.CloseDueUtc : null,
            c.ClosedUtc,
            moves.Contains(CaseMove.Reopen) ? c.ClosedUtc + MoveRules.ReopenWindow : null,
            c.Rating is { } rating ? CaseCodes.Of(rating) : null,
            photos,
            steps.ConvertAll(Step),
            moves.ConvertAll(m => CaseCodes.Of(m)));
    }

    private TrackedStep Step(TimelineEntry e) =>
        new(e.AtUtc, CaseCodes.Of(e.Move), CaseCodes.Of(e.ToState), presenter.Unit(e.ToUnitId ?? e.UnitId)?.Name, MoveTable.IsWordedForReporter(e.Move) ? e.Text : "");
}

internal static class TrackCaseEndpoints
{
    public static void MapTrackCase(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tracking", async Task<IResult> (TrackRequest request, TrackCaseHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var tracked = await handler.HandleAsync(request.Number, request.Code, ct);
                return tracked.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(tracked.Value);
            })
            .AllowAnonymous().RequireRateLimiting(CasesModule.PublicLimit)
            .WithName("TrackCase").WithTags("Citizens").WithSummary("See one's own case by number and tracking code")
            .Produces<TrackedCase>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/tracking/moves/{move}", async Task<IResult> (string move, TrackMoveRequest request, CaseMover mover, HttpContext context, CancellationToken ct) =>
            {
                if (!CaseCodes.TryParse<CaseMove>(move, out var made) || made is not (CaseMove.Rate or CaseMove.Reopen or CaseMove.Withdraw))
                {
                    return Problems.Result(context, CaseErrors.UnknownCode("move", move));
                }

                var moved = await mover.HandleAsReporterAsync(request.Number, request.Code, made, new MoveRequest(Text: request.Text, Satisfaction: request.Satisfaction), ct);
                return moved.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(moved.Value);
            })
            .AllowAnonymous().RequireRateLimiting(CasesModule.PublicLimit)
            .WithName("TrackMove").WithTags("Citizens").WithSummary("Rate, reopen or withdraw one's own case")
            .Produces<MovedCase>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
