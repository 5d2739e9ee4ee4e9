using System.Globalization;

namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>A point of the line over time: a day, or a month where days would be too many.</summary>
internal sealed record DayBucket(string Label, DateOnly First, DateOnly Last, int Count);

internal static class DayBuckets
{
    private const int MostDays = 92;

    /// <summary>Days without a case count as none; the first and last month hold what lies in the window only.</summary>
    /// <param name="byDay">Days as <c>yyyy-MM-dd</c>, in order.</param>
    public static IReadOnlyList<DayBucket> Of(IReadOnlyList<CountOf> byDay, (DateOnly First, DateOnly Last)? window)
    {
        if (byDay.Count == 0)
        {
            return [];
        }

        var counts = byDay.ToDictionary(d => DateOnly.ParseExact(d.Code, "yyyy-MM-dd", CultureInfo.InvariantCulture), d => d.Count);
        var (first, last) = window ?? (counts.Keys.Min(), counts.Keys.Max());
        if (last.DayNumber - first.DayNumber < MostDays)
        {
            return [.. Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber)
                .Select(day => new DayBucket(day.ToString("MM-dd", CultureInfo.InvariantCulture), day, day, counts.GetValueOrDefault(day)))];
        }

        var months = new List<DayBucket>();
        for (var from = first; from <= last;)
        {
            var end = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
            var to = end < last ? end : last;
            months.Add(new DayBucket(from.ToString("yyyy-MM", CultureInfo.InvariantCulture), from, to, counts.Where(c => c.Key >= from && c.Key <= to).Sum(c => c.Value)));
            from = to.AddDays(1);
        }

        return months;
    }
}
