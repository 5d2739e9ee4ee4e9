namespace Fengqiao.Kernel;

/// <summary>
/// The county's time: UTC for storage, days and times of day in the county's zone for people and limits.
/// The only door to the clock, so that tests move time by the <see cref="TimeProvider"/> they pass.
/// </summary>
public sealed class CountyClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>How many bits of an id count within a millisecond; 4,096 ids, then the next millisecond is begun early.</summary>
    private const int CounterBits = 12;

    // Millisecond and counter of the id given last.
    private long _lastId;

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

    /// <summary>
    /// A new key, greater than every one this clock gave before, also within a millisecond and after the clock was set back:
    /// UUIDv7 whose first random bits count (RFC 9562, 6.2, method 1).
    /// </summary>
    public Guid NewId()
    {
        var now = Time.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        long before, next;
        do
        {
            before = Volatile.Read(ref _lastId);
            next = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref _lastId, next, before) != before);

        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next >> CounterBits)).TryWriteBytes(bytes, bigEndian: true, out _);
        var counter = (int)(next & ((1 << CounterBits) - 1));
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        return new Guid(bytes, bigEndian: true);
    }
}
