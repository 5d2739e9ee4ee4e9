namespace Fengqiao.Host.Demo;

/// <summary>When people of the county are at work (UTC+8 all year): offices in office hours of working days, repair crews and call-backs every day.</summary>
internal static class CaseClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly TimeSpan Opens = TimeSpan.FromHours(8.5);
    private static readonly TimeSpan Closes = TimeSpan.FromHours(17.6);

    public static DateTime ToLocal(DateTime utc) => utc + Offset;

    public static DateTime ToUtc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);

    public static bool IsOpen(DateTime utc) => IsOpenLocal(ToLocal(utc));

    /// <summary>The same moment if an office is open then, else the next morning it is, unless that would be after <paramref name="latest"/>.</summary>
    public static DateTime InOffice(DateTime utc, DateTime latest, Dice dice)
    {
        var local = ToLocal(utc);
        if (IsOpenLocal(local))
            return utc;
        if (local.TimeOfDay > Closes)
            local = local.Date.AddDays(1);
        while (!Almanac.IsWorking(DateOnly.FromDateTime(local)))
            local = local.Date.AddDays(1);
        var morning = ToUtc(local.Date + Opens + TimeSpan.FromSeconds(dice.Between(0, 9000)));
        return morning <= latest && morning >= utc ? morning : utc;
    }

    /// <summary>The same moment, or the next early morning if it is night: repair crews and call-backs work every day, but not then.</summary>
    public static DateTime ByDay(DateTime utc, DateTime latest, Dice dice)
    {
        var local = ToLocal(utc);
        if (local.Hour is >= 7 and < 21)
            return utc;
        var morning = ToUtc(local.Date.AddDays(local.Hour >= 21 ? 1 : 0).AddHours(7).AddSeconds(dice.Between(0, 4800)));
        return morning <= latest ? morning : utc;
    }

    private static bool IsOpenLocal(DateTime local) =>
        local.TimeOfDay >= Opens && local.TimeOfDay <= Closes && Almanac.IsWorking(DateOnly.FromDateTime(local));
}
