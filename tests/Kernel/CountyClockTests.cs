using System.Globalization;

namespace Fengqiao.Kernel.Tests;

public sealed class CountyClockTests
{
    private static readonly DateTimeOffset LateEvening = new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    [Fact]
    public void UtcNow_IsUtcCutToMicroseconds()
    {
        var now = new CountyClock(new FixedTime(LateEvening), CountyClock.China).UtcNow;
        now.Kind.ShouldBe(DateTimeKind.Utc);
        now.Ticks.ShouldBe(LateEvening.UtcTicks - 7);
    }

    [Theory]
    [InlineData(15, 59, 2)]
    [InlineData(16, 0, 3)]
    public void Today_ChangesAtTheCountysMidnight(int hourUtc, int minute, int expectedDay)
    {
        var time = new FixedTime(new DateTimeOffset(2026, 3, 2, hourUtc, minute, 0, TimeSpan.Zero));
        new CountyClock(time, CountyClock.China).Today.ShouldBe(new DateOnly(2026, 3, expectedDay));
    }

    [Fact]
    public void ToLocal_AndToUtc_UndoEachOther()
    {
        var clock = new CountyClock(new FixedTime(LateEvening), CountyClock.China);
        var utc = new DateTime(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc);
        clock.ToLocal(utc).ShouldBe(new DateTime(2026, 3, 3, 0, 0, 0, DateTimeKind.Unspecified));
        clock.ToUtc(clock.ToLocal(utc)).ShouldBe(utc);
        clock.ToUtc(clock.ToLocal(utc)).Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void DayRange_IsFromMidnightToMidnight()
    {
        var (from, to) = new CountyClock(new FixedTime(LateEvening), CountyClock.China).DayRange(new DateOnly(2026, 3, 3));
        from.ShouldBe(new DateTime(2026, 3, 2, 16, 0, 0, DateTimeKind.Utc));
        to.ShouldBe(new DateTime(2026, 3, 3, 16, 0, 0, DateTimeKind.Utc));
        from.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    // Shanghai's clocks skipped 02:00 to 03:00 on 1990-04-15 and repeated 01:00 to 02:00 on 1990-09-16.
    [InlineData("1990-04-15T02:30:00", "1990-04-14T18:30:00")]
    [InlineData("1990-09-16T01:30:00", "1990-09-15T17:30:00")]
    [InlineData("1990-07-01T12:00:00", "1990-07-01T03:00:00")]
    public void ToUtc_WhenClocksWereChanged_StillAnswers(string local, string utc)
    {
        var clock = new CountyClock(new FixedTime(LateEvening), CountyClock.China);
        clock.ToUtc(Time(local)).ShouldBe(DateTime.SpecifyKind(Time(utc), DateTimeKind.Utc));
    }

    [Fact]
    public void NewId_IsOrderedByTheClocksTime()
    {
        var earlier = new CountyClock(new FixedTime(LateEvening), CountyClock.China).NewId();
        var later = new CountyClock(new FixedTime(LateEvening.AddMilliseconds(1)), CountyClock.China).NewId();
        earlier.Version.ShouldBe(7);
        string.CompareOrdinal(earlier.ToString(), later.ToString()).ShouldBeLessThan(0);
        Convert.ToInt64(earlier.ToString("N")[..12], 16).ShouldBe(LateEvening.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void NewId_WithinAMillisecondAndAfterTheClockWasSetBack_IsGreaterThanAllBefore()
    {
        var time = new SettableTime { Now = LateEvening };
        var clock = new CountyClock(time, CountyClock.China);
        var ids = Enumerable.Range(0, 10_000).Select(i =>
        {
            time.Now = i == 7_000 ? LateEvening.AddHours(-1) : time.Now;
            return clock.NewId();
        }).ToList();

        ids.ShouldAllBe(i => i.Version == 7 && i.Variant >= 8 && i.Variant <= 11);
        ids.Select(i => i.ToString()).ShouldBe(ids.Select(i => i.ToString()).Order(StringComparer.Ordinal));
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Fact]
    public void NewId_AskedByManyAtOnce_IsNeverTheSame()
    {
        var clock = new CountyClock(new FixedTime(LateEvening), CountyClock.China);
        var ids = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        Parallel.For(0, 20_000, _ => ids.Add(clock.NewId()));
        ids.Select(i => i.ToString()[..18]).Distinct().Count().ShouldBe(20_000, "the part that counts differs, whatever the random part is");
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
