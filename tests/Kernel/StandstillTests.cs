using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

/// <summary>Limits part of whose time does not count.</summary>
public sealed class StandstillTests
{
    private static readonly DateTime Monday = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void From_WithStandstillsOnAnyCalendar_EqualsCountingDayByDay() =>
        Prop.ForAll(Generators.DaySpecs, Generators.Exceptions, Generators.Standstills, (spec, exceptions, stood) =>
        {
            var day = new DateOnly(2025, 2, 1).AddDays(stood.Length * 7 % 200);
            var days = stood.Select(s => (From: day.AddDays(s.After), To: day.AddDays(s.After + s.Length))).ToList();
            var (original, due) = Naive.LastDay(spec, day, exceptions, days);
            return Deadline.From(spec, At(day, 10), new WorkingCalendar(exceptions, []), CountyClock.China, [.. days.Select(d => new Standstill(At(d.From, 11), At(d.To, 9)))])
                == new DueTime(At(original, 24).AddSeconds(-1), At(due, 24).AddSeconds(-1));
        }).Check(2000);

    /// <summary>More time is more of the same: a longer amount counted at once, whenever the clock stood still.</summary>
    [Fact]
    public void From_WhenMoreTimeIsAllowed_IsNeverEarlier_NorIsItByStandingStill() =>
        Prop.ForAll(Generators.DaySpecs, Generators.Exceptions, Generators.Standstills, (spec, exceptions, stood) =>
        {
            var day = new DateOnly(2025, 2, 1);
            var calendar = new WorkingCalendar(exceptions, []);
            Standstill[] spans = [.. stood.Select(s => new Standstill(At(day.AddDays(s.After), 11), At(day.AddDays(s.After + s.Length), 9)))];
            var due = Deadline.From(spec, At(day, 10), calendar, CountyClock.China, spans).DueUtc;
            return due >= Deadline.From(spec, At(day, 10), calendar, CountyClock.China).DueUtc
                && Deadline.From(spec with { Amount = spec.Amount + 5 }, At(day, 10), calendar, CountyClock.China, spans).DueUtc >= due;
        }).Check(500);

    [Theory]
    // The hours of the standstill are added, those it shares with another once, those after the end not at all.
    [InlineData(24, new[] { 2, 5 }, 27)]
    [InlineData(24, new[] { 2, 5, 4, 8 }, 30)]
    [InlineData(24, new[] { -9, 3 }, 27)]
    [InlineData(24, new[] { 24, 30 }, 24)]
    [InlineData(24, new[] { 20, 30, 32, 40 }, 42)]
    public void From_OfHours_IsMovedOnByTheLength(int amount, int[] stood, int hours) =>
        Deadline.From(
            new DeadlineSpec(amount, DeadlineUnit.Hour), Monday, WorkingCalendar.Weekdays, CountyClock.China,
            [.. stood.Chunk(2).Select(s => new Standstill(Monday.AddHours(s[0]), Monday.AddHours(s[1])))])
            .DueUtc.ShouldBe(Monday.AddHours(hours));

    [Fact]
    public void From_WhenStoppedAndStartedOnOneDay_MovesNothing()
    {
        var spec = new DeadlineSpec(7, DeadlineUnit.NaturalDay, true);
        Deadline.From(spec, Monday, WorkingCalendar.Weekdays, CountyClock.China, [new Standstill(Monday.AddDays(1), Monday.AddDays(1).AddHours(5))])
            .ShouldBe(Deadline.From(spec, Monday, WorkingCalendar.Weekdays, CountyClock.China));
    }

    // The county is eight hours ahead of UTC.
    private static DateTime At(DateOnly day, int hour) => DateTime.SpecifyKind(day.ToDateTime(default).AddHours(hour - 8), DateTimeKind.Utc);
}
