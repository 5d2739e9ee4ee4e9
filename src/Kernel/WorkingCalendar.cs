using System.Collections.Frozen;

namespace Fengqiao.Kernel;

/// <summary>A day that departs from the Monday-to-Friday rule, as the yearly State Council notice lists it.</summary>
/// <param name="Date">The day.</param>
/// <param name="IsWorkingDay">False for a holiday, true for a weekend day worked in its place (调休).</param>
/// <param name="Name">The holiday it belongs to, e.g. 春节.</param>
public readonly record struct CalendarDay(DateOnly Date, bool IsWorkingDay, string? Name = null);

/// <summary>
/// Working days: Monday to Friday, less the holidays, plus the weekend days worked in their place.
/// One continuous table, since holidays cross the year's end. Immutable; every question takes constant time.
/// Years without a notice follow the plain rule; <see cref="IsComplete"/> tells when an answer rests on one.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>Knows no notice: Monday to Friday.</summary>
    public static readonly WorkingCalendar Weekdays = new([], []);

    private readonly FrozenSet<int> _years;
    private readonly FrozenDictionary<DateOnly, CalendarDay> _exceptions;

    // A day's rank is the number of working days from 0001-01-01 to it, inclusive. Inside the table (from _first)
    // it is looked up; before it the weekday formula holds, after it the formula with _shift added.
    private readonly int _first;
    private readonly int[] _ranks;
    private readonly int[] _workingDays;
    private readonly int _rankBefore;
    private readonly int _shift;

    /// <param name="days">The departures from the rule. The same day may come twice if both say the same.</param>
    /// <param name="years">The years whose notice is in <paramref name="days"/> in full.</param>
    /// <exception cref="ArgumentException">A day is given both as a holiday and as a working day.</exception>
    public WorkingCalendar(IEnumerable<CalendarDay> days, IEnumerable<int> years)
    {
        var exceptions = new Dictionary<DateOnly, CalendarDay>();
        foreach (var day in days)
        {
            if (!exceptions.TryAdd(day.Date, day) && exceptions[day.Date].IsWorkingDay != day.IsWorkingDay)
                throw new ArgumentException($"{day.Date:yyyy-MM-dd} is both a holiday and a working day.", nameof(days));
        }

        _exceptions = exceptions.ToFrozenDictionary();
        _years = years.ToFrozenSet();

        var last = exceptions.Count == 0 ? -1 : exceptions.Keys.Max().DayNumber;
        _first = exceptions.Count == 0 ? 0 : exceptions.Keys.Min().DayNumber;
        _rankBefore = WeekdayRank(_first - 1);
        _ranks = new int[last - _first + 1];
        var working = new List<int>(_ranks.Length);
        for (var i = 0; i < _ranks.Length; i++)
        {
            var day = DateOnly.FromDayNumber(_first + i);
            if (exceptions.TryGetValue(day, out var exception) ? exception.IsWorkingDay : IsWeekday(day))
                working.Add(day.DayNumber);
            _ranks[i] = _rankBefore + working.Count;
        }

        _workingDays = [.. working];
        _shift = _rankBefore + _workingDays.Length - WeekdayRank(_first + _ranks.Length - 1);
    }

    /// <summary>Whether the year's notice is in the calendar.</summary>
    public bool Covers(int year) => _years.Contains(year);

    /// <summary>Whether the notices of all years from one day to the other are known. If not, say 日历不完整 beside the answer.</summary>
    public bool IsComplete(DateOnly from, DateOnly to)
    {
        for (var year = Math.Min(from.Year, to.Year); year <= Math.Max(from.Year, to.Year); year++)
        {
            if (!Covers(year))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The years whose notice should be known on that day and is not: the running one and, from November on, the next,
    /// whose notice comes out then and into which limits already reach.
    /// </summary>
    public IReadOnlyList<int> MissingOn(DateOnly today) =>
        [.. new[] { today.Year, today.AddMonths(2).Year }.Distinct().Where(year => !Covers(year))];

    public bool IsWorkingDay(DateOnly day) =>
        _exceptions.TryGetValue(day, out var exception) ? exception.IsWorkingDay : IsWeekday(day);

    /// <summary>The holiday a day belongs to, by its rest or by the work done in its place; null on an ordinary day.</summary>
    public string? NameOf(DateOnly day) => _exceptions.TryGetValue(day, out var exception) ? exception.Name : null;

    /// <summary>
    /// The working day reached after so many working days; <paramref name="start"/> itself does not count (民法典 Art 201).
    /// Negative numbers count back; zero answers <paramref name="start"/>, be it a working day or not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The day would lie outside the years 1 to 9999.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int days) => days switch
    {
        0 => start,
        > 0 => DayOfRank((long)Rank(start.DayNumber) + days),
        < 0 => DayOfRank((long)Rank(start.DayNumber - 1) + 1 + days),
    };

    /// <summary>
    /// The first working day on or after the day: where a period ends whose last day is one of rest (民法典 Art 203).
    /// Plain weekends are read as rest days too, as is usual.
    /// </summary>
    public DateOnly RollForward(DateOnly day) => IsWorkingDay(day) ? day : AddWorkingDays(day, 1);

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => Rank(to.DayNumber) - Rank(from.DayNumber);

    private int Rank(int day)
    {
        if (day < _first)
            return WeekdayRank(day);
        var i = day - _first;
        return i < _ranks.Length ? _ranks[i] : WeekdayRank(day) + _shift;
    }

    private DateOnly DayOfRank(long rank)
    {
        var i = rank - _rankBefore - 1;
        if (i < 0)
            return DayOfWeekdayRank(rank);
        return i < _workingDays.Length ? DateOnly.FromDayNumber(_workingDays[(int)i]) : DayOfWeekdayRank(rank - _shift);
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    // Day number 0, 0001-01-01, is a Monday.
    private static int WeekdayRank(int day) => ((day + 1) / 7 * 5) + Math.Min((day + 1) % 7, 5);

    private static DateOnly DayOfWeekdayRank(long rank)
    {
        var day = ((rank - 1) / 5 * 7) + ((rank - 1) % 5);
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day)
            : throw new ArgumentOutOfRangeException(nameof(rank), "The day lies outside the years 1 to 9999.");
    }
}
