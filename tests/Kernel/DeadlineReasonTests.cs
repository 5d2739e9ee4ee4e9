using System.Globalization;
using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

public sealed class DeadlineReasonTests
{
    [Theory]
    [InlineData(15, DeadlineUnit.NaturalDay, true, "2026-02-02", "StartDayExcluded 02-03, LastNaturalDay 02-17, RestDayRolledOver 02-24 (7), EndOfDay 02-24")]
    [InlineData(15, DeadlineUnit.NaturalDay, false, "2026-02-02", "StartDayExcluded 02-03, LastNaturalDay 02-17, EndOfDay 02-17")]
    [InlineData(5, DeadlineUnit.WorkingDay, false, "2026-02-13", "StartDayExcluded 02-14, LastWorkingDay 02-27 (9), EndOfDay 02-27")]
    [InlineData(1, DeadlineUnit.Month, false, "2026-01-31", "StartDayExcluded 02-01, LastDayOfMonth 02-28, EndOfDay 02-28")]
    [InlineData(1, DeadlineUnit.Month, false, "2026-03-10", "StartDayExcluded 03-11, CorrespondingDay 04-10, EndOfDay 04-10")]
    [InlineData(24, DeadlineUnit.Hour, false, "2026-03-10", "HoursRunOn 03-11")]
    [InlineData(0, DeadlineUnit.NaturalDay, false, "2026-03-10", "EndOfDay 03-10")]
    // The notice for 2027 is not known.
    [InlineData(5, DeadlineUnit.WorkingDay, false, "2026-12-30", "StartDayExcluded 12-31, LastWorkingDay 01-06 (2), EndOfDay 01-06, CalendarIncomplete 01-06")]
    [InlineData(5, DeadlineUnit.NaturalDay, false, "2026-12-30", "StartDayExcluded 12-31, LastNaturalDay 01-04, EndOfDay 01-04")]
    public void For_SaysEachStepInOrder(int amount, DeadlineUnit unit, bool rolls, string start, string steps) =>
        string.Join(", ", DeadlineReasons.For(new DeadlineSpec(amount, unit, rolls), Start(start), NoticeCalendar.Calendar, CountyClock.China)
            .Select(s => $"{s.Reason} {s.Day.ToString("MM-dd", CultureInfo.InvariantCulture)}{(s.RestDays > 0 ? $" ({s.RestDays})" : "")}")).ShouldBe(steps);

    [Fact]
    public void For_EndsWhereTheLimitEnds_AndCountsTheRestDaysOneByOne() =>
        Prop.ForAll(Generators.DaySpecs, Generators.Days, Generators.Exceptions, (spec, day, exceptions) =>
        {
            var (calendar, start) = (new WorkingCalendar(exceptions, Enumerable.Range(1, 9998)), DateTime.SpecifyKind(day.ToDateTime(new TimeOnly(9, 0)).AddHours(-8), DateTimeKind.Utc));
            var steps = DeadlineReasons.For(spec, start, calendar, CountyClock.China);
            var (original, due) = Naive.LastDay(spec, day, exceptions);
            var last = steps.SingleOrDefault(s => s.Reason == DeadlineReason.LastWorkingDay);
            var rolled = steps.SingleOrDefault(s => s.Reason == DeadlineReason.RestDayRolledOver);
            return steps[^1] == new DeadlineStep(DeadlineReason.EndOfDay, due)
                && (last == default || last.RestDays == RestDays(day.AddDays(1), original, calendar))
                && (rolled == default ? due == original : rolled.RestDays == RestDays(original, due.AddDays(-1), calendar));
        }).Check(500);

    [Theory]
    [InlineData("2026-10-31", "")]
    [InlineData("2026-11-01", "2027")]
    [InlineData("2026-12-31", "2027")]
    [InlineData("2027-01-01", "2027")]
    [InlineData("2027-11-15", "2027 2028")]
    public void MissingOn_AsksForNextYearFromNovemberOn(string today, string years) =>
        string.Join(' ', NoticeCalendar.Calendar.MissingOn(DateOnly.Parse(today, CultureInfo.InvariantCulture))).ShouldBe(years);

    private static int RestDays(DateOnly from, DateOnly to, WorkingCalendar calendar)
    {
        var count = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            count += calendar.IsWorkingDay(day) ? 0 : 1;
        }

        return count;
    }

    // Nine in the morning in the county.
    private static DateTime Start(string day) => DateTime.SpecifyKind(DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(1), DateTimeKind.Utc);
}
