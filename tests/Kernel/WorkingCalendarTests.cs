using FsCheck.Fluent;
using static Fengqiao.Kernel.Tests.NoticeCalendar;

namespace Fengqiao.Kernel.Tests;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData(2024, 251, "22 18 21 22 21 19 23 22 21 19 21 22")]
    [InlineData(2025, 248, "19 19 21 22 19 20 23 21 23 18 20 23")]
    [InlineData(2026, 248, "21 16 22 21 19 21 23 21 22 18 21 23")]
    public void WorkingDays_OfYearAndMonths_AreAsPublished(int year, int ofYear, string ofMonths)
    {
        var months = Enumerable.Range(1, 12).Select(month => new DateOnly(year, month, 1)).ToList();
        string.Join(' ', months.Select(first => Calendar.WorkingDaysBetween(first.AddDays(-1), first.AddMonths(1).AddDays(-1)))).ShouldBe(ofMonths);
        Calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)).ShouldBe(ofYear);
        Enumerable.Range(0, 366).Select(months[0].AddDays).Where(d => d.Year == year).Count(Calendar.IsWorkingDay).ShouldBe(ofYear);
    }

    [Theory]
    [InlineData("2025-09-26", 5, "2025-10-10")]
    [InlineData("2025-09-30", 1, "2025-10-09")]
    [InlineData("2026-02-13", 5, "2026-02-27")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-04-30", 5, "2026-05-11")]
    [InlineData("2024-02-08", 3, "2024-02-19")]
    [InlineData("2025-01-24", 5, "2025-02-07")]
    [InlineData("2025-12-31", 1, "2026-01-04")]
    public void AddWorkingDays_AroundHolidays_CountsAsTheNoticesSay(string start, int days, string expected)
    {
        Calendar.AddWorkingDays(Date(start), days).ShouldBe(Date(expected));
        Calendar.WorkingDaysBetween(Date(start), Date(expected)).ShouldBe(days);
    }

    [Theory]
    [InlineData("2026-02-24", -1, "2026-02-14")]
    [InlineData("2026-02-20", -1, "2026-02-14")]
    [InlineData("2026-01-04", -1, "2025-12-31")]
    [InlineData("2026-02-20", 0, "2026-02-20")]
    public void AddWorkingDays_WhenNotPositive_CountsBackOrStays(string start, int days, string expected) =>
        Calendar.AddWorkingDays(Date(start), days).ShouldBe(Date(expected));

    [Theory]
    [InlineData("2026-02-15", "2026-02-24")]
    [InlineData("2026-02-14", "2026-02-14")]
    [InlineData("2026-01-01", "2026-01-04")]
    [InlineData("2026-03-07", "2026-03-09")]
    [InlineData("2026-03-10", "2026-03-10")]
    public void RollForward_StopsAtFirstWorkingDayOnOrAfter(string day, string expected) =>
        Calendar.RollForward(Date(day)).ShouldBe(Date(expected));

    [Theory]
    [InlineData("2024-06-01", "2026-12-31", true)]
    [InlineData("2026-12-31", "2024-06-01", true)]
    [InlineData("2026-12-31", "2027-01-01", false)]
    [InlineData("2023-12-31", "2024-01-01", false)]
    [InlineData("2027-05-01", "2027-05-02", false)]
    public void IsComplete_NeedsTheNoticeOfEveryYear(string from, string to, bool complete) =>
        Calendar.IsComplete(Date(from), Date(to)).ShouldBe(complete);

    [Fact]
    public void Covers_IsTrueForGivenYearsOnly()
    {
        Calendar.Covers(2026).ShouldBeTrue();
        Calendar.Covers(2027).ShouldBeFalse();
        WorkingCalendar.Weekdays.Covers(2026).ShouldBeFalse();
    }

    [Fact]
    public void NameOf_TellsTheHolidayAlsoForDaysWorked()
    {
        var calendar = new WorkingCalendar([new(Date("2026-02-17"), false, "春节"), new(Date("2026-02-14"), true, "春节")], [2026]);
        calendar.NameOf(Date("2026-02-17")).ShouldBe("春节");
        calendar.NameOf(Date("2026-02-14")).ShouldBe("春节");
        calendar.NameOf(Date("2026-03-02")).ShouldBeNull();
    }

    [Fact]
    public void New_WhenADayIsBoth_Refuses()
    {
        var day = Date("2026-02-17");
        Should.Throw<ArgumentException>(() => new WorkingCalendar([new(day, false), new(day, true)], [2026]));
        new WorkingCalendar([new(day, false, "春节"), new(day, false)], [2026]).IsWorkingDay(day).ShouldBeFalse();
    }

    [Fact]
    public void Weekdays_WithoutNotices_IsMondayToFridayFromTheFirstDayOn()
    {
        // 0001-01-01 was a Monday.
        WorkingCalendar.Weekdays.AddWorkingDays(DateOnly.MinValue, 4).ShouldBe(DateOnly.MinValue.AddDays(4));
        WorkingCalendar.Weekdays.AddWorkingDays(DateOnly.MinValue, 5).ShouldBe(DateOnly.MinValue.AddDays(7));
        WorkingCalendar.Weekdays.IsWorkingDay(Date("2026-03-07")).ShouldBeFalse();
        WorkingCalendar.Weekdays.IsWorkingDay(Date("2026-10-01")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void AddWorkingDays_BeyondTheCalendar_Throws(int days) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(Date("2026-03-10"), days));

    [Fact]
    public void AddWorkingDays_OnAnyCalendar_EqualsCountingDayByDay() =>
        Prop.ForAll(Generators.Exceptions, Generators.Days, (exceptions, start) =>
        {
            var calendar = new WorkingCalendar(exceptions, []);
            return Enumerable.Range(-40, 80).Where(n => n != 0).All(n =>
                calendar.AddWorkingDays(start, n) == Naive.AddWorkingDays(exceptions, start, n));
        }).Check(150);

    [Fact]
    public void WorkingDaysBetween_OnAnyCalendar_EqualsCountingDayByDay() =>
        Prop.ForAll(Generators.Exceptions, Generators.Days, Generators.Days, (exceptions, a, b) =>
        {
            var (early, late) = a < b ? (a, b) : (b, a);
            var calendar = new WorkingCalendar(exceptions, []);
            var count = 0;
            for (var day = early.AddDays(1); day <= late; day = day.AddDays(1))
                count += calendar.IsWorkingDay(day) ? 1 : 0;
            return calendar.WorkingDaysBetween(early, late) == count && calendar.WorkingDaysBetween(late, early) == -count;
        }).Check(150);

    [Fact]
    public void IsWorkingDay_OnAnyCalendar_FollowsExceptionElseWeekday() =>
        Prop.ForAll(Generators.Exceptions, Generators.Days, (exceptions, day) =>
            new WorkingCalendar(exceptions, []).IsWorkingDay(day) == Naive.IsWorkingDay(exceptions, day)).Check(500);

    [Fact]
    public void AddWorkingDays_IsMonotoneAndUndoneByWorkingDaysBetween() =>
        Prop.ForAll(Generators.Exceptions, Generators.Days, (exceptions, start) =>
        {
            var calendar = new WorkingCalendar(exceptions, []);
            return Enumerable.Range(1, 60).All(n =>
            {
                var day = calendar.AddWorkingDays(start, n);
                return day > start && calendar.IsWorkingDay(day)
                    && calendar.AddWorkingDays(start.AddDays(1), n) >= day
                    && calendar.AddWorkingDays(start, n + 1) > day
                    && calendar.WorkingDaysBetween(start, day) == n;
            });
        }).Check(150);
}
