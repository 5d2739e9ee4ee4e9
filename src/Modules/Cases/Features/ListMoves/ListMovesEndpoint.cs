using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Reading;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListMoves;

internal static class ListMovesEndpoint
{
    public static void MapListMoves(this IEndpointRouteBuilder api) =>
        api.MapGet("/cases/{number}/moves", async Task<IResult> (string number, ListMovesHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var listed = await handler.HandleAsync(number, ct);
                if (listed.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                context.Response.Headers.ETag = Versions.Tag(listed.Value.Version);
                return TypedResults.Ok(listed.Value);
            })
            .RequireAuthorization()
            .WithName("ListMoves").WithTags("Cases").WithSummary("What the caller may do with the case now, and the fields each move needs")
            .Produces<MovesView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
