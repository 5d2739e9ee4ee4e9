using System.Globalization;
using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>
/// The forms in which holidays come: a table, a JSON file of one year (<c>{"year", "days": [{"name", "date", "isOffDay"}]}</c>),
/// or a folder of such files.
/// </summary>
internal static class HolidayFiles
{
    private const long LargestFile = 1 << 20;
    private const int MostFiles = 200;

    public static readonly ColumnMap Columns = new(
    [
        new Column("date", ["日期", "date"], Required: true),
        new Column("isWorking", ["是否上班", "isWorkingDay", "isWorking"], Required: true),
        new Column("name", ["节日", "名称", "name"]),
        new Column("year", ["年度", "year"]),
    ]);

    public static Result<TableFile> Open(string file)
    {
        if (Directory.Exists(file))
        {
            var files = Directory.GetFiles(file, "*.json").Order(StringComparer.Ordinal).Take(MostFiles).ToList();
            return files.Count == 0 ? OrganizationErrors.NoHolidayFiles.For(Path.GetFileName(file)) : FromJson(Path.GetFileName(file), files);
        }

        return Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? FromJson(Path.GetFileName(file), [file])
            : ImportRunner.OpenTable(file);
    }

    private static Result<TableFile> FromJson(string name, List<string> files)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var file in files)
        {
            var read = JsonFile.Read(file, LargestFile);
            if (read.Failed(out var error))
            {
                return error;
            }

            using var document = read.Value;
            if (!TryRead(document.RootElement, rows))
            {
                return OrganizationErrors.CalendarMalformed.For(Path.GetFileName(file));
            }
        }

        return MemoryTable.Of(name, [.. Columns.Columns.Select(c => c.Headers[^1])], rows);
    }

    private static bool TryRead(JsonElement root, List<IReadOnlyList<object?>> rows)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("year", out var year) || !year.TryGetInt32(out var number)
            || !root.TryGetProperty("days", out var days) || days.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var day in days.EnumerateArray())
        {
            if (day.ValueKind != JsonValueKind.Object || !day.TryGetProperty("date", out var date) || date.ValueKind != JsonValueKind.String
                || !day.TryGetProperty("isOffDay", out var off) || off.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return false;
            }

            var name = day.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            rows.Add([date.GetString(), off.GetBoolean() ? "false" : "true", name, number.ToString(CultureInfo.InvariantCulture)]);
        }

        return true;
    }
}
