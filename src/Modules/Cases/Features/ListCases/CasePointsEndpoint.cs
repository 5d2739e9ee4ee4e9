using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Looks;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ListCases;

/// <summary>The page of the list a reader looks at, as points for its map.</summary>
internal static class CasePointsEndpoint
{
    private sealed record Collection(string Type, IReadOnlyList<Feature> Features);

    private sealed record Feature(string Type, Point Geometry, Properties Properties);

    private sealed record Point(string Type, double[] Coordinates);

    private sealed record Properties(string Title, string Href, string Tone);

    public static void MapCasePoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/points", async Task<IResult> (string? q, string? state, string? category, string? channel, string? region, string? unit, string? overdue,
                string? from, string? to, string? queue, string? sort, int? page, ListCasesHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, null);
                if (paging.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var filter = new CaseFilter
                {
                    Q = q, State = state, Category = category, Channel = channel, Region = region, Unit = unit, Overdue = overdue switch { "true" => true, "false" => false, _ => null }, From = from, To = to, Queue = queue,
                };
                var listed = await handler.HandleAsync(filter, sort, paging.Value, ct);
                return listed.Failed(out error)
                    ? Problems.Result(context, error)
                    : TypedResults.Json(new Collection("FeatureCollection", [.. listed.Value.Items.SelectMany(Features)]), contentType: "application/geo+json");
            })
            .RequireAuthorization()
            .ExcludeFromDescription();

    private static IEnumerable<Feature> Features(CaseRow row)
    {
        if (row is { Longitude: { } longitude, Latitude: { } latitude })
        {
            yield return new Feature("Feature", new Point("Point", [longitude, latitude]), new Properties(row.Title, "/cases/" + row.Number, CaseLooks.ToneOfPoint(row.LimitColour)));
        }
    }
}
