namespace Fengqiao.Kernel;

/// <summary>What one step of a count does.</summary>
public enum DeadlineReason
{
    /// <summary>Hours run from the moment itself (民法典 Art 201 II).</summary>
    HoursRunOn,

    /// <summary>The day of the start does not count (Art 201 I); the step's day is the first that does.</summary>
    StartDayExcluded,

    /// <summary>The last of the natural days.</summary>
    LastNaturalDay,

    /// <summary>The last of the working days; rest days in between were not counted.</summary>
    LastWorkingDay,

    /// <summary>The corresponding day of the month (Art 202).</summary>
    CorrespondingDay,

    /// <summary>The month has no corresponding day: its last one (Art 202).</summary>
    LastDayOfMonth,

    /// <summary>The last day is one of rest: on to the next working day (Art 203 I).</summary>
    RestDayRolledOver,

    /// <summary>The last day ends at 24:00 (Art 203 II).</summary>
    EndOfDay,

    /// <summary>The notice of a year the count touches is not known: its holidays are missing from the answer.</summary>
    CalendarIncomplete,
}

/// <summary>One step of a count, in the order a clerk would say them.</summary>
/// <param name="Day">The day of the county the step arrives at.</param>
/// <param name="RestDays">Days of rest the step passed over; zero where it passes none.</param>
public readonly record struct DeadlineStep(DeadlineReason Reason, DateOnly Day, int RestDays = 0);

/// <summary>Says why a limit ends when <see cref="Deadline.From"/> says it ends.</summary>
public static class DeadlineReasons
{
    /// <exception cref="ArgumentException"><paramref name="startUtc"/> is not UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative, or the end lies beyond the year 9999.</exception>
    public static IReadOnlyList<DeadlineStep> For(DeadlineSpec spec, DateTime startUtc, WorkingCalendar calendar, TimeZoneInfo zone)
    {
        var end = Deadline.From(spec, startUtc, calendar, zone);
        var (start, last, due) = (DayOf(startUtc, zone), DayOf(end.OriginalUtc, zone), DayOf(end.DueUtc, zone));
        if (spec.Unit == DeadlineUnit.Hour)
        {
            return [new DeadlineStep(DeadlineReason.HoursRunOn, due)];
        }

        var steps = new List<DeadlineStep>();
        if (spec.Amount > 0)
        {
            steps.Add(new DeadlineStep(DeadlineReason.StartDayExcluded, start.AddDays(1)));
            steps.Add(LastDay(spec, start, last, calendar));
        }

        if (due > last)
        {
            steps.Add(new DeadlineStep(DeadlineReason.RestDayRolledOver, due, due.DayNumber - last.DayNumber));
        }

        steps.Add(new DeadlineStep(DeadlineReason.EndOfDay, due));
        if (NeedsCalendar(spec) && !calendar.IsComplete(start, due))
        {
            steps.Add(new DeadlineStep(DeadlineReason.CalendarIncomplete, due));
        }

        return steps;
    }

    private static DeadlineStep LastDay(DeadlineSpec spec, DateOnly start, DateOnly last, WorkingCalendar calendar) => spec.Unit switch
    {
        DeadlineUnit.WorkingDay => new(DeadlineReason.LastWorkingDay, last, last.DayNumber - start.DayNumber - calendar.WorkingDaysBetween(start, last)),
        DeadlineUnit.Month => new(last.Day == start.Day ? DeadlineReason.CorrespondingDay : DeadlineReason.LastDayOfMonth, last),
        _ => new(DeadlineReason.LastNaturalDay, last),
    };

    private static bool NeedsCalendar(DeadlineSpec spec) => spec.Unit == DeadlineUnit.WorkingDay || spec.RollsOverRestDays;

    private static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));
}
