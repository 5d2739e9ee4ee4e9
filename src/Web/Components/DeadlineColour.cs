namespace Fengqiao.Web.Components;

/// <summary>How near a limit is, in the four colours of the trade.</summary>
public enum DeadlineColour
{
    /// <summary>More than half of the time is left.</summary>
    Green,

    /// <summary>Half of it is gone.</summary>
    Yellow,

    /// <summary>A quarter or less is left.</summary>
    Orange,

    /// <summary>It has passed.</summary>
    Red,
}

internal static class DeadlineColours
{
    /// <summary>Without a known start the last day is orange and the last three are yellow.</summary>
    public static DeadlineColour Of(DateTime now, DateTime due, DateTime? start)
    {
        var left = due - now;
        if (left < TimeSpan.Zero)
            return DeadlineColour.Red;
        if (start is { } from && from < due)
        {
            var share = left / (due - from);
            return share <= 0.25 ? DeadlineColour.Orange : share <= 0.5 ? DeadlineColour.Yellow : DeadlineColour.Green;
        }

        return left <= TimeSpan.FromDays(1) ? DeadlineColour.Orange : left <= TimeSpan.FromDays(3) ? DeadlineColour.Yellow : DeadlineColour.Green;
    }
}
