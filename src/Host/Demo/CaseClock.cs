namespace Fengqiao.Host.Demo;

/// <summary>When things happen in the county: people call by day and weekday, offices work in office hours (UTC+8 all year).</summary>
internal static class CaseClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly double[] ByDayOfWeek = [0.58, 1.22, 1.1, 1.05, 1.02, 0.98, 0.68];
    private static readonly double[] ByHour = [3, 2, 1, 1, 1, 3, 8, 20, 52, 70, 66, 48, 30, 34, 56, 60, 52, 42, 36, 34, 30, 24, 15, 7];
    private static readonly double[] ByOfficeHour = [0, 0, 0, 0, 0, 0, 0, 0, 50, 75, 70, 45, 8, 20, 60, 65, 55, 18, 0, 0, 0, 0, 0, 0];

    public static DateTime ToLocal(DateTime utc) => utc + Offset;

    /// <summary>A moment within the last <paramref name="days"/> days before <paramref name="before"/>.</summary>
    /// <param name="office">Only when windows and departments are open.</param>
    public static DateTime Received(Dice dice, DateTime before, int days, bool office)
    {
        while (true)
        {
            var day = ToLocal(before).Date.AddDays(-dice.Between(0, days));
            var local = day.AddHours(dice.PickIndex(office ? ByOfficeHour : ByHour)).AddMinutes(dice.Between(0, 59)).AddSeconds(dice.Between(0, 59));
            if (local - Offset < before && dice.Chance(ByDayOfWeek[(int)day.DayOfWeek] / 1.25) && !(office && IsWeekend(local)))
                return local - Offset;
        }
    }

    /// <summary>The same moment if an office is open then, else the next morning it is, unless that would be after <paramref name="latest"/>.</summary>
    public static DateTime InOffice(DateTime utc, DateTime latest, Dice dice)
    {
        var local = ToLocal(utc);
        if (!IsWeekend(local) && local.TimeOfDay >= TimeSpan.FromHours(8.5) && local.TimeOfDay <= TimeSpan.FromHours(17.6))
            return utc;
        if (local.TimeOfDay > TimeSpan.FromHours(17.6))
            local = local.Date.AddDays(1);
        while (IsWeekend(local))
            local = local.Date.AddDays(1);
        var morning = local.Date.AddHours(8.5).AddMinutes(dice.Between(0, 150)).AddSeconds(dice.Between(0, 59)) - Offset;
        return morning <= latest && morning >= utc ? morning : utc;
    }

    /// <summary>The same moment, or the next early morning if it is night: repair crews and call-backs work every day, but not then.</summary>
    public static DateTime ByDay(DateTime utc, DateTime latest, Dice dice)
    {
        var local = ToLocal(utc);
        if (local.Hour is >= 7 and < 21)
            return utc;
        var morning = local.Date.AddDays(local.Hour >= 21 ? 1 : 0).AddHours(7).AddMinutes(dice.Between(0, 80)).AddSeconds(dice.Between(0, 59)) - Offset;
        return morning <= latest ? morning : utc;
    }

    private static bool IsWeekend(DateTime local) => local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
