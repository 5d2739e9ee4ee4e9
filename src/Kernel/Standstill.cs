namespace Fengqiao.Kernel;

/// <summary>A time in which a limit does not run: a hearing, papers that must be supplied, a cause nobody can remove.</summary>
/// <param name="FromUtc">When the clock stopped.</param>
/// <param name="ToUtc">When it ran on.</param>
public readonly record struct Standstill(DateTime FromUtc, DateTime ToUtc);

/// <summary>
/// Counts a limit part of whose time does not count. Hours are moved on by the length of the standstill. Of limits in days the day on which
/// the clock stopped is left out, and the day on which it ran on counts again: stopped and started on one day moves nothing.
/// A standstill that begins after the limit has ended changes nothing any more.
/// </summary>
internal static class StandstillCount
{
    public static DateTime Hours(DateTime startUtc, DateTime dueUtc, IReadOnlyList<Standstill> standstills)
    {
        var counted = startUtc;
        foreach (var stood in standstills.OrderBy(s => s.FromUtc))
        {
            // What two standstills share is left out once.
            var from = stood.FromUtc > counted ? stood.FromUtc : counted;
            if (from >= dueUtc)
                break;
            if (stood.ToUtc > from)
            {
                dueUtc += stood.ToUtc - from;
                counted = stood.ToUtc;
            }
        }

        return dueUtc;
    }

    /// <summary>The last day, before it is rolled over.</summary>
    public static DateOnly Days(DateOnly lastDay, bool inWorkingDays, WorkingCalendar calendar, IReadOnlyList<(DateOnly From, DateOnly To)> leftOut)
    {
        foreach (var (from, to) in leftOut)
        {
            if (from > lastDay)
                break;
            lastDay = inWorkingDays
                ? calendar.AddWorkingDays(lastDay, calendar.WorkingDaysBetween(from.AddDays(-1), to.AddDays(-1)))
                : lastDay.AddDays(to.DayNumber - from.DayNumber);
        }

        return lastDay;
    }

    /// <summary>The first working day on or after a day of rest on which the clock does not stand still; a working day stays.</summary>
    public static DateOnly Roll(DateOnly lastDay, WorkingCalendar calendar, IReadOnlyList<(DateOnly From, DateOnly To)> leftOut)
    {
        var rolled = calendar.RollForward(lastDay);
        if (rolled == lastDay)
            return lastDay;
        foreach (var (from, to) in leftOut)
        {
            if (from <= rolled && rolled < to)
                rolled = calendar.RollForward(to);
        }

        return rolled;
    }

    /// <summary>Days after the start on which the clock stood still, in order and without overlap; <c>To</c> counts again.</summary>
    public static List<(DateOnly From, DateOnly To)> DaysOf(IReadOnlyList<Standstill> standstills, DateOnly startDay, TimeZoneInfo zone)
    {
        var days = new List<(DateOnly From, DateOnly To)>();
        var next = startDay.AddDays(1);
        foreach (var stood in standstills.OrderBy(s => s.FromUtc))
        {
            var (from, to) = (DayOf(stood.FromUtc, zone), DayOf(stood.ToUtc, zone));
            from = from > next ? from : next;
            if (to > from)
            {
                days.Add((from, to));
                next = to;
            }
        }

        return days;
    }

    private static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));
}
