using System.Globalization;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageSupervision;

/// <summary>The new version of a rule as it was typed.</summary>
internal sealed record RungInput(string? Amount, string? Unit, string? Level, bool TellsDesk, string? AnswerDays, string? Basis, string? From);

/// <summary>Follows a rule of supervision by another from a day on, or ends it. What was issued under the old one keeps saying so.</summary>
internal sealed class SupervisionRuleEditor(FengqiaoDb db, CatalogueWriter writer, CountyClock clock)
{
    private const int LongestBasis = 200;
    private const int MostTimes = 20;
    private const int MostAnswerDays = 60;

    public Task<Result<Done>> FollowAsync(string code, int expected, RungInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<SupervisionRule>().ToListAsync(ct);
        return Current(all, code, out var error) is { } old ? Follow(old, expected, input, all) : error!;
    }, ct);

    /// <param name="last">Its last day; none means yesterday, so that it is out of force at once.</param>
    public Task<Result<Done>> EndAsync(string code, int expected, string? last, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        if (Current(await db.Set<SupervisionRule>().ToListAsync(ct), code, out var error) is not { } old)
        {
            return error!;
        }

        var checks = new InputChecks();
        var day = RuleInput.Last(checks, last, clock.Today);
        return checks.Error is { } wrong
            ? wrong
            : new Commit().Update(old with { ValidTo = day, Version = expected + 1 }, expected).Audit("supervision-rule.ended", "supervision-rule", old.Code, new { last = day });
    }, ct);

    private static SupervisionRule? Current(List<SupervisionRule> all, string code, out Error? error)
    {
        var found = all.Find(r => r.Code == code);
        error = found is null ? RuleErrors.Unknown : found.ValidTo is not null ? RuleErrors.Superseded : null;
        return error is null ? found : null;
    }

    private Result<Commit> Follow(SupervisionRule old, int expected, RungInput input, List<SupervisionRule> all)
    {
        var checks = new InputChecks();
        var (amount, unit) = Amount(checks, old, input);
        if (!CaseCodes.TryParse<SupervisionLevel>(input.Level, out var level))
        {
            checks.Refuse("level", SupervisionErrors.LevelUnknown);
        }
        else if (old.Trigger == SupervisionTrigger.BeforeDue && level.IsLetter())
        {
            // Nobody is called to account for a limit that still runs.
            checks.Refuse("level", SupervisionErrors.LetterBeforeDue);
        }
        else if (old.Trigger == SupervisionTrigger.Unanswered && level <= SupervisionLevel.Letter)
        {
            checks.Refuse("level", SupervisionErrors.NothingToAnswer);
        }

        var days = AnswerDays(checks, level, input.AnswerDays);
        var basis = checks.Text("basis", input.Basis, LongestBasis);
        if (basis is null)
        {
            checks.Refuse("basis", RuleErrors.BasisMissing);
        }

        var from = Succession.Begin(checks, input.From, clock.Today, old.ValidFrom);
        var next = old with
        {
            Code = Succession.NextCode(old.Code, all.Select(r => r.Code)),
            Amount = amount,
            Unit = unit,
            Level = level,
            TellsDesk = input.TellsDesk,
            AnswerDays = days,
            Basis = basis ?? "",
            ValidFrom = from,
            Version = 1,
        };
        if (all.Exists(r => r.Code != old.Code && r.ValidTo is null && (r.Trigger, r.Amount, r.Unit, r.Level) == (next.Trigger, next.Amount, next.Unit, next.Level)))
        {
            checks.Refuse("amount", SupervisionErrors.SameRule);
        }

        return checks.Error is { } error
            ? error
            : new Commit().Update(old with { ValidTo = from.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
                .Audit("supervision-rule.followed", "supervision-rule", old.Code, new { by = next.Code, before = Facts(old), after = Facts(next) });
    }

    private static (int Amount, DeadlineUnit Unit) Amount(InputChecks checks, SupervisionRule old, RungInput input)
    {
        if (!old.CountsTime && !old.CountsTimes)
        {
            return (old.Amount, old.Unit);
        }

        // Zero times is always; zero days before is at expiry, which has a rule of its own. An answer may be missed from the first moment.
        var (least, most) = old.CountsTimes ? (1, MostTimes) : (old.Trigger == SupervisionTrigger.Unanswered ? 0 : 1, RuleInput.MostUnits);
        if (!int.TryParse(input.Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < least || amount > most)
        {
            checks.Refuse("amount", SupervisionErrors.Amount(least, most));
        }

        var unit = old.Unit;
        if (old.CountsTime && (!CaseCodes.TryParse(input.Unit, out unit) || unit == DeadlineUnit.Month))
        {
            checks.Refuse("unit", CaseErrors.LimitUnitUnknown);
        }

        return (amount, unit);
    }

    /// <summary>A letter without a limit for its answer would never be missed; a limit without a letter says nothing.</summary>
    private static int? AnswerDays(InputChecks checks, SupervisionLevel level, string? typed)
    {
        if (!level.IsLetter())
        {
            return null;
        }

        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostAnswerDays)
        {
            return days;
        }

        checks.Refuse("answerDays", SupervisionErrors.AnswerDays(MostAnswerDays));
        return null;
    }

    private static object Facts(SupervisionRule r) =>
        new { r.Amount, Unit = CaseCodes.Of(r.Unit), Level = CaseCodes.Of(r.Level), r.TellsDesk, r.AnswerDays, r.Basis, r.ValidFrom };
}
