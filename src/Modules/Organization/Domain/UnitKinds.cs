using Fengqiao.Contracts.Organization;

namespace Fengqiao.Organization.Domain;

/// <summary>The words files use for the kinds of units.</summary>
internal static class UnitKinds
{
    private static readonly (UnitKind Kind, string[] Words)[] Words =
    [
        (UnitKind.CountyCentre, ["县级中心", "县中心", "综治中心", "county-centre", "county-center", "countycentre"]),
        (UnitKind.Department, ["部门", "县级部门", "department"]),
        (UnitKind.TownCentre, ["镇街中心", "乡镇中心", "镇中心", "town-centre", "town-center", "towncentre"]),
        (UnitKind.VillageStation, ["村社站", "村级站", "村站", "工作站", "village-station", "villagestation"]),
        (UnitKind.Committee, ["委员会", "committee"]),
        (UnitKind.Company, ["企业", "公司", "company"]),
    ];

    /// <summary>The word for each kind, as error texts list them.</summary>
    public static string All { get; } = string.Join(", ", Words.Select(w => $"{w.Words[0]} ({w.Words.First(x => char.IsAscii(x[0]))})"));

    public static UnitKind? Parse(string text)
    {
        foreach (var (kind, words) in Words)
        {
            if (words.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }
}
