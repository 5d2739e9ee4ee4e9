using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Boundaries;

/// <summary>Reads what a drawing, a paste or an upload holds: a geometry, a feature with one, or a collection with exactly one feature.</summary>
internal static class DrawnGeometry
{
    private const int LongestText = 2_000_000;
    private const int MostLinePoints = 2_000;

    /// <summary>The text of the one geometry in it.</summary>
    public static Result<string> Take(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return OrganizationErrors.OutlineRequired;
        }

        if (text.Length > LongestText)
        {
            return OrganizationErrors.OutlineTooLarge;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return Inner(document.RootElement) is { ValueKind: JsonValueKind.Object } geometry ? geometry.GetRawText() : OrganizationErrors.OutlineMalformed;
        }
        catch (JsonException)
        {
            return OrganizationErrors.OutlineMalformed;
        }
    }

    /// <summary>The points of a GeoJSON LineString: x, y, x, y …</summary>
    public static Result<double[]> Line(string? text) => Take(text).Then(Points);

    private static Result<double[]> Points(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.TryGetProperty("type", out var type) || !type.ValueEquals("LineString")
            || !root.TryGetProperty("coordinates", out var points) || points.ValueKind != JsonValueKind.Array || points.GetArrayLength() is < 2 or > MostLinePoints)
        {
            return OrganizationErrors.LineMalformed;
        }

        var line = new List<double>(points.GetArrayLength() * 2);
        foreach (var point in points.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() < 2 || !point[0].TryGetDouble(out var x) || !point[1].TryGetDouble(out var y) || !Geo.IsPosition(x, y))
            {
                return OrganizationErrors.LineMalformed;
            }

            line.AddRange([x, y]);
        }

        return line.ToArray();
    }

    private static JsonElement? Inner(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return type.GetString() switch
        {
            "Feature" => element.TryGetProperty("geometry", out var geometry) ? geometry : null,
            "FeatureCollection" when element.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array && features.GetArrayLength() == 1 => Inner(features[0]),
            "FeatureCollection" => null,
            _ => element,
        };
    }
}
