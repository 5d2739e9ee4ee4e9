namespace Fengqiao.Kernel;

/// <summary>Wall time to UTC, defined for every wall time, also those a change of clocks skips or repeats.</summary>
internal static class ZoneTime
{
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // Standard time: right for ordinary times by definition, and for a skipped time it is the offset before the change.
        return DateTime.SpecifyKind(wall - zone.GetUtcOffset(wall), DateTimeKind.Utc);
    }
}
