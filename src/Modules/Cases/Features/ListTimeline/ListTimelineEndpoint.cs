using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Reading;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListTimeline;

internal static class ListTimelineEndpoint
{
    public static void MapListTimeline(this IEndpointRouteBuilder api) =>
        api.MapGet("/cases/{number}/timeline", async Task<IResult> (string number, ListTimelineHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var listed = await handler.HandleAsync(number, ct);
                return listed.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(listed.Value);
            })
            .RequireAuthorization()
            .WithName("ListTimeline").WithTags("Cases").WithSummary("What happened to a case")
            .Produces<PageOf<TimelineView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
