namespace Fengqiao.TestKit;

/// <summary>
/// A clock that stands still until a test moves it. Timers and delays made from it fire inside
/// <see cref="Advance"/>, in the order they are due, each seeing the time it was due at. Thread-safe.
/// </summary>
public sealed class FakeTime : TimeProvider
{
    /// <summary>A Friday, 09:00 in the county: the start of a working day before a rest day.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 6, 1, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private long _elapsed;

    public FakeTime(DateTimeOffset? start = null) => _now = (start ?? Start).ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>A second of the fake clock has as many ticks as one of <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed;
        }
    }

    /// <summary>Lets time pass and fires the timers that fall due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long end = GetTimestamp() + by.Ticks;
        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>
    /// Sets the wall clock, back as well, as an operator or a time server would. Timers run on the monotonic
    /// time and do not notice.
    /// </summary>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_lock)
        {
            _now = now.ToUniversalTime();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(long end)
    {
        lock (_lock)
        {
            FakeTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            long moment = next is null ? end : Math.Max(next.Due, _elapsed);
            _now += TimeSpan.FromTicks(moment - _elapsed);
            _elapsed = moment;
            if (next is { Period: > 0 })
            {
                next.Due += next.Period;
            }
            else if (next is not null)
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class FakeTimer(FakeTime clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public long Due { get; set; }

        /// <summary>In ticks; 0 when it fires once.</summary>
        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                clock._timers.Remove(this);
                Period = period > TimeSpan.Zero ? period.Ticks : 0;
                Due = clock._elapsed + dueTime.Ticks;
                if (dueTime >= TimeSpan.Zero)
                {
                    clock._timers.Add(this);
                }
            }

            // A real timer with no delay fires at once as well, on another thread.
            if (dueTime == TimeSpan.Zero)
            {
                _ = Task.Run(() => clock.Advance(TimeSpan.Zero));
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
