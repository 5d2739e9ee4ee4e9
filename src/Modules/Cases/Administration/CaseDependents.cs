using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Administration;

/// <summary>
/// Which places, units, people's accounts and categories cases or rules refer to: by codes and names, without the database's foreign keys,
/// since cases outlive what they name.
/// </summary>
internal sealed class CaseDependents(FengqiaoDb db, IUnitDirectory units) : IImportDependents
{
    public async Task<string?> FirstInUseAsync(string record, IReadOnlyCollection<object> rows, CancellationToken ct)
    {
        var keys = rows.Select(r => Sign(record, r)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return null;
        }

        var used = record switch
        {
            "Region" => [.. await db.Set<Case>().Select(c => c.Place).Distinct().ToListAsync(ct), .. await db.Set<DispatchRule>().Select(r => r.RegionPrefix).ToListAsync(ct)],
            "Unit" => await UnitsAsync(ct),
            "Account" => await db.Set<TimelineEntry>().Select(t => t.Account).Distinct().ToListAsync(ct),
            "Category" => [.. await db.Set<Case>().Where(c => c.Category != null).Select(c => c.Category!).Distinct().ToListAsync(ct), .. await db.Set<DispatchRule>().Select(r => r.CategoryPrefix).ToListAsync(ct)],
            _ => new List<string>(),
        };
        // A place or category is in use with everything below it.
        return keys.Order(StringComparer.Ordinal).FirstOrDefault(key => used.Exists(u => u == key || (record is "Region" or "Category" && u.StartsWith(key, StringComparison.Ordinal))));
    }

    private async Task<List<string>> UnitsAsync(CancellationToken ct)
    {
        var took = await db.Set<CaseUnit>().Select(u => u.UnitId).Distinct().ToListAsync(ct);
        var named = await db.Set<DispatchRule>().Select(r => r.LeadUnit + " " + r.AssistingUnits).ToListAsync(ct);
        return [.. took.Select(id => units.Find(id)?.Code).OfType<string>(), .. named.SelectMany(n => n.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>What a record is known by: its code, or the name of an account.</summary>
    private static string? Sign(string record, object row) =>
        row.GetType().GetProperty(record == "Account" ? "Name" : "Code")?.GetValue(row) as string;
}
