using System.Globalization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>What decides whether a case climbs.</summary>
/// <param name="IsRunning">The closing limit runs: neither submitted nor ended.</param>
/// <param name="IsStandingStill">挂账: the clock stands, and so does the ladder.</param>
/// <param name="Round">How often it was opened again: a new round can be disliked anew.</param>
/// <param name="Given">Everything the case has been given so far, what was skipped included.</param>
internal sealed record LadderFacts(
    Guid UnitId, DateTime DispatchedUtc, DateTime? DueUtc, bool IsRunning, bool IsStandingStill, int Returned, int SentBack, bool IsDissatisfied, int Round, IReadOnlyList<Supervision> Given);

/// <summary>A rung a case has reached.</summary>
/// <param name="SinceUtc">From when on it is due.</param>
internal sealed record DueRung(SupervisionRule Rule, string Occurrence, DateTime SinceUtc);

/// <param name="Given">The highest rung that is due; null where none is, or a higher one stands already.</param>
/// <param name="Skipped">Those it makes needless. They are written down so that they never come later.</param>
internal sealed record Climb(DueRung? Given, IReadOnlyList<DueRung> Skipped)
{
    public static readonly Climb Nowhere = new(null, []);

    public bool IsNone => Given is null && Skipped.Count == 0;
}

/// <summary>
/// Which rung of the ladder a case has reached. Pure: the same facts, rules and time always give the same. What has been given is a fact like the
/// others, so that neither a restart nor a clock that was set back gives a rung again.
/// </summary>
internal static class Ladder
{
    public static Climb Of(LadderFacts facts, IReadOnlyList<SupervisionRule> rules, WorkingCalendar calendar, TimeZoneInfo zone, DateTime nowUtc)
    {
        if (facts.IsStandingStill)
        {
            return Climb.Nowhere;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(nowUtc, zone));
        var given = facts.Given.Select(s => (s.Rung, s.Occurrence)).ToHashSet();
        var due = rules.Where(r => r.IsInForce(today))
            .SelectMany(r => Reached(r, facts, calendar, zone))
            .Where(r => r.SinceUtc <= nowUtc && !given.Contains((r.Rule.Stem, r.Occurrence)))
            .OrderBy(r => r.Rule.Level).ThenBy(r => r.SinceUtc).ThenBy(r => r.Rule.Code, StringComparer.Ordinal).ToList();
        if (due.Count == 0)
        {
            return Climb.Nowhere;
        }

        var highest = due[^1];
        return IsNeedless(highest, facts) ? new Climb(null, due) : new Climb(highest, due.GetRange(0, due.Count - 1));
    }

    /// <summary>A letter of this level or a higher one stands, or the same limit has led higher already.</summary>
    private static bool IsNeedless(DueRung rung, LadderFacts facts) => facts.Given.Any(s => !s.IsSkipped && s.UnitId == facts.UnitId
        && ((s.IsOpen && s.Level >= rung.Rule.Level) || (s.Occurrence == rung.Occurrence && s.Level > rung.Rule.Level)));

    private static IEnumerable<DueRung> Reached(SupervisionRule rule, LadderFacts facts, WorkingCalendar calendar, TimeZoneInfo zone)
    {
        switch (rule.Trigger)
        {
            case SupervisionTrigger.BeforeDue or SupervisionTrigger.AtDue or SupervisionTrigger.AfterDue when facts is { IsRunning: true, DueUtc: { } due }:
                var amount = rule.Trigger switch { SupervisionTrigger.BeforeDue => -rule.Amount, SupervisionTrigger.AtDue => 0, _ => rule.Amount };
                var since = Shift(due, amount, rule.Unit, calendar, zone);
                // What would have to be said before the unit had the case is not said: a limit of two hours has no day before.
                return since > facts.DispatchedUtc ? [new DueRung(rule, OccurrenceOf(due), since)] : [];
            case SupervisionTrigger.Returned when facts.IsRunning && facts.Returned >= rule.Amount:
            case SupervisionTrigger.SentBack when facts.IsRunning && facts.SentBack >= rule.Amount:
                return [new DueRung(rule, $"{rule.Amount.ToString(CultureInfo.InvariantCulture)}x", facts.DispatchedUtc)];
            case SupervisionTrigger.Dissatisfied when facts.IsDissatisfied:
                return [new DueRung(rule, $"round-{facts.Round.ToString(CultureInfo.InvariantCulture)}", facts.DispatchedUtc)];
            case SupervisionTrigger.Unanswered:
                return facts.Given.Where(s => s.WaitsForAnswer && s.UnitId == facts.UnitId && s.AnswerDueUtc is not null && s.Level == rule.Level - 1)
                    .Select(s => new DueRung(rule, s.Id.ToString("N"), Shift(s.AnswerDueUtc!.Value, rule.Amount, rule.Unit, calendar, zone)));
            default:
                return [];
        }
    }

    /// <summary>A limit that was moved is another occurrence: the unit is reminded of the new one.</summary>
    public static string OccurrenceOf(DateTime dueUtc) => "due-" + dueUtc.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>The same time of day so many days on, or back; hours as they are.</summary>
    private static DateTime Shift(DateTime utc, int amount, DeadlineUnit unit, WorkingCalendar calendar, TimeZoneInfo zone)
    {
        if (unit == DeadlineUnit.Hour)
        {
            return utc.AddHours(amount);
        }

        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        var day = DateOnly.FromDateTime(local);
        var moved = unit switch
        {
            DeadlineUnit.WorkingDay => calendar.AddWorkingDays(day, amount),
            DeadlineUnit.Month => day.AddMonths(amount),
            _ => day.AddDays(amount),
        };
        var then = moved.ToDateTime(TimeOnly.FromDateTime(local));
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(then) ? then.AddHours(1) : then, zone);
    }
}
