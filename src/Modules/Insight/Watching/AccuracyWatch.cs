using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Watching;

/// <summary>Proposals against decisions, for one month or one category.</summary>
/// <param name="Closed">Cases that were closed and had been read.</param>
/// <param name="Right">Those whose final category was the first proposal.</param>
/// <param name="Sure">Those whose proposal was called sure.</param>
/// <param name="SureRight">Sure and right.</param>
/// <param name="Units">Those for which a unit had been proposed.</param>
/// <param name="UnitsRight">Those whose lead unit it was in the end.</param>
internal sealed record Hits(int Closed, int Right, int Sure, int SureRight, int Units, int UnitsRight)
{
    /// <summary>Null where nothing was closed.</summary>
    public double? Accuracy => Share(Right, Closed);

    public double? SureAccuracy => Share(SureRight, Sure);

    public double? UnitAccuracy => Share(UnitsRight, Units);

    public static Hits Of(IReadOnlyCollection<CaseReading> readings) => new(
        readings.Count,
        readings.Count(IsRight),
        readings.Count(r => r.IsSure),
        readings.Count(r => r.IsSure && IsRight(r)),
        readings.Count(r => r.Unit is not null && r.FinalUnit is not null),
        readings.Count(r => r.Unit is not null && r.Unit == r.FinalUnit));

    private static bool IsRight(CaseReading reading) => reading.Category == reading.FinalCategory;

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <param name="Month">First day, in the county's time.</param>
internal sealed record MonthHits(DateOnly Month, Hits Hits);

/// <param name="First">Code of a first level: that of the category people chose.</param>
/// <param name="Drift">How far the newest months lie from the months before; null where there are too few cases to say.</param>
internal sealed record CategoryHits(string First, Hits Hits, double? Drift);

/// <param name="Drift">Of all categories together.</param>
internal sealed record AccuracyReport(Hits All, IReadOnlyList<MonthHits> Months, IReadOnlyList<CategoryHits> Categories, double? Drift);

/// <summary>How right the reader was at work: what it proposed at intake against what people had decided at closing.</summary>
internal sealed class AccuracyWatch(FengqiaoDb db, CountyClock clock)
{
    public const int Months = 12;

    /// <summary>A fall by so much is called drift.</summary>
    public const double Worrying = -0.05;

    /// <summary>The newest months are compared with those before.</summary>
    private const int NewestMonths = 2;

    /// <summary>Fewer cases on either side say nothing: at 30, chance alone moves a share by eight points.</summary>
    private const int LeastOnEachSide = 30;

    public async Task<AccuracyReport> ReportAsync(CancellationToken ct)
    {
        var thisMonth = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        var since = clock.ToUtc(thisMonth.AddMonths(1 - Months).ToDateTime(TimeOnly.MinValue));
        var closed = await db.Set<CaseReading>().Where(r => r.ClosedUtc >= since && r.FinalCategory != null).ToListAsync(ct);
        var newest = clock.ToUtc(thisMonth.AddMonths(1 - NewestMonths).ToDateTime(TimeOnly.MinValue));
        return new AccuracyReport(
            Hits.Of(closed),
            [
                .. closed.GroupBy(r => MonthOf(r.ClosedUtc!.Value)).OrderBy(g => g.Key).Select(g => new MonthHits(g.Key, Hits.Of([.. g]))),
            ],
            [
                .. closed.GroupBy(r => MatterModel.FirstOf(r.FinalCategory!), StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new CategoryHits(g.Key, Hits.Of([.. g]), DriftOf([.. g], newest))),
            ],
            DriftOf(closed, newest));
    }

    private static double? DriftOf(List<CaseReading> readings, DateTime newest)
    {
        var (late, early) = (Hits.Of(readings.FindAll(r => r.ClosedUtc >= newest)), Hits.Of(readings.FindAll(r => r.ClosedUtc < newest)));
        return late.Closed >= LeastOnEachSide && early.Closed >= LeastOnEachSide ? late.Accuracy - early.Accuracy : null;
    }

    private DateOnly MonthOf(DateTime utc)
    {
        var local = clock.ToLocal(utc);
        return new DateOnly(local.Year, local.Month, 1);
    }
}
