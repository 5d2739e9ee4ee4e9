namespace Fengqiao.Notifications.Domain;

/// <summary>When what was not taken is tried again.</summary>
internal static class Retry
{
    /// <summary>With the waits below about a day and a half.</summary>
    public const int MostAttempts = 10;

    /// <summary>As long as one node keeps a message to itself; longer than an attempt can take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>What is older than that by the time it could be sent is news no more.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(3);

    /// <summary>A webhook that has failed for so long is stopped.</summary>
    public static readonly TimeSpan StopWebhookAfter = TimeSpan.FromDays(2);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>Twice as long each time, and for each message a little differently, so that not all come back at the same moment.</summary>
    /// <param name="attempts">How many there were, 1 or more.</param>
    public static TimeSpan After(int attempts, Guid id)
    {
        var wait = First * Math.Pow(2, Math.Min(attempts, 20) - 1);
        var jitter = 0.8 + (0.4 * ((id.GetHashCode() ^ (attempts * 7919)) & 0xFFFF) / 0xFFFF);
        return (wait < Longest ? wait : Longest) * jitter;
    }
}

/// <summary>Hours of the county's night in which nobody's telephone rings for what can wait.</summary>
/// <param name="From">Minutes after midnight, inclusive.</param>
/// <param name="To">Minutes after midnight, exclusive; equal to <paramref name="From"/> for none.</param>
internal readonly record struct QuietHours(int From, int To)
{
    public const int MinutesOfADay = 24 * 60;

    public static QuietHours None => new(0, 0);

    /// <summary>The county's time at which a message that would go out now may go out: now, or when the quiet ends.</summary>
    public DateTime Next(DateTime local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        if (From == To || (From < To ? minute < From || minute >= To : minute < From && minute >= To))
        {
            return local;
        }

        return (minute < To ? local.Date : local.Date.AddDays(1)).AddMinutes(To);
    }
}
