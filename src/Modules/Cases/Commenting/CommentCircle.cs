using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Commenting;

/// <summary>
/// The units one can speak to about a case: those that take or took part, those that acted on it, and the desk where it lies. To any other
/// a comment would be the first they hear of the case, which is what dispatching is for.
/// </summary>
internal sealed class CommentCircle(FengqiaoDb db, IUnitDirectory units)
{
    public async Task<IReadOnlyList<UnitInfo>> OfAsync(LoadedCase loaded, CancellationToken ct)
    {
        var known = new HashSet<Guid>(loaded.Units.Select(u => u.UnitId));
        if (loaded.Case.FirstReceiverUnitId is { } receiver)
        {
            known.Add(receiver);
        }

        var acted = await db.Set<TimelineEntry>().Where(e => e.CaseId == loaded.Case.Id && e.UnitId != null).Select(e => e.UnitId!.Value).Distinct().ToListAsync(ct);
        known.UnionWith(acted);
        var desk = RegionCode.Parse(loaded.Case.Desk);
        known.UnionWith(units.All.Where(u => u.Region == desk && u.Kind is UnitKind.CountyCentre or UnitKind.TownCentre or UnitKind.VillageStation).Select(u => u.Id));

        // A unit that was closed since reads nothing any more.
        return [.. units.All.Where(u => known.Contains(u.Id)).OrderBy(u => u.Code, StringComparer.Ordinal)];
    }
}
