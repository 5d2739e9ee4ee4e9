using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Imports;

/// <summary>Judges regions together: each once, each below a place that is there.</summary>
internal sealed class RegionPlanner(FengqiaoDb db)
{
    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<RegionRow>> rows, CancellationToken ct)
    {
        var stored = await db.Set<Region>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, ct);
        var before = (await db.Set<RegionPredecessor>().ToListAsync(ct)).ToLookup(p => p.Code, StringComparer.Ordinal);
        var plan = new ImportPlan();
        var inserts = new List<Region>();
        var there = stored.Keys.ToHashSet(StringComparer.Ordinal);
        RefuseRepeated(rows);

        // Wider places first: a town of the same file must be known before its villages ask for it.
        foreach (var row in rows.Where(r => r.IsGood).OrderBy(r => r.Value!.Code.Value.Length).ToList())
        {
            if (ParentOf(row, there, inserts, plan) is not { } parent)
            {
                continue;
            }

            there.Add(row.Value!.Code.Value);
            var old = stored.GetValueOrDefault(row.Value.Code.Value);
            var wanted = Merge(row.Value, parent.Length == 0 ? null : parent, old);
            var predecessors = PlanPredecessors(row.Value, [.. before[wanted.Code]]);
            if (old is null)
            {
                plan.Added++;
                inserts.Add(wanted);
            }
            else if (Same(old, wanted) && predecessors.Add.Count + predecessors.Remove.Count == 0)
            {
                plan.Unchanged++;
            }
            else
            {
                plan.Changed++;
                plan.Commit.Upsert(wanted);
            }

            predecessors.Remove.ForEach(p => plan.Commit.Delete(p));
            predecessors.Add.ForEach(p => plan.Commit.Upsert(p));
        }

        plan.Commit.InsertAll(inserts.OrderBy(r => r.Code.Length));
        return plan;
    }

    private static void RefuseRepeated(IReadOnlyList<ImportRow<RegionRow>> rows)
    {
        var first = new Dictionary<RegionCode, int>();
        foreach (var row in rows.Where(r => r.Value is not null))
        {
            if (!first.TryAdd(row.Value!.Code, row.Number))
            {
                row.Refuse("code", ImportErrors.Twice(first[row.Value.Code]));
            }
        }
    }

    /// <summary>The code of the parent; empty for a place without one; null when the row was refused.</summary>
    private static string? ParentOf(ImportRow<RegionRow> row, HashSet<string> there, List<Region> inserts, ImportPlan plan)
    {
        var code = row.Value!.Code;
        if (code.Parent is not { } parent)
        {
            return "";
        }

        if (there.Contains(parent.Value))
        {
            return parent.Value;
        }

        switch (code.Level)
        {
            case <= RegionLevel.County:
                // A county keeps its own platform; the city and the province above need not be in it.
                return "";
            case RegionLevel.Town:
                // Town lists name their county by its code only. It gets its name when it is imported itself.
                inserts.Add(new Region { Code = parent.Value, Name = parent.Value, Level = RegionLevel.County });
                there.Add(parent.Value);
                plan.Notices.Add(OrganizationErrors.CountyMade(parent.Value));
                return parent.Value;
            default:
                row.Refuse("code", OrganizationErrors.ParentUnknown(parent.Value));
                return null;
        }
    }

    private static Region Merge(RegionRow row, string? parent, Region? old) => new()
    {
        Code = row.Code.Value,
        Name = row.Name,
        Level = row.Code.Level,
        Parent = parent ?? old?.Parent,
        ValidFrom = row.HasValidity ? row.ValidFrom : old?.ValidFrom,
        ValidTo = row.HasValidity ? row.ValidTo : old?.ValidTo,
        Longitude = row.HasPlace ? row.Longitude : old?.Longitude,
        Latitude = row.HasPlace ? row.Latitude : old?.Latitude,
        Outline = row.HasPlace ? row.Outline : old?.Outline,
        Version = (old?.Version ?? 0) + 1,
    };

    private static bool Same(Region a, Region b) =>
        (a.Name, a.Parent, a.ValidFrom, a.ValidTo, a.Longitude, a.Latitude, a.Outline) == (b.Name, b.Parent, b.ValidFrom, b.ValidTo, b.Longitude, b.Latitude, b.Outline);

    private static (List<RegionPredecessor> Add, List<RegionPredecessor> Remove) PlanPredecessors(RegionRow row, List<RegionPredecessor> before) =>
        row.HasPredecessors
            ? ([.. row.Predecessors.Where(p => !before.Exists(b => b.Predecessor == p)).Select(p => new RegionPredecessor { Code = row.Code.Value, Predecessor = p })],
                before.FindAll(b => !row.Predecessors.Contains(b.Predecessor)))
            : ([], []);
}
