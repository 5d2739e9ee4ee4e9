using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Components;

namespace Fengqiao.Cases.Features.ListCases;

/// <summary>
/// The places beside the list: the roots the reader works in, their parts, and one branch opened down to the chosen place. All grids of a
/// county would be thousands of lines.
/// </summary>
internal sealed class AreaBranches(IRegionDirectory regions)
{
    /// <param name="hrefOf">Address of the list narrowed to a place; null lifts the narrowing.</param>
    public IReadOnlyList<AreaNode> For(Actor actor, string? selected, Func<string?, string> hrefOf)
    {
        var chosen = RegionCode.TryParse(selected, out var code) ? code : (RegionCode?)null;
        return [.. Roots(actor).Select(root => Node(root, chosen, hrefOf))];
    }

    private IEnumerable<RegionInfo> Roots(Actor actor)
    {
        var areas = actor.PostsWith(Rights.CasesReadArea).Select(p => p.Region).Distinct().ToList();
        var outermost = areas.Where(r => !areas.Any(other => other != r && other.Contains(r))).Select(regions.Find).OfType<RegionInfo>().ToList();
        return outermost.Count > 0 ? outermost : regions.County is { } county ? [county] : [];
    }

    private AreaNode Node(RegionInfo region, RegionCode? chosen, Func<string?, string> hrefOf)
    {
        var opened = region.Code.Level < RegionLevel.Town || (chosen is { } place && region.Code.Contains(place));
        var children = opened ? regions.Children(region.Code).Select(child => Node(child, chosen, hrefOf)) : [];
        return new AreaNode(region.Code.Value, region.Name, hrefOf(region.Code == chosen ? null : region.Code.Value)) { Children = [.. children] };
    }
}
