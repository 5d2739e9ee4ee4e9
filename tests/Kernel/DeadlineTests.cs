using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

public sealed class DeadlineTests
{
    [Theory]
    // 信访条例 Art 22: 15 日; the last day falls into the Spring Festival of 2026.
    [InlineData(15, DeadlineUnit.NaturalDay, true, "2026-02-02 09:30", "2026-02-17 23:59:59", "2026-02-24 23:59:59")]
    [InlineData(15, DeadlineUnit.NaturalDay, false, "2026-02-02 09:30", "2026-02-17 23:59:59", "2026-02-17 23:59:59")]
    // An ordinary weekend rolls too; a weekend day that is worked does not.
    [InlineData(5, DeadlineUnit.NaturalDay, true, "2026-03-02 00:00", "2026-03-07 23:59:59", "2026-03-09 23:59:59")]
    [InlineData(5, DeadlineUnit.NaturalDay, true, "2026-02-09 12:00", "2026-02-14 23:59:59", "2026-02-14 23:59:59")]
    // 信访条例 Art 23: 5 个工作日.
    [InlineData(5, DeadlineUnit.WorkingDay, false, "2025-09-26 23:59", "2025-10-10 23:59:59", "2025-10-10 23:59:59")]
    [InlineData(1, DeadlineUnit.WorkingDay, true, "2025-12-31 08:00", "2026-01-04 23:59:59", "2026-01-04 23:59:59")]
    // 民法典 Art 202: the corresponding day, else the month's last.
    [InlineData(1, DeadlineUnit.Month, false, "2026-01-31 10:00", "2026-02-28 23:59:59", "2026-02-28 23:59:59")]
    [InlineData(1, DeadlineUnit.Month, false, "2024-01-31 10:00", "2024-02-29 23:59:59", "2024-02-29 23:59:59")]
    [InlineData(1, DeadlineUnit.Month, false, "2026-02-28 10:00", "2026-03-28 23:59:59", "2026-03-28 23:59:59")]
    [InlineData(6, DeadlineUnit.Month, true, "2026-04-01 10:00", "2026-10-01 23:59:59", "2026-10-08 23:59:59")]
    [InlineData(13, DeadlineUnit.Month, false, "2025-12-31 10:00", "2027-01-31 23:59:59", "2027-01-31 23:59:59")]
    // Hours run on through nights and holidays.
    [InlineData(24, DeadlineUnit.Hour, true, "2026-02-14 17:20:30", "2026-02-15 17:20:30", "2026-02-15 17:20:30")]
    [InlineData(2, DeadlineUnit.Hour, false, "2025-12-31 23:00", "2026-01-01 01:00", "2026-01-01 01:00")]
    // Nothing to count: the day itself.
    [InlineData(0, DeadlineUnit.NaturalDay, false, "2026-03-02 09:00", "2026-03-02 23:59:59", "2026-03-02 23:59:59")]
    public void From_CountsAsTheStatutesSay(int amount, DeadlineUnit unit, bool rolls, string start, string original, string due)
    {
        var answer = Deadline.From(new DeadlineSpec(amount, unit, rolls), Utc(start), NoticeCalendar.Calendar, CountyClock.China);
        answer.ShouldBe(new DueTime(Utc(original), Utc(due)));
        answer.OriginalUtc.Kind.ShouldBe(DateTimeKind.Utc);
        answer.DueUtc.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void From_CountsTheCountysDayNotTheUtcOne()
    {
        // 2026-03-02 16:30 UTC is already the 3rd in the county.
        var start = new DateTime(2026, 3, 2, 16, 30, 0, DateTimeKind.Utc);
        Deadline.From(new DeadlineSpec(1, DeadlineUnit.NaturalDay), start, NoticeCalendar.Calendar, CountyClock.China)
            .DueUtc.ShouldBe(new DateTime(2026, 3, 4, 15, 59, 59, DateTimeKind.Utc));
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void From_WhenStartIsNotUtc_Throws(DateTimeKind kind) =>
        Should.Throw<ArgumentException>(() => Deadline.From(
            new DeadlineSpec(1, DeadlineUnit.Hour), new DateTime(2026, 3, 2, 9, 0, 0, kind), NoticeCalendar.Calendar, CountyClock.China));

    [Fact]
    public void From_WhenAmountIsNegative_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Deadline.From(
            new DeadlineSpec(-1, DeadlineUnit.Hour), Utc("2026-03-02 09:00"), NoticeCalendar.Calendar, CountyClock.China));

    [Fact]
    public void From_OnAnyCalendar_EqualsCountingDayByDay() =>
        Prop.ForAll(Generators.DaySpecs, Generators.Days, Generators.Exceptions, (spec, day, exceptions) =>
        {
            var start = Utc(day.ToDateTime(new TimeOnly(day.DayNumber % 24, day.DayNumber % 60)));
            var (original, due) = Naive.LastDay(spec, day, exceptions);
            return Deadline.From(spec, start, new WorkingCalendar(exceptions, []), CountyClock.China)
                == new DueTime(Utc(original.ToDateTime(new TimeOnly(23, 59, 59))), Utc(due.ToDateTime(new TimeOnly(23, 59, 59))));
        }).Check(500);

    [Fact]
    public void From_IsNeverDueBeforeTheOriginalDayNorOnARestDayWhenRolling() =>
        Prop.ForAll(Generators.DaySpecs, Generators.Days, Generators.Exceptions, (spec, day, exceptions) =>
        {
            var calendar = new WorkingCalendar(exceptions, []);
            var answer = Deadline.From(spec with { RollsOverRestDays = true }, Utc(day.ToDateTime(default)), calendar, CountyClock.China);
            var dueDay = DateOnly.FromDateTime(answer.DueUtc.AddHours(8));
            return answer.DueUtc >= answer.OriginalUtc
                && (calendar.IsWorkingDay(dueDay) || (spec.Unit == DeadlineUnit.WorkingDay && spec.Amount == 0));
        }).Check(500);

    // The county is eight hours ahead of UTC, all year, in every year the tests use.
    private static DateTime Utc(string local) => Utc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture));

    private static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local.AddHours(-8), DateTimeKind.Utc);
}
