namespace Fengqiao.Kernel;

/// <summary>
/// The county's time: UTC for storage, days and times of day in the county's zone for people and limits.
/// The only door to the clock, so that tests move time by the <see cref="TimeProvider"/> they pass.
/// </summary>
public sealed class CountyClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>The zone of every county in China.</summary>
    public static TimeZoneInfo China { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public TimeProvider Time { get; } = time;

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>Now, cut to the microseconds both databases keep, so that a value read back equals the one written.</summary>
    public DateTime UtcNow
    {
        get
        {
            var now = Time.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>The date in the county.</summary>
    public DateOnly Today => DateOnly.FromDateTime(ToLocal(UtcNow));

    /// <summary>The county's wall time, of unspecified kind.</summary>
    /// <exception cref="ArgumentException"><paramref name="utc"/> is local time.</exception>
    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);

    /// <summary>The moment of a wall time. A time that clocks skip is read as if they had not; one that comes twice, as the second.</summary>
    public DateTime ToUtc(DateTime local) => ZoneTime.ToUtc(local, Zone);

    /// <summary>The moments a day of the county begins and the next one does: <c>FromUtc &lt;= t &lt; ToUtc</c>.</summary>
    public (DateTime FromUtc, DateTime ToUtc) DayRange(DateOnly day) =>
        (ToUtc(day.ToDateTime(TimeOnly.MinValue)), ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));

    /// <summary>A new key, ordered by time (UUIDv7).</summary>
    public Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());
}
