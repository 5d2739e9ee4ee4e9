using Fengqiao.Cases.Features;
using Fengqiao.Cases.Looks;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>What hangs on the statistics page: the values that shade its map, and its figures as a file.</summary>
internal static class StatisticsEndpoints
{
    /// <param name="Value">How many cases lie in the area.</param>
    /// <param name="Href">Their list.</param>
    internal sealed record AreaValue(int Value, string Href);

    public static void MapStatisticsPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statistics/areas", AreasAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/statistics/export", ExportAsync).RequireAuthorization().IsExport().ExcludeFromDescription();
    }

    private static async Task<IResult> AreasAsync([AsParameters] StatisticsQuery query, SummariseCasesHandler handler, HttpContext context, CancellationToken ct)
    {
        var counted = await handler.TallyAsync(query.Shaded.Filter, ct);
        return counted.Failed(out var error)
            ? Problems.Result(context, error)
            : TypedResults.Ok(SummariseCasesHandler.ByChildRegion(counted.Value, query.Region)
                .ToDictionary(c => c.Key, c => new AreaValue(c.Value, query.Shaded.List(("region", c.Key))), StringComparer.Ordinal));
    }

    private static async Task<IResult> ExportAsync(
        [AsParameters] StatisticsQuery query, SummariseCasesHandler handler, FigureNames names, IStringLocalizer<FiguresTexts> texts, IStringLocalizer<CasesTexts> words, HttpContext context, CancellationToken ct)
    {
        var counted = await handler.HandleAsync(query.Filter, ct);
        if (counted.Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        var summary = names.InWords(counted.Value);
        (string Dimension, IReadOnlyList<CountOf> Counts)[] parts =
        [
            ("Stats.ByState", summary.ByState), ("Stats.ByCategory", summary.ByCategory), ("Stats.ByRegion", summary.ByRegion),
            ("Stats.ByUnit", summary.ByUnit), ("Stats.ByChannel", summary.ByChannel), ("Stats.ByDay", summary.ByDay),
        ];
        IEnumerable<IReadOnlyList<object?>> rows =
        [
            [words["Stats.Total"].Value, "", summary.Total, null],
            [words["Stats.Open"].Value, "", summary.Open, null],
            [words["Stats.Closed"].Value, "", summary.Closed, null],
            [words["Stats.InTime"].Value, "", summary.OnTime.InTime, null],
            [words["Stats.OverdueOpen"].Value, "", summary.OnTime.OverdueOpen, null],
            [words["Stats.OnTime"].Value, "", null, summary.OnTime.Rate is { } rate ? Math.Round(rate * 100, 2) : null],
            .. parts.SelectMany(p => p.Counts.Select(c => (IReadOnlyList<object?>)[words[p.Dimension].Value, c.Name, c.Count, Math.Round(100.0 * c.Count / summary.Total, 2)])),
        ];
        string[] headers = [texts["Export.Dimension"], texts["Export.Value"], texts["Export.Count"], texts["Export.Share"]];
        return await TableDownload.OfAsync(context, TableDownload.FormatOf(query.Format), words["Stats.Title"], headers, rows, ct);
    }
}
