namespace Fengqiao.Kernel;

/// <summary>What a limit is counted in. "日" in a statute is a natural day unless it says 工作日.</summary>
public enum DeadlineUnit
{
    Hour,
    NaturalDay,
    WorkingDay,
    Month,
}

/// <summary>A limit as a rule states it, e.g. 15 natural days.</summary>
/// <param name="Amount">How many units; zero or more.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="RollsOverRestDays">
/// Whether a period of natural days or months that ends on a rest day goes on to the next working day (民法典 Art 203).
/// Means nothing for hours and working days.
/// </param>
public sealed record DeadlineSpec(int Amount, DeadlineUnit Unit, bool RollsOverRestDays = false);

/// <summary>When something is due. Both times are kept, since counties differ in which one counts for assessment.</summary>
/// <param name="OriginalUtc">原始到期: before rolling over rest days.</param>
/// <param name="DueUtc">顺延到期: after it; the same where nothing rolls.</param>
public readonly record struct DueTime(DateTime OriginalUtc, DateTime DueUtc);

/// <summary>Counts limits as 民法典 Art 201 to 203 and 民事诉讼法 (2023) Art 85 do.</summary>
public static class Deadline
{
    /// <summary>
    /// Hours run from the moment itself (Art 201 II). Days and months do not count the day of the start (Art 201 I) and
    /// end at 23:59:59 of the last day in <paramref name="zone"/> (Art 203 II: 24:00). Months end on the corresponding
    /// day, or on the month's last if there is none (Art 202).
    /// </summary>
    /// <param name="standstills">Times that do not count; see <see cref="StandstillCount"/>. In any order, and they may overlap.</param>
    /// <exception cref="ArgumentException"><paramref name="startUtc"/> is not UTC.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative, or the end lies beyond the year 9999.</exception>
    public static DueTime From(DeadlineSpec spec, DateTime startUtc, WorkingCalendar calendar, TimeZoneInfo zone, IReadOnlyList<Standstill>? standstills = null)
    {
        if (spec.Amount < 0)
            throw new ArgumentOutOfRangeException(nameof(spec), spec.Amount, "A limit is not negative.");
        if (startUtc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("The start must be UTC.", nameof(startUtc));

        if (spec.Unit == DeadlineUnit.Hour)
        {
            var due = StandstillCount.Hours(startUtc, startUtc.AddHours(spec.Amount), standstills ?? []);
            return new DueTime(due, due);
        }

        var startDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(startUtc, zone));
        var lastDay = spec.Unit switch
        {
            DeadlineUnit.NaturalDay => startDay.AddDays(spec.Amount),
            DeadlineUnit.WorkingDay => calendar.AddWorkingDays(startDay, spec.Amount),
            DeadlineUnit.Month => startDay.AddMonths(spec.Amount),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Unit, "Unknown unit."),
        };
        var leftOut = standstills is { Count: > 0 } ? StandstillCount.DaysOf(standstills, startDay, zone) : [];
        lastDay = StandstillCount.Days(lastDay, spec.Unit == DeadlineUnit.WorkingDay, calendar, leftOut);
        var rolls = spec.RollsOverRestDays && spec.Unit != DeadlineUnit.WorkingDay;
        return new DueTime(EndOf(lastDay, zone), EndOf(rolls ? StandstillCount.Roll(lastDay, calendar, leftOut) : lastDay, zone));
    }

    private static DateTime EndOf(DateOnly day, TimeZoneInfo zone) =>
        ZoneTime.ToUtc(day.ToDateTime(new TimeOnly(23, 59, 59)), zone);
}
