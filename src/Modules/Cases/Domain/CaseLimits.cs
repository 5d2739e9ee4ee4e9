using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>The three limits a dispatched case has. They come from dispatch rule, category or channel; see <c>LimitRule</c>.</summary>
internal sealed record CaseLimits(DeadlineSpec Sign, DeadlineSpec FirstContact, DeadlineSpec Close)
{
    /// <summary>The moments the limits end when counted from a dispatch.</summary>
    public DueTimes From(DateTime dispatchedUtc, WorkingCalendar calendar, TimeZoneInfo zone) => new(
        Deadline.From(Sign, dispatchedUtc, calendar, zone).DueUtc,
        Deadline.From(FirstContact, dispatchedUtc, calendar, zone).DueUtc,
        Deadline.From(Close, dispatchedUtc, calendar, zone));
}

/// <summary>When a dispatched case must be signed, when its reporter must have been contacted, when it must be done.</summary>
/// <param name="Codes">The rules they come from.</param>
/// <param name="Statute">When the limit of law ends that governs the matter.</param>
internal readonly record struct DueTimes(DateTime SignUtc, DateTime ContactUtc, DueTime Close, LimitCodes? Codes = null, DueTime? Statute = null);

/// <summary>绿正常、黄临期、橙将超、红超期.</summary>
public enum LimitColour
{
    /// <summary>No limit runs.</summary>
    None,
    Green,

    /// <summary>A third of the time or less is left.</summary>
    Yellow,

    /// <summary>A tenth of the time or less is left, or under two hours.</summary>
    Orange,

    /// <summary>Over.</summary>
    Red,
}

internal static class LimitColours
{
    private static readonly TimeSpan LastCall = TimeSpan.FromHours(2);

    public static LimitColour Of(DateTime? startUtc, DateTime? dueUtc, DateTime nowUtc)
    {
        if (dueUtc is not { } due)
        {
            return LimitColour.None;
        }

        var left = due - nowUtc;
        var whole = due - (startUtc ?? due);
        return left < TimeSpan.Zero ? LimitColour.Red
            : left <= LastCall || left * 10 <= whole ? LimitColour.Orange
            : left * 3 <= whole ? LimitColour.Yellow
            : LimitColour.Green;
    }
}
