using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Imports;

internal sealed record UnitRow(string Code, string Name, UnitKind Kind, RegionCode Region, string? Phone, bool HasPhone, DateOnly? ClosedOn, bool HasClosedOn);

/// <summary>单位: code, name, kind, the region it serves, the number citizens may call.</summary>
internal sealed class UnitReader(FengqiaoDb db, CountyClock clock) : IDirectoryReader<UnitRow>
{
    private const int LongestCode = 32;
    private const int LongestName = 100;

    public string Name => "units";

    public string Right => Rights.OrganizationManage;

    public string Directory => DirectoryRevision.Units;

    public ColumnMap Columns { get; } = new(
    [
        new Column("code", ["单位代码", "代码", "code", "unitCode"], Required: true),
        new Column("name", ["单位名称", "名称", "name"], Required: true),
        new Column("kind", ["单位类型", "类型", "kind", "type"], Required: true),
        new Column("region", ["辖区代码", "区划代码", "region", "regionCode"], Required: true),
        new Column("phone", ["电话", "联系电话", "公开电话", "phone", "telephone"]),
        new Column("closedOn", ["停用日期", "closedOn"]),
    ]);

    public static bool IsGoodCode(string code) =>
        code.Length is > 0 and <= LongestCode && code.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-');

    public Result<TableFile> Open(string file) => ImportRunner.OpenTable(file);

    public UnitRow? Read(CellReader cells)
    {
        var code = cells.Required("code", LongestCode);
        if (code.Length > 0 && !IsGoodCode(code))
        {
            cells.Refuse("code", OrganizationErrors.UnitCodeMalformed);
        }

        var name = cells.Required("name", LongestName);
        var word = cells.Required("kind", LongestName);
        var kind = UnitKinds.Parse(word);
        if (kind is null && word.Length > 0)
        {
            cells.Refuse("kind", OrganizationErrors.KindUnknown(UnitKinds.All));
        }

        var before = cells.Errors.Count;
        var region = cells.Code("region");
        if (region is null && cells.Errors.Count == before)
        {
            cells.Refuse("region", ImportErrors.Required);
        }

        var phone = cells.Text("phone", PublicPhone.Longest);
        if (phone is not null && !PublicPhone.IsGood(phone))
        {
            cells.Refuse("phone", OrganizationErrors.UnitPhoneMalformed);
        }

        var closed = cells.Date("closedOn");
        return kind is null || region is null ? null
            : new UnitRow(code, name, kind.Value, region.Value, phone, cells.Has("phone"), closed, cells.Has("closedOn"));
    }

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<UnitRow>> rows, CancellationToken ct)
    {
        var regions = (await db.Set<Region>().Select(r => r.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var stored = await db.Set<Unit>().ToDictionaryAsync(u => u.Code, StringComparer.OrdinalIgnoreCase, ct);
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var plan = new ImportPlan();
        foreach (var row in rows.Where(r => r.Value is not null))
        {
            if (!first.TryAdd(row.Value!.Code, row.Number))
            {
                row.Refuse("code", ImportErrors.Twice(first[row.Value.Code]));
            }

            if (!regions.Contains(row.Value.Region.Value))
            {
                row.Refuse("region", OrganizationErrors.RegionNotThere(row.Value.Region.Value));
            }

            if (row.IsGood)
            {
                Plan(plan, row.Value, stored.GetValueOrDefault(row.Value.Code));
            }
        }

        return plan;
    }

    private void Plan(ImportPlan plan, UnitRow row, Unit? unit)
    {
        if (unit is null)
        {
            plan.Added++;
            plan.Commit.Insert(new Unit { Id = clock.NewId(), Code = row.Code, Name = row.Name, Kind = row.Kind, Region = row.Region.Value, Phone = row.Phone, ClosedOn = row.ClosedOn });
            return;
        }

        // A file that knows nothing of a column leaves what is there.
        var closed = row.HasClosedOn ? row.ClosedOn : unit.ClosedOn;
        var phone = row.HasPhone ? row.Phone : unit.Phone;
        if ((unit.Name, unit.Kind, unit.Region, unit.Phone, unit.ClosedOn) == (row.Name, row.Kind, row.Region.Value, phone, closed))
        {
            plan.Unchanged++;
            return;
        }

        plan.Changed++;
        var expected = unit.Version++;
        (unit.Name, unit.Kind, unit.Region, unit.Phone, unit.ClosedOn) = (row.Name, row.Kind, row.Region.Value, phone, closed);
        plan.Commit.Update(unit, expected);
    }
}
