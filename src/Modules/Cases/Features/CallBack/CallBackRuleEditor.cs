using System.Globalization;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.CallBack;

/// <summary>The rule of call-backs from a day on, as it was typed.</summary>
internal sealed record CallBackRuleInput(string? From, string? MostTries, string? DueDays, string? LinkDays, string? Partly, string? Mostly, string? SoSo);

/// <summary>Decides how call-backs are made and weighed from a day on. What lies before keeps the rule of its day, so that a figure stays what it was.</summary>
internal sealed class CallBackRuleEditor(FengqiaoDb db, CatalogueWriter writer, CountyClock clock)
{
    public const int MostTries = 20;
    public const int MostDays = 60;

    public Task<Result<Done>> DecideAsync(CallBackRuleInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<CallBackRule>().ToListAsync(ct);
        var checks = new InputChecks();
        checks.Required("from", input.From, 20);
        var from = checks.Date("from", input.From) ?? clock.Today;
        if (from < clock.Today)
        {
            checks.Refuse("from", RuleErrors.BeginsInThePast);
        }
        else if (all.Exists(r => r.ValidFrom > from))
        {
            // A rule between two others would change what the later one was compared with when it was decided.
            checks.Refuse("from", CallBackErrors.RuleLater);
        }

        var next = new CallBackRule
        {
            Code = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ValidFrom = from,
            MostTries = Number(checks, "mostTries", input.MostTries, 1, MostTries),
            DueDays = Number(checks, "dueDays", input.DueDays, 1, MostDays),
            LinkDays = Number(checks, "linkDays", input.LinkDays, 1, MostDays),
            PartlyWeight = Number(checks, "partly", input.Partly, 0, 100),
            MostlyWeight = Number(checks, "mostly", input.Mostly, 0, 100),
            SoSoWeight = Number(checks, "soSo", input.SoSo, 0, 100),
        };
        if (next.SoSoWeight > next.MostlyWeight)
        {
            checks.Refuse("soSo", CallBackErrors.WeightOrder);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var commit = new Commit().Audit("call-back-rule.decided", "call-back-rule", next.Code, new { next.MostTries, next.DueDays, next.LinkDays, next.PartlyWeight, next.MostlyWeight, next.SoSoWeight });
        // Decided twice for the same day: the last word counts, and the audit has both.
        return all.Find(r => r.ValidFrom == from) is { } same ? commit.Update(next with { Version = same.Version + 1 }, same.Version) : commit.Insert(next);
    }, ct);

    private static int Number(InputChecks checks, string field, string? typed, int least, int most)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        checks.Refuse(field, CallBackErrors.Between(field, least, most));
        return least;
    }
}
