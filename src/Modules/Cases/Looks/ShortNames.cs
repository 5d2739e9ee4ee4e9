using Fengqiao.Contracts.Organization;

namespace Fengqiao.Cases.Looks;

/// <summary>Names as people say them in one county, for narrow columns. Whole names are on the page of the case.</summary>
internal sealed class ShortNames(IRegionDirectory regions)
{
    /// <summary>Without the county's name, which every unit of the county begins with.</summary>
    public string OfUnit(string name) =>
        regions.County is { } county && name.StartsWith(county.Name, StringComparison.Ordinal) && name.Length > county.Name.Length ? name[county.Name.Length..] : name;

    /// <summary>A grid's name usually begins with its village's: the village is then not said twice.</summary>
    public static string OfPlace(string path)
    {
        var names = path.Split(' ');
        return string.Join(' ', names.Where((name, i) => i + 1 == names.Length || !names[i + 1].StartsWith(name, StringComparison.Ordinal)));
    }

    /// <summary>The last part of the path.</summary>
    public static string OfCategory(string path) => path.Split(" / ")[^1];
}
