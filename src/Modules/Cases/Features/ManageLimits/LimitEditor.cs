using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageLimits;

/// <summary>A limit as it was typed.</summary>
internal sealed record LimitInput(string? Kind, string? Category, string? Channel, string? Urgency, string? Amount, string? Unit, bool Rolls, string? Basis, string? From,
    bool Pausable = false, string? ExtensionAmount = null, string? ExtensionTimes = null, string? ExtensionBy = null);

/// <summary>
/// Sets limits, follows one by another and ends them. The general limit of each kind is followed, never ended: every case needs one.
/// </summary>
internal sealed class LimitEditor(FengqiaoDb db, CatalogueWriter writer, CatalogueSource catalogue, ICalendarSource calendar, CountyClock clock)
{
    private const int LongestBasis = 200;

    public Task<Result<Done>> AddAsync(LimitInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var checks = new InputChecks();
        if (!CaseCodes.TryParse<LimitKind>(input.Kind, out var kind))
        {
            checks.Refuse("kind", ImportErrors.Required);
        }

        var category = RuleInput.Category(checks, catalogue.Current, input.Category);
        var channel = Choice<Channel>(checks, "channel", input.Channel);
        var urgency = Choice<Urgency>(checks, "urgency", input.Urgency);
        var limit = RuleInput.Limit(checks, input.Amount, input.Unit);
        var basis = Basis(checks, input.Basis);
        var from = Succession.Begin(checks, input.From, clock.Today, DateOnly.MinValue);
        var all = await db.Set<LimitRule>().ToListAsync(ct);
        if (all.Exists(r => (r.Kind, r.CategoryPrefix, r.Channel, r.Urgency) == (kind, category, channel, urgency) && (r.ValidTo is not { } to || to >= from)))
        {
            // Two for the same matters at the same time: nobody could say which applies.
            checks.Refuse("category", RuleErrors.SameReach);
        }

        var more = Extension(checks, kind, input);
        CheckLaw(checks, kind, category, channel, urgency, limit, input);
        if (checks.Error is { } error)
        {
            return error;
        }

        var parts = new[] { category, CaseCodes.Of(kind), channel is { } c ? CaseCodes.Of(c) : "", urgency is { } u ? CaseCodes.Of(u) : "" };
        var stem = string.Join('-', parts.Where(p => p.Length > 0));
        var rule = new LimitRule
        {
            Code = all.Exists(r => r.Code == stem) ? Succession.NextCode(stem, all.Select(r => r.Code)) : stem,
            Kind = kind,
            CategoryPrefix = category,
            Channel = channel,
            Urgency = urgency,
            Amount = limit!.Amount,
            Unit = limit.Unit,
            RollsOverRestDays = Rolls(limit, input.Rolls),
            IsPausable = input.Pausable,
            ExtensionAmount = more?.Amount,
            ExtensionTimes = more?.Times ?? 0,
            ExtensionBy = more?.By,
            Basis = basis,
            ValidFrom = from,
        };
        return new Commit().Insert(rule).Audit("limit.added", "limit", rule.Code, Facts(rule));
    }, ct);

    public Task<Result<Done>> FollowAsync(string code, int expected, LimitInput input, CancellationToken ct) => ChangeAsync(code, (old, all) =>
    {
        var checks = new InputChecks();
        var limit = RuleInput.Limit(checks, input.Amount, input.Unit);
        var basis = Basis(checks, input.Basis);
        var from = Succession.Begin(checks, input.From, clock.Today, old.ValidFrom);
        var more = Extension(checks, old.Kind, input);
        CheckLaw(checks, old.Kind, old.CategoryPrefix, old.Channel, old.Urgency, limit, input);
        if (checks.Error is { } error)
        {
            return error;
        }

        var next = old with
        {
            Code = Succession.NextCode(old.Code, all.Select(r => r.Code)),
            Amount = limit!.Amount,
            Unit = limit.Unit,
            RollsOverRestDays = Rolls(limit, input.Rolls),
            IsPausable = input.Pausable,
            ExtensionAmount = more?.Amount,
            ExtensionTimes = more?.Times ?? 0,
            ExtensionBy = more?.By,
            Basis = basis,
            ValidFrom = from,
            Version = 1,
        };
        return new Commit().Update(old with { ValidTo = from.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
            .Audit("limit.followed", "limit", old.Code, new { by = next.Code, before = Facts(old), after = Facts(next) });
    }, ct);

    public Task<Result<Done>> EndAsync(string code, int expected, string? last, CancellationToken ct) => ChangeAsync(code, (old, _) =>
    {
        if (old is { CategoryPrefix.Length: 0, Channel: null, Urgency: null })
        {
            return RuleErrors.GeneralLimit;
        }

        var checks = new InputChecks();
        var day = RuleInput.Last(checks, last, clock.Today);
        return checks.Error is { } error
            ? error
            : new Commit().Update(old with { ValidTo = day, Version = expected + 1 }, expected).Audit("limit.ended", "limit", code, new { last = day });
    }, ct);

    private Task<Result<Done>> ChangeAsync(string code, Func<LimitRule, List<LimitRule>, Result<Commit>> change, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<LimitRule>().ToListAsync(ct);
        return all.Find(r => r.Code == code) switch
        {
            null => RuleErrors.Unknown,
            { ValidTo: not null } => RuleErrors.Superseded,
            var rule => change(rule, all),
        };
    }, ct);

    /// <summary>Only closing limits are extended and stopped: nobody waits longer for a signature.</summary>
    private static ExtensionRule? Extension(InputChecks checks, LimitKind kind, LimitInput input)
    {
        var more = ExtensionInput.Read(checks, input.ExtensionAmount, input.ExtensionTimes, input.ExtensionBy, ExtensionApprover.CountyDesk);
        if (kind != LimitKind.Close && (more is not null || input.Pausable))
        {
            checks.Refuse(more is null ? "pausable" : "extensionAmount", RuleErrors.ForClosingOnly);
        }

        return more;
    }

    /// <summary>A county may be stricter than the law for the same matters, not laxer.</summary>
    private void CheckLaw(InputChecks checks, LimitKind kind, string category, Channel? channel, Urgency? urgency, DeadlineSpec? limit, LimitInput input)
    {
        if (kind != LimitKind.Close || limit is null || checks.Error is not null)
        {
            return;
        }

        var laws = catalogue.Current.StatuteLimits.Where(l => l.Governs && l.IsInForce(clock.Today)
            && category.StartsWith(l.CategoryPrefix ?? "", StringComparison.Ordinal)
            && (l.Channel is null || l.Channel == channel)
            && (l.Urgency is null || l.Urgency == urgency));
        var due = Due(limit with { RollsOverRestDays = Rolls(limit, input.Rolls) });
        if (laws.Any(l => due > Due(l.Spec)))
        {
            checks.Refuse("amount", RuleErrors.BeyondLaw);
        }
    }

    /// <summary>Compared by what they give from now on: hours and working days have no common measure otherwise.</summary>
    private DateTime Due(DeadlineSpec spec) => Deadline.From(spec, clock.UtcNow, calendar.Current, clock.Zone).DueUtc;

    private static string Basis(InputChecks checks, string? typed)
    {
        var basis = checks.Text("basis", typed, LongestBasis);
        if (basis is null)
        {
            // A limit nobody can name the reason of could not be held against a unit.
            checks.Refuse("basis", RuleErrors.BasisMissing);
        }

        return basis ?? "";
    }

    private static T? Choice<T>(InputChecks checks, string field, string? code)
        where T : struct, Enum
    {
        if (code is null)
        {
            return null;
        }

        if (CaseCodes.TryParse<T>(code, out var value))
        {
            return value;
        }

        checks.Refuse(field, CaseErrors.UnknownCode(field, code));
        return null;
    }

    private static bool Rolls(DeadlineSpec limit, bool asked) => asked && limit.Unit is (DeadlineUnit.NaturalDay or DeadlineUnit.Month);

    private static object Facts(LimitRule rule) => new { rule.Amount, Unit = rule.Unit.ToString(), rule.RollsOverRestDays, rule.IsPausable, rule.ExtensionAmount, rule.ExtensionTimes, rule.Basis, rule.ValidFrom };
}
