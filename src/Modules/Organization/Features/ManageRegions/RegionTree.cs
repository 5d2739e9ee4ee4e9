using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Web.Components;

namespace Fengqiao.Organization.Features.ManageRegions;

/// <summary>The tree beside a place: open along the way to it, closed elsewhere, so that a county of two thousand grids stays a short page.</summary>
internal sealed class RegionTree(RegionDirectory regions)
{
    public IReadOnlyList<AreaNode> Around(RegionCode chosen) => regions.County is { } county ? [Node(county, chosen)] : [];

    /// <summary>From the county down; the place itself has no link.</summary>
    public List<(string Text, string? Href)> WayTo(Region region)
    {
        var way = new List<(string, string?)> { (region.Name, null) };
        for (var at = RegionCode.Parse(region.Code).Parent; at is { Level: >= RegionLevel.County } place; at = place.Parent)
        {
            way.Insert(0, (regions.Find(place)?.Name ?? place.Value, $"/admin/regions/{place.Value}"));
        }

        return way;
    }

    private AreaNode Node(RegionInfo region, RegionCode chosen) => new(region.Code.Value, region.Name, $"/admin/regions/{region.Code.Value}")
    {
        Children = region.Code.Contains(chosen) ? [.. regions.Children(region.Code).Select(child => Node(child, chosen))] : [],
    };
}
