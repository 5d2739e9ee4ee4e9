using System.Globalization;

namespace Fengqiao.Kernel.Tests;

/// <summary>The State Council notices for 2024 to 2026, written out (gov.cn content_6911528, content_6986383, content_7047091).</summary>
internal static class NoticeCalendar
{
    private static readonly Dictionary<int, (string Off, string Worked)> Notices = new()
    {
        [2024] = ("01-01; 02-10…02-17; 04-04…04-06; 05-01…05-05; 06-10; 09-15…09-17; 10-01…10-07",
            "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        [2025] = ("01-01; 01-28…02-04; 04-04…04-06; 05-01…05-05; 05-31…06-02; 10-01…10-08",
            "01-26 02-08 04-27 09-28 10-11"),
        [2026] = ("01-01…01-03; 02-15…02-23; 04-04…04-06; 05-01…05-05; 06-19…06-21; 09-25…09-27; 10-01…10-07",
            "01-04 02-14 02-28 05-09 09-20 10-10"),
    };

    public static WorkingCalendar Calendar { get; } = new(Days, Notices.Keys);

    public static IEnumerable<CalendarDay> Days => Notices.SelectMany(notice =>
        notice.Value.Off.Split("; ").SelectMany(span => Span(notice.Key, span)).Select(day => new CalendarDay(day, false, "节"))
            .Concat(notice.Value.Worked.Split(' ').Select(day => new CalendarDay(Day(notice.Key, day), true, "节"))));

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Span(int year, string span)
    {
        var ends = span.Split('…');
        for (var day = Day(year, ends[0]); day <= Day(year, ends[^1]); day = day.AddDays(1))
            yield return day;
    }

    private static DateOnly Day(int year, string monthAndDay) => Date($"{year}-{monthAndDay}");
}
