using Fengqiao.Organization.Boundaries;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>A row of a file of regions or grids. The Has… values tell blank cells from columns the file does not have.</summary>
internal sealed record RegionRow(RegionCode Code, string Name)
{
    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public IReadOnlyList<string> Predecessors { get; init; } = [];

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    /// <summary>Normalised GeoJSON.</summary>
    public string? Outline { get; init; }

    public bool HasValidity { get; init; }

    public bool HasPredecessors { get; init; }

    public bool HasPlace { get; init; }
}

/// <summary>The columns of regions and grids, and how one row of them is read.</summary>
internal static class RegionCells
{
    private const int LongestName = 100;
    private const int LongestOutline = 1_000_000;
    private static readonly char[] Separators = [';', '；', ',', '，', '、', ' '];

    public static readonly ColumnMap Columns = new(
    [
        new Column("code", ["代码", "区划代码", "网格代码", "网格编码", "统计用区划代码", "code", "regionCode", "gridCode"], Required: true),
        new Column("name", ["名称", "区划名称", "网格名称", "name"], Required: true),
        new Column("parent", ["上级代码", "parent", "parentCode"]),
        new Column("province", ["省代码", "provinceCode"]),
        new Column("city", ["市代码", "cityCode"]),
        new Column("area", ["县代码", "areaCode", "countyCode"]),
        new Column("street", ["乡镇代码", "streetCode", "townCode"]),
        new Column("validFrom", ["启用日期", "validFrom"]),
        new Column("validTo", ["停用日期", "validTo"]),
        new Column("predecessor", ["原代码", "predecessor", "predecessors"]),
        new Column("longitude", ["经度", "longitude", "lng", "lon"]),
        new Column("latitude", ["纬度", "latitude", "lat"]),
        new Column("polygon", ["边界", "polygon", "geometry", "outline"]),
    ]);

    public static RegionRow? Read(CellReader cells)
    {
        var code = cells.Code("code");
        if (code is null && cells.Errors.Count == 0)
        {
            cells.Refuse("code", ImportErrors.Required);
        }

        var name = cells.Required("name", LongestName);
        var from = cells.Date("validFrom");
        var to = cells.Date("validTo");
        cells.Ordered(from, to, "validTo");
        var (longitude, latitude) = Point(cells);
        var outline = Outline(cells, ref longitude, ref latitude);
        if (code is null)
        {
            return null;
        }

        CheckAncestors(cells, code.Value);
        return new RegionRow(code.Value, name)
        {
            ValidFrom = from,
            ValidTo = to,
            Predecessors = Predecessors(cells, code.Value),
            Longitude = longitude,
            Latitude = latitude,
            Outline = outline,
            HasValidity = cells.Has("validFrom") || cells.Has("validTo"),
            HasPredecessors = cells.Has("predecessor"),
            HasPlace = cells.Has("polygon") || cells.Has("longitude"),
        };
    }

    private static void CheckAncestors(CellReader cells, RegionCode code)
    {
        foreach (var field in new[] { "parent", "province", "city", "area", "street" })
        {
            if (cells.Code(field) is { } ancestor && (!ancestor.Contains(code) || (field == "parent" && ancestor != code.Parent)))
            {
                cells.Refuse(field, OrganizationErrors.ParentWrong);
            }
        }
    }

    private static List<string> Predecessors(CellReader cells, RegionCode own)
    {
        var codes = new List<string>();
        foreach (var text in (cells.Text("predecessor", 1000) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!RegionCode.TryParsePadded(text, out var code) || code == own)
            {
                cells.Refuse("predecessor", ImportErrors.CodeMalformed);
            }
            else if (!codes.Contains(code.Value))
            {
                codes.Add(code.Value);
            }
        }

        return codes;
    }

    private static (double? Longitude, double? Latitude) Point(CellReader cells)
    {
        var longitude = cells.Number("longitude");
        var latitude = cells.Number("latitude");
        if (longitude is null != latitude is null)
        {
            cells.Refuse("latitude", OrganizationErrors.PointIncomplete);
        }
        else if (longitude is { } x && latitude is { } y && !Geo.IsPosition(x, y))
        {
            cells.Refuse("latitude", OrganizationErrors.OutlineOutOfRange);
        }

        return (longitude, latitude);
    }

    private static string? Outline(CellReader cells, ref double? longitude, ref double? latitude)
    {
        var text = cells.Text("polygon", LongestOutline);
        if (text is null)
        {
            return null;
        }

        var checkedOutline = Domain.Outline.Parse(text).Then(OutlineGeometry.Check);
        if (checkedOutline.Failed(out var error))
        {
            cells.Refuse("polygon", error);
            return null;
        }

        if (longitude is null)
        {
            (longitude, latitude) = OutlineGeometry.PointInside(checkedOutline.Value);
        }

        return OutlineGeometry.ToGeoJson(checkedOutline.Value);
    }
}
