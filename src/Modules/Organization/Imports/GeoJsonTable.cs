using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>
/// A GeoJSON feature collection as a table: a row per feature, a column per known property, the geometry in the last one.
/// Other files are opened as the tables they are.
/// </summary>
internal static class GeoJsonTable
{
    private const long LargestFile = 256L << 20;
    private const string Polygon = "polygon";

    public static Result<TableFile> Open(string file, ColumnMap columns)
    {
        var extension = Path.GetExtension(file);
        if (!extension.Equals(".geojson", StringComparison.OrdinalIgnoreCase) && !extension.Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return ImportRunner.OpenTable(file);
        }

        return JsonFile.Read(file, LargestFile).Then(document =>
        {
            using (document)
            {
                return Convert(document.RootElement, Path.GetFileName(file), columns);
            }
        });
    }

    private static Result<TableFile> Convert(JsonElement root, string name, ColumnMap columns)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            return OrganizationErrors.GeoJsonMalformed.For(name);
        }

        var fields = columns.Columns.Where(c => c.Name != Polygon).ToList();
        var used = fields.Where(c => features.EnumerateArray().Any(f => Cell(f, c) is not null)).ToList();
        return MemoryTable.Of(name, [.. used.Select(c => c.Headers[0]), Polygon],
            features.EnumerateArray().Select(f => (IReadOnlyList<object?>)[.. used.Select(c => Cell(f, c)), Geometry(f)]));
    }

    private static string? Geometry(JsonElement feature) =>
        feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object ? geometry.GetRawText() : null;

    private static string? Cell(JsonElement feature, Column column)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (column.Headers.Any(h => HeaderNames.Same(h, property.Name)))
                {
                    return Text(property.Value);
                }
            }
        }

        return column.Name == "code" && feature.TryGetProperty("id", out var id) ? Text(id) : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => string.Join(';', value.EnumerateArray().Select(v => v.GetString())),
        _ => null,
    };
}

/// <summary>A table that another form of file was turned into, read like any other.</summary>
internal static class MemoryTable
{
    public static Result<TableFile> Of(string name, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var stream = new MemoryStream();
        TableWriter.WriteCsv(stream, headers, rows);
        stream.Position = 0;
        return TableFile.Open(stream, name, null);
    }
}

/// <summary>Opens JSON documents that people hand over.</summary>
internal static class JsonFile
{
    public static Result<JsonDocument> Read(string file, long largest)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > largest)
            {
                return OrganizationErrors.FileTooLarge(largest >> 20).For(Path.GetFileName(file));
            }

            return JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException e)
        {
            return OrganizationErrors.JsonMalformed((e.LineNumber ?? 0) + 1).For(Path.GetFileName(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return OrganizationErrors.FileUnreadable.For(Path.GetFileName(file));
        }
    }
}
