using Fengqiao.TestKit;

namespace Fengqiao.Providers.Tests.TestKit;

public sealed class FakeTimeTests
{
    private readonly FakeTime _clock = new();

    [Fact]
    public void Clock_WhenNobodyMovesIt_StandsStill()
    {
        _clock.GetUtcNow().ShouldBe(FakeTime.Start);
        _clock.GetUtcNow().ShouldBe(FakeTime.Start);
    }

    [Fact]
    public void Timer_WhenSeveralPeriodsPass_FiresForEachAtItsOwnTime()
    {
        var seen = new List<TimeSpan>();
        using ITimer timer = _clock.CreateTimer(
            _ => seen.Add(_clock.GetUtcNow() - FakeTime.Start), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _clock.Advance(TimeSpan.FromMinutes(5));

        seen.ShouldBe([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5)]);
        _clock.GetUtcNow().ShouldBe(FakeTime.Start.AddMinutes(5));
    }

    [Fact]
    public void Timer_WhenDisposed_NoLongerFires()
    {
        int fired = 0;
        ITimer timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _clock.Advance(TimeSpan.FromHours(1));

        fired.ShouldBe(0);
    }

    [Fact]
    public async Task Delay_WhenItsTimeHasCome_Completes()
    {
        Task delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);
        _clock.Advance(TimeSpan.FromSeconds(9));
        delay.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void WallClock_WhenSetBack_LeavesMeasuredTimeAlone()
    {
        long before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _clock.SetUtcNow(FakeTime.Start.AddYears(-1));

        _clock.GetElapsedTime(before).ShouldBe(TimeSpan.FromSeconds(2));
        _clock.GetUtcNow().ShouldBe(FakeTime.Start.AddYears(-1));
    }
}
