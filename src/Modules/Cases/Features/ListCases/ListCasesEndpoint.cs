using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListCases;

internal static class ListCasesEndpoint
{
    public static void MapListCases(this IEndpointRouteBuilder api) =>
        api.MapGet("/cases", async Task<IResult> (string? q, string? state, string? category, string? channel, string? region, string? unit, bool? overdue,
                string? from, string? to, string? queue, string? sort, int? page, int? pageSize, ListCasesHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, pageSize);
                if (paging.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var filter = new CaseFilter
                {
                    Q = q, State = state, Category = category, Channel = channel, Region = region, Unit = unit, Overdue = overdue, From = from, To = to, Queue = queue,
                };
                var listed = await handler.HandleAsync(filter, sort, paging.Value, ct);
                return listed.Failed(out error) ? Problems.Result(context, error) : TypedResults.Ok(listed.Value);
            })
            .RequireAuthorization()
            .WithName("ListCases").WithTags("Cases")
            .WithSummary("Cases the caller may see")
            .WithDescription("`total` is exact, except with `q`: what words find is counted and listed up to 10,000 (500 in a county of more than 100,000 cases), newest first, and `totalIsCapped` (left out otherwise) says that there are more.")
            .Produces<PageOf<CaseRow>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
}
