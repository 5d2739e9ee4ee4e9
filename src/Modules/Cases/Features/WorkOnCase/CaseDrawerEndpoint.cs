using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.WorkOnCase;

/// <summary>The part of a page that htmx puts beside the list. The same address behind the row's link is the page of the case.</summary>
internal static class CaseDrawerEndpoint
{
    public static void MapCaseDrawer(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{number}/drawer", (string number, string? done, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                return new RazorComponentResult<CaseDrawer>(new Dictionary<string, object?>
                {
                    [nameof(CaseDrawer.Number)] = number,
                    [nameof(CaseDrawer.Done)] = done,
                })
                { PreventStreamingRendering = true };
            })
            .RequireAuthorization()
            .ExcludeFromDescription();
}
