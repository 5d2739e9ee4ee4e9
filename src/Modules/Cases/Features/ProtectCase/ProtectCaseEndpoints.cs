using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ProtectCase;

internal static class ProtectCaseEndpoints
{
    public static void MapProtectCase(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{number}/secrecy", async Task<IResult> (string number, ProtectCaseHandler handler, HttpContext context, CancellationToken ct) =>
                Answer(context, await handler.ReadAsync(number, ct)))
            .RequireAuthorization()
            .WithName("GetSecrecy").WithTags("Cases").WithSummary("Who may see a case, and why")
            .Produces<SecrecyView>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/cases/{number}/secrecy", async Task<IResult> (string number, ProtectCaseRequest request, ProtectCaseHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var version = Versions.FromIfMatch(context.Request);
                return version.Failed(out var error) ? Problems.Result(context, error) : Answer(context, await handler.ChangeAsync(number, version.Value, request, ct));
            })
            .RequireAuthorization()
            .WithName("ProtectCase").WithTags("Cases").WithSummary("Decide who may see a case, and from which unit its reporter is kept")
            .WithDescription("If-Match carries the version last seen. Needs the right over the place of the case, and a reason.")
            .Produces<SecrecyView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Answer(HttpContext context, Kernel.Result<SecrecyView> result)
    {
        if (result.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        context.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.Ok(result.Value);
    }
}
