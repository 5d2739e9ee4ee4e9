using Fengqiao.Assessment.Indicators;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Assessment.Features.ShowIndicators;

/// <param name="Population">By how many cases a rate was judged.</param>
/// <param name="IsSmall">Under thirty: chance decides more than work does.</param>
internal sealed record FigureView(decimal? Value, decimal? Population, bool IsSmall);

internal sealed record IndicatorView(
    string Code, string Name, string NameEn, string Definition, string Formula, bool IsRate, bool IsHigherBetter, decimal Weight, decimal? Target, string Basis,
    FigureView Now, FigureView Before, FigureView YearAgo);

/// <param name="Figures">In the order of the indicators.</param>
internal sealed record PartView(string Key, string Name, IReadOnlyList<FigureView> Figures, decimal? Score, int? Rank);

/// <param name="Until">The last day counted.</param>
internal sealed record IndicatorsView(string Month, DateOnly Until, string By, IReadOnlyList<IndicatorView> Indicators, IReadOnlyList<PartView> Parts);

internal static class IndicatorEndpoints
{
    public static void MapIndicators(this IEndpointRouteBuilder api) =>
        api.MapGet("/indicators", async Task<IResult> (string? month, string? by, string? rankBy, IndicatorTables tables, HttpContext context, CancellationToken ct) =>
            {
                var read = await tables.ReadAsync(month, by, rankBy, ct);
                return read.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(View(read.Value));
            })
            .RequireAuthorization().WithName("ListIndicators").WithTags("Indicators").WithSummary("The indicators of a month over the places whose figures one may read, and by town, village, grid or unit")
            .WithDescription("month: yyyy-MM, the present one where empty. by: town, village, grid or unit. A value is null where there was nothing to judge.")
            .Produces<IndicatorsView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static IndicatorsView View(IndicatorMonth m) => new(
        m.Month.Text, m.Last, IndicatorTables.CodeOf(m.By),
        [
            .. m.Lines.Select(l => new IndicatorView(
                l.Indicator.Code, l.Indicator.Of.Name, l.Indicator.Of.NameEn, l.Indicator.Of.Definition, l.Indicator.Of.Formula, l.Indicator.Of.IsRate, l.Indicator.Of.IsHigherBetter,
                l.Indicator.Of.Share, l.Indicator.Of.Goal, l.Indicator.Of.Basis, View(l.Now), View(l.Before), View(l.YearAgo))),
        ],
        [.. m.Parts.Select(p => new PartView(p.Part.Key, p.Part.Name, [.. p.Figures.Select(View)], p.Score, p.Rank))]);

    private static FigureView View(Figure figure) => new(figure.Value, figure.Population, figure.IsSmall);
}
