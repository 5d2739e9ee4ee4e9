using Fengqiao.Cases.Joining;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.HandleJointly;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{number}/sessions", async Task<IResult> (string number, SessionRequest request, SessionDesk desk, HttpContext context, CancellationToken ct) =>
                Answer(context, await desk.ConveneAsync(number, request, ct), StatusCodes.Status201Created))
            .RequireAuthorization().WithName("ConveneSession").WithTags("Joint handling").WithSummary("Convene a joint session over a case")
            .Produces<SessionView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapPost("/sessions/{id:guid}/{act}", async Task<IResult> (Guid id, string act, SessionActRequest request, SessionDesk desk, HttpContext context, CancellationToken ct) =>
            {
                var version = Versions.FromIfMatch(context.Request);
                return version.Failed(out var error)
                    ? Problems.Result(context, error)
                    : Answer(context, await desk.ActAsync(id, act, version.Value, request, ct), StatusCodes.Status200OK);
            })
            .RequireAuthorization().WithName("ActOnSession").WithTags("Joint handling").WithSummary("Move, hold, sign or cancel a session, or write the opinion of one's unit")
            .WithDescription("act: move, hold, sign, cancel or opinion. If-Match carries the version last seen.")
            .Produces<SessionView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Answer(HttpContext context, Result<SessionView> result, int status)
    {
        if (result.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        context.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.Json(result.Value, statusCode: status);
    }
}
