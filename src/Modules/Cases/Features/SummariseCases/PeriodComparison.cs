using Fengqiao.Cases.Ledger;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>The figures of one window of days.</summary>
public sealed record PeriodFigures(StatisticsQuery Query, DateOnly First, DateOnly Last, int Received, int Closed, int Open, int OverdueOpen, OnTimeRate OnTime);

/// <summary>A window of days, the equally long one right before it, and the one a year earlier. Cases belong to the day on which they were received.</summary>
public sealed record PeriodComparison(PeriodFigures This, PeriodFigures Before, PeriodFigures YearAgo);

internal sealed class ComparePeriodsHandler(SummariseCasesHandler summaries)
{
    /// <summary>Null where no window of days is asked for.</summary>
    public async Task<Result<PeriodComparison?>> HandleAsync(StatisticsQuery query, CancellationToken ct)
    {
        if (query.Window is not var (first, last))
        {
            return Result<PeriodComparison?>.Of(null);
        }

        var days = last.DayNumber - first.DayNumber + 1;
        var windows = new List<PeriodFigures>();
        foreach (var from in (DateOnly[])[first, first.AddDays(-days), first.AddYears(-1)])
        {
            var to = from.AddDays(days - 1);
            var counted = await summaries.TallyAsync(query.On(from, to).Filter, ct);
            if (counted.Failed(out var error))
            {
                return error;
            }

            windows.Add(Figures(query.On(from, to), from, to, counted.Value));
        }

        return new PeriodComparison(windows[0], windows[1], windows[2]);
    }

    private static PeriodFigures Figures(StatisticsQuery query, DateOnly first, DateOnly last, Tally tally) => new(
        query, first, last, tally.Total, tally.Closed, tally.Open, tally.OverdueOpen, OnTimeRate.Of(tally.InTime, tally.Closed, tally.OverdueOpen));
}
