using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageStatutes;

/// <summary>The new version of a limit as it was typed.</summary>
internal sealed record StatuteInput(string? Amount, string? Unit, bool Rolls, bool Pausable, string? ExtensionAmount, string? ExtensionTimes, string? Basis, string? From);

/// <summary>Follows a limit of the law by another from a day on. The old one stays, ended the day before.</summary>
internal sealed class StatuteEditor(FengqiaoDb db, CatalogueWriter writer, CountyClock clock)
{
    private const int LongestBasis = 200;
    private const int MostExtensions = 9;

    public Task<Result<Done>> FollowAsync(string code, int expected, StatuteInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<StatuteLimit>().ToListAsync(ct);
        return all.Find(l => l.Code == code) switch
        {
            null => RuleErrors.Unknown,
            { ValidTo: not null } => RuleErrors.Superseded,
            var old => Follow(old, expected, input, all),
        };
    }, ct);

    private Result<Commit> Follow(StatuteLimit old, int expected, StatuteInput input, List<StatuteLimit> all)
    {
        var checks = new InputChecks();
        var limit = RuleInput.Limit(checks, input.Amount, input.Unit);
        var (more, times) = Extension(checks, input);
        var basis = checks.Text("basis", input.Basis, LongestBasis);
        if (basis is null)
        {
            checks.Refuse("basis", RuleErrors.BasisMissing);
        }

        var from = Succession.Begin(checks, input.From, clock.Today, old.ValidFrom);
        if (checks.Error is { } error)
        {
            return error;
        }

        var next = old with
        {
            Code = Succession.NextCode(old.Code, all.Select(l => l.Code)),
            Amount = limit!.Amount,
            Unit = limit.Unit,
            RollsOverRestDays = input.Rolls && limit.Unit is (DeadlineUnit.NaturalDay or DeadlineUnit.Month),
            IsPausable = input.Pausable,
            ExtensionAmount = more,
            ExtensionTimes = times,
            ExtensionBy = more is null ? null : old.ExtensionBy ?? ExtensionApprover.HeadOfUnit,
            Basis = basis!,
            Certainty = StatuteCertainty.Local,
            ValidFrom = from,
            Version = 1,
        };
        return new Commit().Update(old with { ValidTo = from.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
            .Audit("statute-limit.followed", "limit", old.Code, new { by = next.Code, before = Facts(old), after = Facts(next) });
    }

    /// <summary>Both or neither: how much more time without how often, or the reverse, is a contradiction.</summary>
    private static (int? Amount, int Times) Extension(InputChecks checks, StatuteInput input)
    {
        var amount = Number(checks, "extensionAmount", input.ExtensionAmount, RuleInput.MostUnits);
        var times = Number(checks, "extensionTimes", input.ExtensionTimes, MostExtensions);
        if (amount == 0 != (times == 0))
        {
            checks.Refuse(amount == 0 ? "extensionAmount" : "extensionTimes", RuleErrors.ExtensionIncomplete);
        }

        return amount == 0 ? (null, 0) : (amount, times);
    }

    private static int Number(InputChecks checks, string field, string? typed, int most)
    {
        if (typed is null)
        {
            return 0;
        }

        if (int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        checks.Refuse(field, CaseErrors.LimitAmount);
        return 0;
    }

    private static object Facts(StatuteLimit l) =>
        new { l.Amount, Unit = l.Unit.ToString(), l.RollsOverRestDays, l.IsPausable, l.ExtensionAmount, l.ExtensionTimes, l.Basis, l.ValidFrom };
}
