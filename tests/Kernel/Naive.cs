namespace Fengqiao.Kernel.Tests;

/// <summary>The rules counted day by day on the fingers: slow, and different from the product on purpose.</summary>
internal static class Naive
{
    public static bool IsWorkingDay(IEnumerable<CalendarDay> exceptions, DateOnly day)
    {
        var asWritten = exceptions.Where(e => e.Date == day).Select(e => (bool?)e.IsWorkingDay).FirstOrDefault();
        return asWritten ?? (day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday);
    }

    public static DateOnly AddWorkingDays(IReadOnlyCollection<CalendarDay> exceptions, DateOnly start, int days)
    {
        var day = start;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(Math.Sign(days));
            if (IsWorkingDay(exceptions, day))
                left--;
        }

        return day;
    }

    /// <summary>The same with days left out: those from the day on which a clock stopped up to the one before it ran on.</summary>
    public static (DateOnly Original, DateOnly Due) LastDay(DeadlineSpec spec, DateOnly start, IReadOnlyCollection<CalendarDay> exceptions, IReadOnlyCollection<(DateOnly From, DateOnly To)> stood)
    {
        // A month is first turned into its days.
        var length = spec.Unit == DeadlineUnit.WorkingDay ? spec.Amount : LastDay(spec with { RollsOverRestDays = false }, start, exceptions).Original.DayNumber - start.DayNumber;
        var day = start;
        for (var left = length; left > 0;)
        {
            day = day.AddDays(1);
            if (Counts(day) && (spec.Unit != DeadlineUnit.WorkingDay || IsWorkingDay(exceptions, day)))
                left--;
        }

        var due = day;
        if (spec is { RollsOverRestDays: true, Unit: not DeadlineUnit.WorkingDay } && !IsWorkingDay(exceptions, day))
        {
            while (!IsWorkingDay(exceptions, due) || !Counts(due))
                due = due.AddDays(1);
        }

        return (day, due);

        bool Counts(DateOnly d) => !stood.Any(s => s.From <= d && d < s.To);
    }

    /// <summary>The last day of the period, before and after rolling over rest days.</summary>
    public static (DateOnly Original, DateOnly Due) LastDay(DeadlineSpec spec, DateOnly start, IReadOnlyCollection<CalendarDay> exceptions)
    {
        var day = start;
        switch (spec.Unit)
        {
            case DeadlineUnit.NaturalDay:
                for (var i = 0; i < spec.Amount; i++)
                    day = day.AddDays(1);
                break;
            case DeadlineUnit.WorkingDay:
                day = AddWorkingDays(exceptions, start, spec.Amount);
                break;
            default:
                // Walk to the month, then forward to the corresponding day or the month's last.
                var month = (start.Year * 12) + start.Month - 1 + spec.Amount;
                day = new DateOnly(month / 12, (month % 12) + 1, 1);
                while (day.Day < start.Day && day.AddDays(1).Month == day.Month)
                    day = day.AddDays(1);
                break;
        }

        var due = day;
        while (spec is { RollsOverRestDays: true, Unit: not DeadlineUnit.WorkingDay } && !IsWorkingDay(exceptions, due))
            due = due.AddDays(1);
        return (day, due);
    }
}
