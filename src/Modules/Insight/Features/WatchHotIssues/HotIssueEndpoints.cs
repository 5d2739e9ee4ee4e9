using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Insight.Features.WatchHotIssues;

/// <summary>An issue as programs read it.</summary>
/// <param name="Name">As a person named it, else its place and the words its cases share.</param>
/// <param name="State">found or confirmed.</param>
/// <param name="People">Different reporters.</param>
/// <param name="CaseCount">All its cases; <paramref name="Cases"/> has those the caller may see.</param>
/// <param name="Backing">How many more people the reporters say are concerned.</param>
internal sealed record HotIssueLine(Guid Id, string Name, string State, double Score, int People, int CaseCount, int Backing, DateTime FirstAt, DateTime LastAt, string? TopicMonth, IReadOnlyList<string> Cases);

internal static class HotIssueEndpoints
{
    private sealed record Collection(string Type, IReadOnlyList<Feature> Features);

    private sealed record Feature(string Type, Point Geometry, Properties Properties);

    private sealed record Point(string Type, double[] Coordinates);

    private sealed record Properties(string Title, string Href, string Tone);

    public static void MapListHotIssues(this IEndpointRouteBuilder api) =>
        api.MapGet("/hot-issues", async (HotDesk desk, CancellationToken ct) => TypedResults.Ok((await desk.ListAsync(IssuePile.Current, ct)).Select(Line)))
            .RequireAuthorization().WithName("ListHotIssues").WithTags("Insight").WithSummary("What many people raise at one place, hottest first; only issues of which the caller may see a case")
            .Produces<IReadOnlyList<HotIssueLine>>();

    /// <summary>The cases of an issue as points, for its map: those the reader may see.</summary>
    public static void MapIssuePoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/hot-issues/{id:guid}/points", async Task<IResult> (Guid id, HotDesk desk, CancellationToken ct) =>
                TypedResults.Json(new Collection("FeatureCollection", [.. (await desk.FindAsync(id, ct))?.Cases.SelectMany(Features) ?? []]), contentType: "application/geo+json"))
            .RequireAuthorization()
            .ExcludeFromDescription();

    private static HotIssueLine Line(SeenIssue seen) => new(
        seen.Issue.Id, seen.Issue.Title, seen.Issue.State == IssueState.Confirmed ? "confirmed" : "found", Math.Round(seen.Issue.Score, 1), seen.Issue.People, seen.Issue.Cases,
        seen.Issue.Backing, seen.Issue.FirstUtc, seen.Issue.LastUtc, seen.Issue.TopicMonth, [.. seen.Cases.Select(c => c.Number)]);

    private static IEnumerable<Feature> Features(SeenCase seen)
    {
        if (seen is { Longitude: { } longitude, Latitude: { } latitude })
        {
            yield return new Feature("Feature", new Point("Point", [longitude, latitude]), new Properties(seen.Title, "/cases/" + seen.Number, seen.IsOpen ? "warning" : "good"));
        }
    }
}
