using System.Globalization;
using System.Text;
using System.Text.Json;
using Fengqiao.Host.Demo.Geography;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Host.Demo;

/// <summary>
/// Writes the county as files of the forms that <c>fengqiao import</c> reads. They stay in the data folder: whoever sets up a
/// real county finds in them an example of each.
/// </summary>
internal static class DemoFiles
{
    /// <summary>
    /// The departures from the Monday-to-Friday rule, 2024 to 2026, by the yearly notices of the State Council's General Office
    /// (gov.cn, content_6911528, content_6986383, content_7047091).
    /// </summary>
    private const string Calendar = "Fengqiao.Host.Demo.calendar.csv";

    /// <summary>In the order in which they must be loaded: a record comes after those it refers to.</summary>
    /// <returns>The name of the import and the file for each.</returns>
    public static IReadOnlyList<(string Import, string File)> Write(DemoCounty county, string folder)
    {
        Directory.CreateDirectory(folder);
        return
        [
            ("calendar", Copy(folder, "calendar.csv")),
            ("regions", Csv(folder, "regions.csv", ["代码", "名称", "上级代码", "边界"], county.Regions.Where(r => r.Level != DemoLevels.Grid)
                .Select(r => Row(r.Code, r.Name, r.ParentCode, Polygon(r.Ring))))),
            ("grids", GeoJson(folder, "grids.geojson", county.Regions.Where(r => r.Level == DemoLevels.Grid))),
            ("units", Csv(folder, "units.csv", ["单位代码", "单位名称", "单位类型", "辖区代码", "电话"], county.Units
                .Select(u => Row(u.Code, u.Name, u.Kind == DemoUnitKinds.Utility ? "company" : u.Kind, u.RegionCode, u.Phone)))),
            ("staff", Csv(folder, "staff.csv", ["姓名", "账号", "岗位"], county.Staff
                .Select(s => Row(s.Name, s.Account, string.Join("; ", s.Posts.Select(p => $"{p.RoleCode}@{p.UnitCode}@{p.RegionCode}")))))),
            ("categories", Csv(folder, "categories.csv",
                ["代码", "名称", "英文名称", "关键词", "需要照片", "签收时限（小时）", "首次联系时限（小时）", "办结时限", "办结时限单位"], county.Categories
                .Select(c => Row(c.Code, c.Name, c.NameEn, string.Join(' ', c.Keywords), c.PhotosRequired ? "是" : "否", c.Limit?.SignHours, c.Limit?.FirstContactHours,
                    c.Limit?.CloseAmount, c.Limit is { } limit ? UnitWord(limit.CloseUnit) : null)))),
            ("rules", Csv(folder, "rules.csv", ["规则代码", "类别代码", "区划代码", "牵头单位", "协办单位", "办结时限", "办结时限单位"], county.Rules
                .Select((r, i) => Row(string.Create(CultureInfo.InvariantCulture, $"R{i + 1:000}"), r.CategoryPrefix, r.RegionPrefix, r.LeadUnitCode,
                    string.Join(' ', r.AssistingUnitCodes), r.Limit?.CloseAmount, r.Limit is { } limit ? UnitWord(limit.CloseUnit) : null)))),
        ];
    }

    public static Stream OpenCalendar() => typeof(DemoFiles).Assembly.GetManifestResourceStream(Calendar)!;

    private static object?[] Row(params object?[] cells) => cells;

    private static string UnitWord(string unit) => unit switch
    {
        DemoLimitUnits.Hour => "小时",
        DemoLimitUnits.NaturalDay => "自然日",
        DemoLimitUnits.WorkingDay => "工作日",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit of a limit."),
    };

    private static string Copy(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        using var from = OpenCalendar();
        using var to = File.Create(path);
        from.CopyTo(to);
        return path;
    }

    private static string Csv(string folder, string name, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var path = Path.Combine(folder, name);
        using var file = File.Create(path);
        TableWriter.WriteCsv(file, headers, rows);
        return path;
    }

    private static string GeoJson(string folder, string name, IEnumerable<DemoRegion> regions)
    {
        var path = Path.Combine(folder, name);
        using var file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var region in regions)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Feature");
            writer.WriteStartObject("properties");
            writer.WriteString("code", region.Code);
            writer.WriteString("name", region.Name);
            writer.WriteEndObject();
            writer.WritePropertyName("geometry");
            writer.WriteRawValue(Polygon(region.Ring));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return path;
    }

    private static string Polygon(IReadOnlyList<GeoPoint> ring)
    {
        var text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        foreach (var point in ring)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{point.Longitude},{point.Latitude}],");
        }

        text.Length--;
        return text.Append("]]}").ToString();
    }
}
