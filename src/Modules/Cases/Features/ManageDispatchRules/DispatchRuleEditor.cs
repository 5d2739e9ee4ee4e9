using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageDispatchRules;

/// <summary>A dispatch rule as it was typed.</summary>
/// <param name="Amount">Its own closing limit; empty means the general ones apply.</param>
internal sealed record DispatchRuleInput(string? Code, string? Category, string? Region, string? Lead, string? Assisting, string? Amount, string? Unit, string? From);

/// <summary>Says which unit gets which matters where: sets rules, follows one by another, ends them.</summary>
internal sealed class DispatchRuleEditor(FengqiaoDb db, CatalogueWriter writer, CatalogueSource catalogue, IUnitDirectory units, IRegionDirectory regions, CountyClock clock)
{
    public Task<Result<Done>> AddAsync(DispatchRuleInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var checks = new InputChecks();
        var all = await db.Set<DispatchRule>().ToListAsync(ct);
        var code = checks.Required("code", input.Code, 40);
        if (code.Length > 0 && !code.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            checks.Refuse("code", RuleErrors.CodeMalformed);
        }
        else if (all.Exists(r => string.Equals(r.Code, code, StringComparison.OrdinalIgnoreCase)))
        {
            checks.Refuse("code", RuleErrors.CodeTaken);
        }

        var from = Succession.Begin(checks, input.From, clock.Today, DateOnly.MinValue);
        var rule = Read(checks, input, code, from);
        if (all.Exists(r => (r.CategoryPrefix, r.RegionPrefix) == (rule.CategoryPrefix, rule.RegionPrefix) && (r.ValidTo is not { } to || to >= from)))
        {
            checks.Refuse("category", RuleErrors.SameReach);
        }

        return checks.Error is { } error ? error : new Commit().Insert(rule).Audit("dispatch-rule.added", "dispatch-rule", code, Facts(rule));
    }, ct);

    public Task<Result<Done>> FollowAsync(string code, int expected, DispatchRuleInput input, CancellationToken ct) => ChangeAsync(code, (old, all) =>
    {
        var checks = new InputChecks();
        var from = Succession.Begin(checks, input.From, clock.Today, old.ValidFrom);
        // What the rule reaches stays: another reach is another rule.
        var next = Read(checks, input with { Category = Blank(old.CategoryPrefix), Region = Blank(old.RegionPrefix) }, Succession.NextCode(old.Code, all.Select(r => r.Code)), from);
        return checks.Error is { } error
            ? error
            : new Commit().Update(old with { ValidTo = from.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
                .Audit("dispatch-rule.followed", "dispatch-rule", old.Code, new { by = next.Code, before = Facts(old), after = Facts(next) });
    }, ct);

    public Task<Result<Done>> EndAsync(string code, int expected, string? last, CancellationToken ct) => ChangeAsync(code, (old, _) =>
    {
        var checks = new InputChecks();
        var day = RuleInput.Last(checks, last, clock.Today);
        return checks.Error is { } error
            ? error
            : new Commit().Update(old with { ValidTo = day, Version = expected + 1 }, expected).Audit("dispatch-rule.ended", "dispatch-rule", code, new { last = day });
    }, ct);

    private Task<Result<Done>> ChangeAsync(string code, Func<DispatchRule, List<DispatchRule>, Result<Commit>> change, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<DispatchRule>().ToListAsync(ct);
        return all.Find(r => r.Code == code) switch
        {
            null => RuleErrors.Unknown,
            { ValidTo: not null } => RuleErrors.Superseded,
            var rule => change(rule, all),
        };
    }, ct);

    private DispatchRule Read(InputChecks checks, DispatchRuleInput input, string code, DateOnly from)
    {
        var lead = Unit(checks, "lead", input.Lead);
        var assisting = (checks.Text("assisting", input.Assisting, 400) ?? "").Split([' ', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries)
            .Select(u => Unit(checks, "assisting", u)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (lead.Length > 0 && assisting.Contains(lead, StringComparer.OrdinalIgnoreCase))
        {
            checks.Refuse("assisting", CaseErrors.LeadAlsoAssists);
        }

        var region = checks.Region("region", input.Region);
        if (region is { } place && regions.Find(place) is null)
        {
            checks.Refuse("region", RuleErrors.RegionUnknown);
        }

        var close = input.Amount is null ? null : RuleInput.Limit(checks, input.Amount, input.Unit);
        return new DispatchRule
        {
            Code = code,
            CategoryPrefix = RuleInput.Category(checks, catalogue.Current, input.Category),
            RegionPrefix = region?.Value ?? "",
            LeadUnit = lead,
            AssistingUnits = string.Join(' ', assisting),
            CloseAmount = close?.Amount,
            CloseUnit = close?.Unit,
            ValidFrom = from,
        };
    }

    private string Unit(InputChecks checks, string field, string? typed)
    {
        var code = typed?.Split(' ')[0] ?? "";
        if (code.Length == 0)
        {
            checks.Refuse(field, ImportErrors.Required);
        }
        else if (units.FindByCode(code) is null)
        {
            checks.Refuse(field, CaseErrors.RuleUnitUnknown(code));
        }

        return units.FindByCode(code)?.Code ?? code;
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static object Facts(DispatchRule rule) => new { rule.CategoryPrefix, rule.RegionPrefix, rule.LeadUnit, rule.AssistingUnits, rule.CloseAmount, CloseUnit = rule.CloseUnit?.ToString(), rule.ValidFrom };
}
