using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Until when an assisting unit has to reply: always within the closing limit of the case, so that the lead unit can put the parts together.</summary>
internal static class AssistDue
{
    public const int MostDays = 60;

    /// <summary>
    /// The end of the last working day before the day on which the case is due; where that is over already, halfway between now and the limit.
    /// A case that is overdue leaves no time to give: what is asked is due at once.
    /// </summary>
    public static DateTime Usual(DateTime nowUtc, DateTime closeDueUtc, WorkingCalendar calendar, TimeZoneInfo zone)
    {
        if (closeDueUtc <= nowUtc)
        {
            return nowUtc;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(closeDueUtc, zone)).AddDays(-1);
        while (!calendar.IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        var due = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(23, 59, 59)), zone);
        return due > nowUtc ? due : Whole(nowUtc + ((closeDueUtc - nowUtc) / 2));
    }

    /// <summary>The end of the last of so many working days from now, refused where it lies behind the closing limit.</summary>
    public static Result<DateTime> Of(int workingDays, DateTime nowUtc, DateTime closeDueUtc, WorkingCalendar calendar, TimeZoneInfo zone)
    {
        if (workingDays is < 1 or > MostDays)
        {
            return JointErrors.Days(MostDays);
        }

        var due = Deadline.From(new DeadlineSpec(workingDays, DeadlineUnit.WorkingDay), nowUtc, calendar, zone).DueUtc;
        return due > closeDueUtc ? JointErrors.BeyondTheLead : due;
    }

    /// <summary>Cut to the second: nobody reads more, and both databases keep it.</summary>
    private static DateTime Whole(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
}
