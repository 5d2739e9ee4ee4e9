using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.CountWork;

internal static class CountWorkEndpoint
{
    public static void MapCountWork(this IEndpointRouteBuilder api) =>
        api.MapGet("/work", async (CountWorkHandler handler, CancellationToken ct) => TypedResults.Ok(await handler.HandleAsync(ct)))
            .RequireAuthorization()
            .WithName("CountWork").WithTags("Cases").WithSummary("What waits for the caller")
            .Produces<IReadOnlyList<WorkCount>>();
}
