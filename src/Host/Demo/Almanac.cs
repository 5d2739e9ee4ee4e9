using System.Globalization;

namespace Fengqiao.Host.Demo;

/// <summary>What the sky does on a day, as far as it moves people to call.</summary>
internal enum Weather
{
    Fair,
    Rain,

    /// <summary>Rain that floods underpasses: plum rains, typhoons.</summary>
    Storm,

    /// <summary>35 °C and more.</summary>
    Heat,

    /// <summary>Frost that bursts pipes.</summary>
    Cold,
}

/// <param name="IsWorking">Offices are open: weekends and holidays are not, days worked in exchange for a holiday are.</param>
/// <param name="IsHoliday">A rest day of a public holiday.</param>
/// <param name="RestBefore">How many rest days went before; what was held back comes on the first working day.</param>
internal readonly record struct DemoDay(DateOnly Date, bool IsWorking, bool IsHoliday, int RestBefore, Weather Weather);

/// <summary>
/// The days of the invented county: the real calendar of holidays, an invented sky after the months of the lower Yangtze. The weather of a
/// date depends on the seed alone, not on the day the demo was made.
/// </summary>
internal sealed class Almanac(Dice dice)
{
    // Share of days with rain, storm, heat, cold, January to December.
    private static readonly double[][] Sky =
    [
        [0.22, 0, 0, 0.25], [0.28, 0, 0, 0.18], [0.38, 0.01, 0, 0.05], [0.36, 0.03, 0, 0], [0.36, 0.05, 0.02, 0], [0.46, 0.12, 0.05, 0],
        [0.20, 0.07, 0.40, 0], [0.20, 0.09, 0.42, 0], [0.24, 0.06, 0.12, 0], [0.16, 0.01, 0.02, 0], [0.20, 0, 0, 0.04], [0.18, 0, 0, 0.20],
    ];

    private static readonly Dictionary<DateOnly, bool> Departures = ReadDepartures();

    private readonly Dictionary<DateOnly, DemoDay> _days = [];
    private readonly Lock _lock = new();

    public DemoDay this[DateOnly date]
    {
        get
        {
            lock (_lock)
            {
                if (!_days.TryGetValue(date, out var day))
                    {
                    day = Make(date);
                    _days.Add(date, day);
                }
                return day;
            }
        }
    }

    public DemoDay At(DateTime utc) => this[DateOnly.FromDateTime(CaseClock.ToLocal(utc))];

    public static bool IsWorking(DateOnly date) =>
        Departures.TryGetValue(date, out var works) ? works : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private DemoDay Make(DateOnly date)
    {
        var rest = 0;
        while (rest < 10 && !IsWorking(date.AddDays(-rest - 1)))
            rest++;
        return new DemoDay(date, IsWorking(date), Departures.TryGetValue(date, out var works) && !works, rest, WeatherOf(date));
    }

    // A day is like the one before it or drawn anew. Going back to the last one drawn needs no memory of the days between.
    private Weather WeatherOf(DateOnly date)
    {
        for (var back = 0; back < 12; back++)
        {
            var day = date.AddDays(-back);
            var own = dice.Fork(day.DayNumber);
            if (back == 11 || !own.Chance(0.4))
                return Draw(own, Sky[day.Month - 1]);
        }
        return Weather.Fair;
    }

    private static Weather Draw(Dice own, double[] sky)
    {
        var rest = own.Next();
        for (var index = 0; index < sky.Length; index++)
        {
            rest -= sky[index];
            if (rest < 0)
                return (Weather)(index + 1);
        }
        return Weather.Fair;
    }

    private static Dictionary<DateOnly, bool> ReadDepartures()
    {
        using var reader = new StreamReader(DemoFiles.OpenCalendar());
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(cells => DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells => cells[1] == "是");
    }
}
