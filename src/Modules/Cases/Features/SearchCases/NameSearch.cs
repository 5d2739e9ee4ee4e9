using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Search;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Features.SearchCases;

/// <summary>Places and units by their names. A county has some thousand, all in memory.</summary>
internal sealed class NameSearch(IRegionDirectory regions, IUnitDirectory units)
{
    private const int Most = 6;

    /// <summary>The widest first: who types a town's name means the town.</summary>
    public IReadOnlyList<FoundName> Places(string words) =>
        regions.County is not { } county || Folded(words) is not { Length: >= 2 } wanted ? []
        : [.. Under(county).Where(r => Holds(r.Name, wanted) || r.Code.Value == wanted)
            .OrderBy(r => r.Code.Level).ThenBy(r => r.Name.Length).ThenBy(r => r.Code)
            .Take(Most).Select(r => new FoundName(r.Name, regions.PathOf(r.Code), Links.With("/cases", ("region", r.Code.Value))))];

    public IReadOnlyList<FoundName> Units(string words) =>
        Folded(words) is not { Length: >= 2 } wanted ? []
        : [.. units.All.Where(u => Holds(u.Name, wanted) || CharacterPairs.Fold(u.Code) == wanted)
            .OrderBy(u => u.Name.Length).ThenBy(u => u.Code, StringComparer.Ordinal)
            .Take(Most).Select(u => new FoundName(u.Name, u.Code, Links.With("/cases", ("unit", u.Code))))];

    private IEnumerable<RegionInfo> Under(RegionInfo region) => regions.Children(region.Code).SelectMany(Under).Prepend(region);

    private static bool Holds(string name, string wanted) => CharacterPairs.Fold(name).Contains(wanted, StringComparison.Ordinal);

    private static string Folded(string words) => CharacterPairs.Fold(words.Trim());
}
