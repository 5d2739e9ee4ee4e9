using Fengqiao.Kernel;
using Fengqiao.Organization.Boundaries;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageRegions;

/// <summary>A place with what lies around it, as administrators see it: also places that are no more or not yet.</summary>
internal sealed class RegionAtlas(FengqiaoDb db, CountyClock clock)
{
    public Task<Region?> FindAsync(string code, CancellationToken ct) => db.Set<Region>().FirstOrDefaultAsync(r => r.Code == code, ct);

    /// <summary>What lies directly below, whether in force or not, in order of the codes.</summary>
    public Task<List<Region>> PartsAsync(string code, CancellationToken ct) => db.Set<Region>().Where(r => r.Parent == code).OrderBy(r => r.Code).ToListAsync(ct);

    /// <summary>The places a place came from, and those that came from it.</summary>
    public async Task<(List<string> Before, List<string> After)> LineageAsync(string code, CancellationToken ct) => (
        await db.Set<RegionPredecessor>().Where(p => p.Code == code).Select(p => p.Predecessor).OrderBy(c => c).ToListAsync(ct),
        await db.Set<RegionPredecessor>().Where(p => p.Predecessor == code).Select(p => p.Code).OrderBy(c => c).ToListAsync(ct));

    /// <summary>What is wrong with an outline for this place on a day, against everything around it that is in force then.</summary>
    /// <param name="replaced">Codes that make room for it.</param>
    public async Task<IReadOnlyList<Error>> CheckAsync(Outline outline, string code, string? parent, DateOnly day, IReadOnlyCollection<string> replaced, CancellationToken ct)
    {
        var above = parent is null ? null : await FindAsync(parent, ct);
        var beside = parent is null ? [] : await PartsAsync(parent, ct);
        var below = await PartsAsync(code, ct);
        return BoundaryRules.Check(
            outline,
            above is null ? null : Bounded(above),
            beside.Where(r => r.Code != code && !replaced.Contains(r.Code) && r.IsValidOn(day)).Select(Bounded).OfType<BoundedPlace>(),
            below.Where(r => r.IsValidOn(day)).Select(Bounded).OfType<BoundedPlace>());
    }

    /// <summary>Share of the place that its parts in force today cover; null where outlines are missing.</summary>
    public double? Covered(Region region, IEnumerable<Region> parts)
    {
        var known = parts.Where(p => p.IsValidOn(clock.Today)).Select(Bounded).OfType<BoundedPlace>().Select(p => p.Area).ToList();
        return Bounded(region) is { } whole && known.Count > 0 ? BoundaryRules.Covered(whole.Area, known) : null;
    }

    private static BoundedPlace? Bounded(Region region) =>
        region.Outline is { } text && Outline.Parse(text) is { IsSuccess: true, Value: var outline } ? new BoundedPlace(region.Code, region.Name, OutlineGeometry.ToGeometry(outline)) : null;
}
