namespace Fengqiao.Host.Demo.Live;

/// <summary>The simulated county's time: begins now and runs <paramref name="speed"/> times as fast as the clock on the wall.</summary>
internal sealed class LiveClock(TimeProvider time, double speed)
{
    private readonly DateTime _start = time.GetUtcNow().UtcDateTime;
    private readonly long _stamp = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>UTC.</summary>
    public DateTime Now => _start + time.GetElapsedTime(_stamp) * speed;

    public TimeSpan Elapsed => time.GetElapsedTime(_stamp);
}
