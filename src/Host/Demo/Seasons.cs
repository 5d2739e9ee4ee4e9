using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>What people turn to the centre about, by day and hour: weekday, holiday, weather, farming year, school year, wages before the New Year.</summary>
internal static class Seasons
{
    // From midnight, one number an hour.
    private static readonly double[] Calls = [3, 2, 1, 1, 1, 3, 8, 20, 52, 70, 66, 48, 30, 34, 56, 60, 52, 42, 36, 34, 30, 24, 15, 7];
    private static readonly double[] Office = [0, 0, 0, 0, 0, 0, 0, 0, 50, 75, 70, 45, 8, 20, 60, 65, 55, 18, 0, 0, 0, 0, 0, 0];
    private static readonly double[] Phone = [6, 3, 2, 1, 1, 2, 6, 14, 26, 34, 36, 34, 46, 40, 30, 32, 34, 36, 44, 58, 66, 62, 44, 20];
    private static readonly double[] Patrol = [0, 0, 0, 0, 0, 0, 4, 18, 46, 60, 52, 26, 6, 14, 44, 56, 48, 26, 16, 20, 12, 4, 0, 0];
    private static readonly double[] Night = [34, 18, 10, 6, 5, 8, 10, 12, 14, 12, 12, 12, 14, 12, 12, 12, 14, 16, 22, 34, 48, 60, 62, 52];
    private static readonly double[] Any = [14, 12, 10, 10, 10, 14, 22, 32, 36, 36, 34, 34, 34, 32, 32, 34, 38, 42, 40, 36, 32, 28, 22, 18];

    private static readonly double[] ByWeekday = [0.56, 1.2, 1.08, 1.03, 1.0, 0.96, 0.66];

    /// <summary>How busy the day is as a whole; an ordinary Wednesday is about 1.</summary>
    public static double Busyness(DemoDay day) => day switch
    {
        { IsHoliday: true } => 0.42,
        { IsWorking: true, RestBefore: >= 3 } => 1.45,
        { IsWorking: true, Date.DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday } => 0.95,
        _ => ByWeekday[(int)day.Date.DayOfWeek],
    };

    /// <summary>How busy an hour of the day is; 1 on average.</summary>
    public static double HourShare(int hour) => Calls[hour] * Calls.Length / Calls.Sum();

    /// <summary>How much likelier a category is on this day than on an ordinary one.</summary>
    public static double Factor(string category, DemoDay day) => WeatherFactor(category, day.Weather) * SeasonFactor(category, day.Date) * RestFactor(category, day);

    /// <summary>The hours at which a matter of this kind comes in by this channel.</summary>
    public static double[] Hours(Leaf leaf, string channel) => channel switch
    {
        DemoChannels.Window or DemoChannels.Unit => Office,
        DemoChannels.GridWorker => Patrol,
        _ when leaf.Category.Limit is { CloseUnit: DemoLimitUnits.Hour, CloseAmount: <= 4 } => Any,
        _ when leaf.Category.Code is "060102" or "060103" or "010201" or "060201" or "060302" => Night,
        DemoChannels.Api => Any,
        DemoChannels.CitizenWeb => Phone,
        _ => Calls,
    };

    private static double WeatherFactor(string category, Weather weather) => (weather, category) switch
    {
        (Weather.Storm, "100402") => 14,
        (Weather.Storm, "100401") => 16,
        (Weather.Storm, "100403") => 10,
        (Weather.Storm, "050203" or "050201") => 5,
        (Weather.Storm, "010102" or "030101" or "030103" or "020301" or "020302" or "020103") => 2.6,
        (Weather.Storm, "060102" or "060103" or "010201" or "060403" or "060203") => 0.25,
        (Weather.Rain, "010102" or "030101" or "020103" or "100402" or "050301") => 1.8,
        (Weather.Rain, "060203" or "060403" or "060103" or "010201") => 0.5,
        (Weather.Heat, "020301" or "020302") => 3.2,
        (Weather.Heat, "010202" or "060301" or "060303" or "060202") => 2.0,
        (Weather.Heat, "010201" or "060102" or "060103" or "050202" or "050303") => 1.9,
        (Weather.Cold, "020301" or "020303" or "050303") => 3.0,
        (Weather.Cold, "010201" or "060103" or "050202") => 0.4,
        _ => 1,
    };

    private static double SeasonFactor(string category, DateOnly day) => category switch
    {
        // Straw is burnt after the harvest of rape (May) and rice (October, November).
        "060203" => day.Month is 10 or 11 ? 5 : day.Month is 5 or 6 ? 2.5 : 0.4,
        "050202" => day.Month is >= 6 and <= 8 ? 3 : 0.3,
        "050201" or "050203" => day.Month is >= 4 and <= 8 ? 1.8 : 0.6,
        "050101" or "050403" => day.Month is >= 9 and <= 11 ? 2.2 : 0.9,
        "050401" => day.Month is 3 or 4 or 9 or 10 ? 2.2 : 0.7,
        // Wages are asked for before the New Year feast.
        "040101" or "040102" or "040103" => day.Month == 1 || day is { Month: 12, Day: >= 10 } || day is { Month: 2, Day: <= 12 } ? 3.4 : 0.85,
        "080101" or "080102" or "080103" => day.Month is 8 or 9 || day is { Month: 2, Day: >= 12 } ? 2.8 : 0.8,
        "060103" or "010201" or "060102" => day.Month is >= 5 and <= 10 ? 1.5 : 0.6,
        "100202" => day.Month is 1 or 2 ? 4 : 0.6,
        "020303" => day.Month is 12 or 1 or 2 ? 2 : 0.8,
        _ => 1,
    };

    private static double RestFactor(string category, DemoDay day) => day.IsWorking ? 1 : category[..4] switch
    {
        "0601" or "0102" or "0303" or "0701" or "0703" => 1.5,
        "0403" or "0803" or "0504" => 0.4,
        _ => 1,
    };
}
