using Fengqiao.Contracts;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Imports;

/// <summary>类别: code (two digits a level), names, keywords, whether pictures are asked for, and the limits that belong to it.</summary>
internal sealed class CategoryReader(FengqiaoDb db, CatalogueSource catalogue, CountyClock clock) : IRowReader<CategoryRow>
{
    private const int LongestName = 60;
    private const int LongestKeywords = 1000;

    public string Name => "categories";

    public string Right => Rights.OrganizationManage;

    public ColumnMap Columns { get; } = new(
    [
        new Column("code", ["类别代码", "代码", "code"], Required: true),
        new Column("name", ["类别名称", "名称", "name"], Required: true),
        new Column("nameEn", ["英文名称", "nameEn", "english"]),
        new Column("keywords", ["关键词", "keywords"]),
        new Column("needsPhotos", ["需要照片", "needsPhotos"]),
        new Column("isActive", ["启用", "isActive"]),
        new Column("signHours", ["签收时限（小时）", "signHours"]),
        new Column("contactHours", ["首次联系时限（小时）", "contactHours"]),
        new Column("closeAmount", ["办结时限", "closeAmount"]),
        new Column("closeUnit", ["办结时限单位", "closeUnit"]),
        new Column("basis", ["时限依据", "basis"]),
    ]);

    public CategoryRow? Read(CellReader cells)
    {
        var code = cells.Required("code", 12);
        if (code.Length % 2 != 0 || !code.All(char.IsAsciiDigit))
        {
            cells.Refuse("code", CaseErrors.CategoryCodeMalformed);
        }

        var name = cells.Required("name", LongestName);
        var keywords = cells.Text("keywords", LongestKeywords) ?? "";
        return new CategoryRow(
            new Category
            {
                Code = code,
                Name = name,
                NameEn = cells.Text("nameEn", LongestName * 2) ?? name,
                Keywords = string.Join(' ', keywords.Split([' ', '、', ',', '，', ';', '；', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()),
                NeedsPhotos = cells.Flag("needsPhotos") ?? false,
                IsActive = cells.Flag("isActive") ?? true,
            },
            LimitCells.Hours(cells, "signHours"),
            LimitCells.Hours(cells, "contactHours"),
            LimitCells.Close(cells),
            cells.Text("basis", 200) ?? "");
    }

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<CategoryRow>> rows, CancellationToken ct)
    {
        var stored = await db.Set<Category>().ToDictionaryAsync(c => c.Code, StringComparer.Ordinal, ct);
        var limits = await db.Set<LimitRule>().ToDictionaryAsync(l => l.Code, StringComparer.Ordinal, ct);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = stored.Keys.Concat(rows.Where(r => r.Value is not null).Select(r => r.Value!.Category.Code)).ToHashSet(StringComparer.Ordinal);
        var plan = new ImportPlan();
        foreach (var row in rows.Where(r => r.Value is not null))
        {
            var category = row.Value!.Category;
            if (!first.TryAdd(category.Code, row.Number))
            {
                row.Refuse("code", ImportErrors.Twice(first[category.Code]));
            }

            if (category.ParentCode is { } parent && !known.Contains(parent))
            {
                row.Refuse("code", CaseErrors.ParentMissing(parent));
            }

            if (row.IsGood)
            {
                Plan(plan, row.Value, stored.GetValueOrDefault(category.Code), limits);
            }
        }

        return plan;
    }

    public Task LoadedAsync(CancellationToken ct) => catalogue.ReloadAsync(ct);

    private void Plan(ImportPlan plan, CategoryRow row, Category? stored, Dictionary<string, LimitRule> limits)
    {
        var changed = Changed(row.Category, stored);
        if (changed)
        {
            row.Category.Version = (stored?.Version ?? 0) + 1;
            plan.Commit.Upsert(row.Category);
        }

        foreach (var limit in row.Limits(clock.Today).Where(l => !limits.TryGetValue(l.Code, out var old) || (old.Amount, old.Unit, old.Basis) != (l.Amount, l.Unit, l.Basis)))
        {
            limit.Version = (limits.GetValueOrDefault(limit.Code)?.Version ?? 0) + 1;
            plan.Commit.Upsert(limit);
            changed = true;
        }

        if (stored is null)
        {
            plan.Added++;
        }
        else if (changed)
        {
            plan.Changed++;
        }
        else
        {
            plan.Unchanged++;
        }
    }

    private static bool Changed(Category row, Category? stored) => stored is null
        || (stored.Name, stored.NameEn, stored.Keywords, stored.NeedsPhotos, stored.IsActive) != (row.Name, row.NameEn, row.Keywords, row.NeedsPhotos, row.IsActive);
}

/// <summary>A category with the limits named in the same row; null where the row names none.</summary>
internal sealed record CategoryRow(Category Category, DeadlineSpec? Sign, DeadlineSpec? Contact, DeadlineSpec? Close, string Basis)
{
    public IEnumerable<LimitRule> Limits(DateOnly today)
    {
        (LimitKind Kind, DeadlineSpec? Spec)[] limits = [(LimitKind.Sign, Sign), (LimitKind.FirstContact, Contact), (LimitKind.Close, Close)];
        return limits.Where(l => l.Spec is not null).Select(l => new LimitRule
        {
            Code = $"{Category.Code}-{CaseCodes.Of(l.Kind)}",
            Kind = l.Kind,
            CategoryPrefix = Category.Code,
            Amount = l.Spec!.Amount,
            Unit = l.Spec.Unit,
            RollsOverRestDays = l.Spec.RollsOverRestDays,
            Basis = Basis,
            // In force for what is dispatched from now on and for histories that are loaded: a category has had no other limit.
            ValidFrom = new DateOnly(2020, 1, 1) < today ? new DateOnly(2020, 1, 1) : today,
        });
    }
}

/// <summary>Reads limits from cells.</summary>
internal static class LimitCells
{
    private const double LongestHours = 24 * 365;

    public static DeadlineSpec? Hours(CellReader cells, string field) =>
        Amount(cells, field) is { } hours ? new DeadlineSpec(hours, DeadlineUnit.Hour) : null;

    /// <summary>A number with its unit: 小时/hour, 天/day (natural), 工作日/working-day.</summary>
    public static DeadlineSpec? Close(CellReader cells)
    {
        var amount = Amount(cells, "closeAmount");
        var word = cells.Text("closeUnit", 20)?.ToLowerInvariant();
        if (amount is null)
        {
            return null;
        }

        DeadlineUnit? unit = word switch
        {
            "小时" or "hour" or "hours" => DeadlineUnit.Hour,
            "天" or "日" or "自然日" or "day" or "days" or "natural-day" => DeadlineUnit.NaturalDay,
            "工作日" or "working-day" or "working-days" => DeadlineUnit.WorkingDay,
            _ => null,
        };
        if (unit is not { } known)
        {
            cells.Refuse("closeUnit", CaseErrors.LimitUnitUnknown);
            return null;
        }

        return new DeadlineSpec(amount.Value, known, RollsOverRestDays: known == DeadlineUnit.NaturalDay);
    }

    private static int? Amount(CellReader cells, string field)
    {
        if (cells.Number(field) is not { } number)
        {
            return null;
        }

        if (number is > 0 and <= LongestHours && double.IsInteger(number))
        {
            return (int)number;
        }

        cells.Refuse(field, CaseErrors.LimitAmount);
        return null;
    }
}
