using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Fengqiao.Organization.Features.ListRegions;

/// <param name="Level">county, town, village or grid.</param>
/// <param name="Path">Names from the town down.</param>
/// <param name="Children">How many places lie directly in it.</param>
/// <param name="Geometry">GeoJSON, where it was asked for and an outline is known.</param>
internal sealed record RegionView(RegionCode Code, string Name, string Level, RegionCode? Parent, string Path, double? Longitude, double? Latitude, int Children, JsonElement? Geometry);

/// <summary>The places of the county. Public: a citizen's form needs them, and every map of the county shows them.</summary>
internal static class RegionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var regions = routes.MapGroup("/api/v1/regions").WithTags("Organization").AllowAnonymous();
        regions.MapGet("/", ListAsync).WithName("ListRegions").WithSummary("The places valid today, in order of their codes");
        regions.MapGet("/geojson", OutlinesAsync).WithName("ListRegionOutlines").WithSummary("Outlines of one level as a GeoJSON feature collection");
        regions.MapGet("/{code}", Find).WithName("FindRegion").WithSummary("One place");
        regions.MapGet("/{code}/outline.geojson", OutlineAsync).WithName("FindRegionOutline").WithSummary("The outline of one place as a GeoJSON feature");
    }

    private static async Task<Results<Ok<PageOf<RegionView>>, ProblemHttpResult>> ListAsync(
        HttpContext context, RegionDirectory directory, FengqiaoDb db, string? parent, string? level, string? q, bool? geometry, int? page, int? pageSize, CancellationToken ct)
    {
        if (Paging.From(page, pageSize).Failed(out var error) || Filter(directory, parent, level, direct: true).Failed(out error))
        {
            return Problems.Result(context, error);
        }

        var paging = Paging.From(page, pageSize).Value;
        var wanted = q?.Trim() ?? "";
        var found = Filter(directory, parent, level, direct: true).Value
            .Where(r => wanted.Length == 0 || r.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || r.Code.Value.StartsWith(wanted, StringComparison.Ordinal))
            .ToList();
        var shown = found.Skip(paging.Skip).Take(paging.PageSize).ToList();
        var outlines = geometry == true ? await ReadAsync(db, shown, ct) : [];
        var items = shown.ConvertAll(r => View(directory, r, outlines.GetValueOrDefault(r.Code.Value)));
        return TypedResults.Ok(new PageOf<RegionView>(items, found.Count, paging.Page, paging.PageSize));
    }

    private static Results<Ok<RegionView>, ProblemHttpResult> Find(HttpContext context, RegionDirectory directory, string code) =>
        RegionCode.TryParse(code, out var parsed) && directory.Find(parsed) is { } region
            ? TypedResults.Ok(View(directory, region, null))
            : Problems.Result(context, OrganizationErrors.RegionUnknown);

    private static async Task<IResult> OutlineAsync(HttpContext context, RegionDirectory directory, FengqiaoDb db, string code, CancellationToken ct)
    {
        if (!RegionCode.TryParse(code, out var parsed) || directory.Find(parsed) is not { } region)
        {
            return Problems.Result(context, OrganizationErrors.RegionUnknown);
        }

        if (IsFresh(context, directory))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var outline = await db.Set<Region>().Where(r => r.Code == region.Code.Value).Select(r => r.Outline).FirstOrDefaultAsync(ct);
        return outline is null
            ? Problems.Result(context, OrganizationErrors.OutlineUnknown)
            : new GeoJsonResult(writer => GeoJsonResult.WriteFeature(writer, region, directory.PathOf(region.Code), outline));
    }

    private static async Task<IResult> OutlinesAsync(HttpContext context, RegionDirectory directory, FengqiaoDb db, string? level, string? within, CancellationToken ct)
    {
        var filtered = Filter(directory, within, level ?? "town", direct: false);
        if (filtered.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        if (IsFresh(context, directory))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var regions = filtered.Value.ToList();
        var outlines = await ReadAsync(db, regions, ct);
        return new GeoJsonResult(writer => GeoJsonResult.WriteCollection(
            writer,
            regions.Where(r => outlines.ContainsKey(r.Code.Value)).Select(r => (r, directory.PathOf(r.Code), outlines[r.Code.Value]))));
    }

    /// <summary>Outlines change a few times a year, so a client that has this revision is not sent them again.</summary>
    private static bool IsFresh(HttpContext context, RegionDirectory directory)
    {
        var tag = new EntityTagHeaderValue($"\"{directory.Revision:N}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromMinutes(5) };
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(sent => sent.Compare(tag, useStrongComparison: false));
    }

    private static Result<IEnumerable<RegionInfo>> Filter(RegionDirectory directory, string? place, string? level, bool direct)
    {
        IEnumerable<RegionInfo> found = directory.All;
        if (!string.IsNullOrEmpty(place))
        {
            if (!RegionCode.TryParse(place, out var code))
            {
                return ImportErrors.CodeMalformed.For(direct ? "parent" : "within");
            }

            found = direct && string.IsNullOrEmpty(level) ? directory.Children(code) : directory.All.Where(r => code.Contains(r.Code) && r.Code != code);
        }

        if (string.IsNullOrEmpty(level))
        {
            return Result(found);
        }

        return Enum.TryParse<RegionLevel>(level, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(level[0])
            ? Result(found.Where(r => r.Code.Level == parsed))
            : OrganizationErrors.LevelUnknown;
    }

    private static Result<IEnumerable<RegionInfo>> Result(IEnumerable<RegionInfo> regions) => regions.ToList();

    private static async Task<Dictionary<string, string>> ReadAsync(FengqiaoDb db, List<RegionInfo> regions, CancellationToken ct)
    {
        if (regions.Count == 0)
        {
            return [];
        }

        var from = regions.Min(r => r.Code).Value;
        var to = regions.Max(r => r.Code).Value;
        var length = regions[0].Code.Level;
        return await db.Set<Region>()
            .Where(r => r.Outline != null && string.Compare(r.Code, from) >= 0 && string.Compare(r.Code, to) <= 0 && (r.Level == length || regions.Count <= Paging.LargestPage))
            .ToDictionaryAsync(r => r.Code, r => r.Outline!, ct);
    }

    private static RegionView View(RegionDirectory directory, RegionInfo region, string? outline) => new(
        region.Code,
        region.Name,
        region.Code.Level.ToString().ToLowerInvariant(),
        region.Code.Parent is { } parent && directory.Find(parent) is not null ? parent : null,
        directory.PathOf(region.Code),
        region.Longitude,
        region.Latitude,
        directory.Children(region.Code).Count,
        outline is null ? null : JsonElement.Parse(outline));
}
