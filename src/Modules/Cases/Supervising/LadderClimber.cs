using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Supervising;

/// <summary>
/// Lets cases climb that have reached a rung. For a case only the highest rung is given; a unit is told once of all its cases. Each row carries a
/// unique key and is written together with the word to the unit, so that of two nodes one writes it and the other nothing at all.
/// </summary>
internal sealed class LadderClimber(FengqiaoDb db, CommitLane lane, Issuing issuing, ICalendarSource calendar, CountyClock clock)
{
    /// <summary>How long after a case ended a dissatisfied call-back is still acted upon: the server may have stood still.</summary>
    private static readonly TimeSpan StillFelt = TimeSpan.FromDays(3);

    /// <summary>Cases are looked at so many at a time, so that a county with a backlog does not lie in memory at once.</summary>
    private const int Portion = 500;

    private sealed record Candidate(
        Guid Id, long Sequence, string Number, CaseState State, Guid UnitId, DateTime DispatchedUtc, DateTime? DueUtc, DateTime? StoppedUtc, bool IsStandingStill, int Returned, int SentBack, Satisfaction? Satisfaction, int Round);

    private sealed record Step(Candidate Case, DueRung Rung, bool IsSkipped);

    /// <returns>How many rungs were given, those skipped not counted.</returns>
    public async Task<int> ClimbAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var rules = (await db.Set<SupervisionRule>().ToListAsync(ct)).FindAll(r => r.IsInForce(clock.Today));
        if (rules.Count == 0)
        {
            return 0;
        }

        var steps = new List<Step>();
        for (var after = 0L; ;)
        {
            var portion = await Candidates(rules, now, after).ToListAsync(ct);
            steps.AddRange(await StepsAsync(portion, rules, now, ct));
            if (portion.Count < Portion)
            {
                break;
            }

            after = portion[^1].Sequence;
        }

        var given = 0;
        foreach (var unit in steps.GroupBy(s => s.Case.UnitId).OrderBy(g => g.Key))
        {
            given += await WriteAsync(unit.Key, [.. unit], now, ct);
        }

        return given;
    }

    /// <summary>The cases a rule could mean, found by their columns; whether one does, <see cref="Ladder"/> says.</summary>
    private IQueryable<Candidate> Candidates(List<SupervisionRule> rules, DateTime now, long after)
    {
        var before = rules.FindAll(r => r.Trigger == SupervisionTrigger.BeforeDue).Select(r => Ahead(r, now)).Append(now).Max();
        var returned = Least(rules, SupervisionTrigger.Returned);
        var sentBack = Least(rules, SupervisionTrigger.SentBack);
        var felt = rules.Exists(r => r.Trigger == SupervisionTrigger.Dissatisfied);
        var recently = now - StillFelt;
        var rows = db.Set<Supervision>();
        return db.Set<Case>()
            .Where(c => c.Sequence > after && c.LeadUnitId != null && c.DispatchedUtc != null
                && ((CaseStates.InHand.Contains(c.State) && c.StoppedUtc == null && (c.CloseDueUtc <= before || c.TimesReturned >= returned || c.TimesSentBack >= sentBack))
                    || (felt && c.Satisfaction == Satisfaction.Dissatisfied && (c.ClosedUtc == null || c.ClosedUtc > recently))
                    || (c.ClosedUtc == null && rows.Any(s => s.CaseId == c.Id && s.AnswerDueUtc < now && s.AnsweredUtc == null && s.LiftedUtc == null && !s.IsSkipped))))
            .OrderBy(c => c.Sequence).Take(Portion)
            .Select(c => new Candidate(c.Id, c.Sequence, c.Number, c.State, c.LeadUnitId!.Value, c.DispatchedUtc!.Value, c.CloseDueUtc, c.StoppedUtc, c.HeldUtc != null, c.TimesReturned, c.TimesSentBack, c.Satisfaction, c.TimesReopened));
    }

    private async Task<IEnumerable<Step>> StepsAsync(List<Candidate> portion, List<SupervisionRule> rules, DateTime now, CancellationToken ct)
    {
        var ids = portion.ConvertAll(c => c.Id);
        var rows = (await db.Set<Supervision>().Where(s => ids.Contains(s.CaseId)).ToListAsync(ct)).ToLookup(s => s.CaseId);
        return portion.SelectMany(c =>
        {
            var isRunning = CaseStates.InHand.Contains(c.State) && c.StoppedUtc is null;
            var facts = new LadderFacts(
                c.UnitId, c.DispatchedUtc, c.DueUtc, isRunning, c.IsStandingStill, c.Returned, c.SentBack, c.Satisfaction == Satisfaction.Dissatisfied, c.Round, [.. rows[c.Id]]);
            var climb = Ladder.Of(facts, rules, calendar.Current, clock.Zone, now);
            return climb.Skipped.Select(r => new Step(c, r, IsSkipped: true)).Concat(climb.Given is { } given ? [new Step(c, given, IsSkipped: false)] : []);
        });
    }

    private async Task<int> WriteAsync(Guid unit, IReadOnlyList<Step> steps, DateTime now, CancellationToken ct)
    {
        var commit = new Commit().WithoutAudit("rungs that were passed over; each that was given has its entry");
        var given = new List<(Supervision Row, string Number, CaseState State, bool TellsDesk)>();
        foreach (var step in steps)
        {
            var row = Row(step, now);
            Issuing.Add(commit, row);
            if (!step.IsSkipped)
            {
                given.Add((row, step.Case.Number, step.Case.State, step.Rung.Rule.TellsDesk));
                commit.Audit("supervision.climbed", "case", step.Case.Number, new { level = CaseCodes.Of(row.Level), rule = row.Rule });
            }
        }

        if (given.Count > 0)
        {
            Issuing.Tell(commit, unit, given, now);
        }

        // Refused means that another node was first; what it left is found the next time.
        var written = await lane.WriteAsync(commit, CommitOrigin.System("supervision"), ct);
        return written.IsSuccess ? given.Count : 0;
    }

    private Supervision Row(Step step, DateTime now)
    {
        var (rule, isLetter) = (step.Rung.Rule, step.Rung.Rule.Level.IsLetter() && !step.IsSkipped);
        return new Supervision
        {
            Id = clock.NewId(),
            CaseId = step.Case.Id,
            Rung = rule.Stem,
            Occurrence = step.Rung.Occurrence,
            Level = rule.Level,
            Trigger = rule.Trigger,
            Rule = rule.Code,
            IsSkipped = step.IsSkipped,
            UnitId = step.Case.UnitId,
            IssuedUtc = now,
            IssuedBy = Supervision.BySystem,
            Reason = "",
            LetterYear = isLetter ? issuing.YearOf(now) : null,
            AnswerDueUtc = isLetter && rule.AnswerDays is { } days ? issuing.AnswerDue(now, days) : null,
        };
    }

    /// <summary>Later than any limit the rule could speak of before it ends: days of rest lie between.</summary>
    private static DateTime Ahead(SupervisionRule rule, DateTime now) => rule.Unit switch
    {
        DeadlineUnit.Hour => now.AddHours(rule.Amount),
        DeadlineUnit.WorkingDay => now.AddDays((rule.Amount * 2) + 14),
        DeadlineUnit.Month => now.AddDays((rule.Amount * 31) + 1),
        _ => now.AddDays(rule.Amount + 1),
    };

    private static int Least(List<SupervisionRule> rules, SupervisionTrigger trigger) =>
        rules.FindAll(r => r.Trigger == trigger).Select(r => r.Amount).DefaultIfEmpty(int.MaxValue).Min();
}
