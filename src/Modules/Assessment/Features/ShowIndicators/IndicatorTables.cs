using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Assessment.Features.ShowIndicators;

/// <summary>One indicator over the whole area of the reader.</summary>
/// <param name="Before">The equally long span of the month before; likewise a year ago.</param>
internal sealed record IndicatorLine(ReadIndicator Indicator, Figure Now, Figure Before, Figure YearAgo);

/// <summary>A month as the explorer shows it.</summary>
/// <param name="Last">The last day counted: today where the month is not over.</param>
internal sealed record IndicatorMonth(
    Month Month, DateOnly Last, bool IsOver, Dimension By, Tally Whole, IReadOnlyList<IndicatorLine> Lines, IReadOnlyList<ReadIndicator> Indicators, IReadOnlyList<RankedPart> Parts);

/// <summary>One indicator through the last months.</summary>
internal sealed record IndicatorHistory(IReadOnlyList<(Month Month, Figure Figure)> Months);

internal sealed class IndicatorTables(FigureReader figures, IndicatorBook book, CountyClock clock, CurrentActor current)
{
    /// <summary>A year back and the month itself.</summary>
    private const int MonthsBack = 12;

    public bool MayRead => current.Actor.Can(Rights.StatisticsRead);

    /// <param name="month">As <c>2026-11</c>; empty is the present one.</param>
    /// <param name="by">town, village, grid or unit; empty is towns.</param>
    /// <param name="rankBy">Code of the indicator that ranks the parts; null ranks by the total score.</param>
    public async Task<Result<IndicatorMonth>> ReadAsync(string? month, string? by, string? rankBy, CancellationToken ct)
    {
        if (!MayRead)
        {
            return AssessmentErrors.NotAllowed;
        }

        var read = Asked(month, by);
        if (read.Failed(out var error))
        {
            return error;
        }

        var (of, dimension) = read.Value;
        var indicators = await book.OfAsync(of, ct);
        if (rankBy is not null && indicators.All(i => i.Code != rankBy))
        {
            return AssessmentErrors.NotFound;
        }

        var now = await figures.MonthAsync(of, dimension, ct);
        var (before, yearAgo) = (await figures.SameDaysAsync(of, of.Add(-1), ct), await figures.SameDaysAsync(of, of.Add(-12), ct));
        return new IndicatorMonth(
            of, now.Last, figures.IsOver(of), dimension, now.Whole,
            [.. indicators.Select(i => new IndicatorLine(i, i.Figure(now.Whole), i.Figure(before.Whole), i.Figure(yearAgo.Whole)))],
            indicators, Ranking.Of(now.Parts, indicators, rankBy));
    }

    /// <summary>Each month as it was judged by the definition of then.</summary>
    public async Task<IndicatorHistory> HistoryAsync(string code, Month until, CancellationToken ct)
    {
        var months = new List<(Month, Figure)>();
        for (var back = MonthsBack; back >= 0; back--)
        {
            var month = until.Add(-back);
            var counted = await figures.MonthAsync(month, null, ct);
            months.Add((month, (await book.OfAsync(month, ct)).FirstOrDefault(i => i.Code == code)?.Figure(counted.Whole) ?? default));
        }

        return new IndicatorHistory(months);
    }

    public Result<(Month Month, Dimension By)> Asked(string? month, string? by)
    {
        if ((string.IsNullOrWhiteSpace(month) ? Month.Of(clock.Today) : Month.Parse(month)) is not { } asked || asked.First.Year < 2000)
        {
            return AssessmentErrors.MonthMalformed;
        }

        if (asked.First > clock.Today)
        {
            return AssessmentErrors.MonthAhead;
        }

        if (string.IsNullOrWhiteSpace(by))
        {
            return (asked, Dimension.Town);
        }

        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (CodeOf(dimension) == by)
            {
                return (asked, dimension);
            }
        }

        return AssessmentErrors.DimensionUnknown;
    }

    public static string CodeOf(Dimension by) => by.ToString().ToLowerInvariant();
}
