using Fengqiao.Cases.Supervising;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.SuperviseCase;

internal static class SuperviseCaseEndpoints
{
    public static void MapSuperviseCase(this IEndpointRouteBuilder api)
    {
        api.MapGet("/supervisions", async Task<IResult> (
                string? pile, string? unit, string? region, string? level, string? leader, int? page, int? pageSize, SupervisionList list, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, pageSize);
                if (paging.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var found = await list.PageAsync(new SupervisionFilter(pile, unit, region, level, leader), paging.Value, ct);
                return found.Failed(out error) ? Problems.Result(context, error) : TypedResults.Ok(found.Value);
            })
            .RequireAuthorization().WithName("ListSupervisions").WithTags("Supervision").WithSummary("What is supervised among the cases one may see")
            .WithDescription("pile: due-soon, overdue, under-letter, unanswered, answered, listed or all.")
            .Produces<PageOf<SupervisionLine>>().ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/cases/{number}/supervisions", async Task<IResult> (string number, SupervisionReader reader, HttpContext context, CancellationToken ct) =>
            {
                var found = await reader.ReadAsync(number, ct);
                return found.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(found.Value);
            })
            .RequireAuthorization().WithName("GetLadder").WithTags("Supervision").WithSummary("The ladder of supervision a case has climbed")
            .Produces<LadderView>().ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/cases/{number}/supervisions", async Task<IResult> (string number, IssueRequest request, SupervisionWriter writer, HttpContext context, CancellationToken ct) =>
                Answer(context, await writer.IssueAsync(number, request, ct), StatusCodes.Status201Created))
            .RequireAuthorization().WithName("IssueSupervision").WithTags("Supervision").WithSummary("Supervise a case, or enter a leader's note on it")
            .Produces<SupervisionView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapPost("/supervisions/{id:guid}/answer", async Task<IResult> (Guid id, AnswerRequest request, SupervisionWriter writer, HttpContext context, CancellationToken ct) =>
                await ChangeAsync(context, version => writer.AnswerAsync(id, version, request, ct)))
            .RequireAuthorization().WithName("AnswerSupervision").WithTags("Supervision").WithSummary("Answer a letter one's unit got")
            .WithDescription("If-Match carries the version last seen.")
            .Produces<SupervisionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapPost("/supervisions/{id:guid}/lift", async Task<IResult> (Guid id, LiftRequest request, SupervisionWriter writer, HttpContext context, CancellationToken ct) =>
                await ChangeAsync(context, version => writer.LiftAsync(id, version, request, ct)))
            .RequireAuthorization().WithName("LiftSupervision").WithTags("Supervision").WithSummary("Lift a letter, for a reason")
            .WithDescription("If-Match carries the version last seen.")
            .Produces<SupervisionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Func<int, Task<Result<SupervisionView>>> change)
    {
        var version = Versions.FromIfMatch(context.Request);
        return version.Failed(out var error) ? Problems.Result(context, error) : Answer(context, await change(version.Value), StatusCodes.Status200OK);
    }

    private static IResult Answer(HttpContext context, Result<SupervisionView> result, int status)
    {
        if (result.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        context.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.Json(result.Value, statusCode: status);
    }
}
