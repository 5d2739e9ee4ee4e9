using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.TrackCase;

/// <summary>What the reporter shows: number and code from the receipt.</summary>
internal sealed record TrackRequest(string? Number, string? Code);

/// <summary>One step the reporter may read.</summary>
public sealed record TrackedStep(DateTime At, string Move, string State, string? Unit, string Text);

/// <summary>A case as its reporter sees it: what happened, what happens next, and until when.</summary>
/// <param name="Title">For a follower the kind of matter and the village: the reporter's words are the reporter's.</param>
/// <param name="IsFollower">The code is that of somebody who said "me too": no words, no pictures, no moves.</param>
/// <param name="Unit">The lead unit.</param>
/// <param name="Office">Who has it now and answers questions: the unit while it works on it, else the centre at whose desk it lies.</param>
/// <param name="OfficePhone">Null where none is known.</param>
/// <param name="ContactDueAt">Until when the unit has to speak to the reporter; null once it has, or while no limit runs.</param>
/// <param name="DueAt">Until when the unit has to be done; null while no limit runs.</param>
/// <param name="ReopenUntil">Until when the reporter may have it reopened; null where that cannot be.</param>
/// <param name="Photos">How many pictures came from the reporter.</param>
/// <param name="Supporters">How many others said "me too".</param>
/// <param name="Pictures">Of the work when it was done; none before the case is closed.</param>
/// <param name="Moves">What the reporter may do now: withdraw, reopen, rate.</param>
public sealed record TrackedCase(
    string Number,
    string Title,
    bool IsFollower,
    string State,
    DateTime ReceivedAt,
    string? Unit,
    string? Office,
    string? OfficePhone,
    DateTime? ContactDueAt,
    DateTime? DueAt,
    DateTime? ClosedAt,
    DateTime? ReopenUntil,
    string? Rating,
    int Photos,
    int Supporters,
    IReadOnlyList<AnswerPicture> Pictures,
    IReadOnlyList<TrackedStep> Steps,
    IReadOnlyList<string> Moves)
{
    /// <summary>The clock of the unit stands still; the steps say why.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The case it was joined to; null for most.</summary>
    public TrackedLeading? Leading { get; init; }

    /// <summary>The day on which a suspended matter is looked at again.</summary>
    public DateOnly? ReviewOn { get; init; }
}

/// <summary>What the reporter does: rate, reopen or withdraw.</summary>
internal sealed record TrackMoveRequest(string? Number, string? Code, string? Text, string? Satisfaction);

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
