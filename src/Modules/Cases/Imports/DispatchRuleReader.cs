using Fengqiao.Contracts;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Imports;

/// <summary>派单规则: category × region → lead unit, assisting units, and the closing limit where it differs from the category's.</summary>
internal sealed class DispatchRuleReader(FengqiaoDb db, CatalogueSource catalogue, IUnitDirectory units, IRegionDirectory regions) : IRowReader<DispatchRule>
{
    public string Name => "rules";

    public string Right => Rights.OrganizationManage;

    public ColumnMap Columns { get; } = new(
    [
        new Column("code", ["规则代码", "代码", "code"], Required: true),
        new Column("category", ["类别代码", "category"]),
        new Column("region", ["区划代码", "region"]),
        new Column("leadUnit", ["牵头单位", "leadUnit"], Required: true),
        new Column("assistingUnits", ["协办单位", "assistingUnits"]),
        new Column("closeAmount", ["办结时限", "closeAmount"]),
        new Column("closeUnit", ["办结时限单位", "closeUnit"]),
        new Column("validFrom", ["生效日期", "validFrom"]),
        new Column("validTo", ["失效日期", "validTo"]),
    ]);

    public DispatchRule? Read(CellReader cells)
    {
        var close = LimitCells.Close(cells);
        var from = cells.Date("validFrom");
        var to = cells.Date("validTo");
        cells.Ordered(from, to, "validTo");
        return new DispatchRule
        {
            Code = cells.Required("code", 60),
            CategoryPrefix = cells.Text("category", 12) ?? "",
            RegionPrefix = cells.Code("region")?.Value ?? "",
            LeadUnit = cells.Required("leadUnit", 32),
            AssistingUnits = string.Join(' ', (cells.Text("assistingUnits", 400) ?? "").Split([' ', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries)),
            CloseAmount = close?.Amount,
            CloseUnit = close?.Unit,
            ValidFrom = from ?? new DateOnly(2020, 1, 1),
            ValidTo = to,
        };
    }

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<DispatchRule>> rows, CancellationToken ct)
    {
        var stored = await db.Set<DispatchRule>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var plan = new ImportPlan();
        foreach (var row in rows.Where(r => r.Value is not null))
        {
            var rule = row.Value!;
            if (!first.TryAdd(rule.Code, row.Number))
            {
                row.Refuse("code", ImportErrors.Twice(first[rule.Code]));
            }

            Judge(row, rule);
            if (!row.IsGood)
            {
                continue;
            }

            var old = stored.GetValueOrDefault(rule.Code);
            if (old is not null && Same(old, rule))
            {
                plan.Unchanged++;
                continue;
            }

            rule.Version = (old?.Version ?? 0) + 1;
            plan.Commit.Upsert(rule);
            (plan.Added, plan.Changed) = old is null ? (plan.Added + 1, plan.Changed) : (plan.Added, plan.Changed + 1);
        }

        return plan;
    }

    public Task LoadedAsync(CancellationToken ct) => catalogue.ReloadAsync(ct);

    private void Judge(ImportRow<DispatchRule> row, DispatchRule rule)
    {
        if (rule.CategoryPrefix.Length > 0 && catalogue.Current.Find(rule.CategoryPrefix) is null)
        {
            row.Refuse("category", CaseErrors.RuleCategoryUnknown(rule.CategoryPrefix));
        }

        if (rule.RegionPrefix.Length > 0 && regions.Find(RegionCode.Parse(rule.RegionPrefix)) is null)
        {
            row.Refuse("region", CaseErrors.GridUnknown);
        }

        if (rule.LeadUnit.Length > 0 && units.FindByCode(rule.LeadUnit) is null)
        {
            row.Refuse("leadUnit", CaseErrors.RuleUnitUnknown(rule.LeadUnit));
        }

        foreach (var code in rule.AssistingUnits.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(c => units.FindByCode(c) is null))
        {
            row.Refuse("assistingUnits", CaseErrors.RuleUnitUnknown(code));
        }
    }

    private static bool Same(DispatchRule a, DispatchRule b) =>
        (a.CategoryPrefix, a.RegionPrefix, a.LeadUnit, a.AssistingUnits, a.CloseAmount, a.CloseUnit, a.ValidFrom, a.ValidTo)
        == (b.CategoryPrefix, b.RegionPrefix, b.LeadUnit, b.AssistingUnits, b.CloseAmount, b.CloseUnit, b.ValidFrom, b.ValidTo);
}
