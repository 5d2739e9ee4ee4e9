using System.Text.Json;
using Fengqiao.Kernel;

namespace Fengqiao.Organization.Domain;

/// <summary>
/// The outline of a place: polygons, each an outer ring and its holes. A ring is x, y, x, y … in degrees, its last point equal to
/// its first.
/// </summary>
internal sealed record Outline(IReadOnlyList<IReadOnlyList<double[]>> Polygons)
{
    /// <summary>More points than any county's official boundary needs at the scale the map is shown in.</summary>
    public const int MostPoints = 20_000;

    public IEnumerable<double[]> Rings => Polygons.SelectMany(rings => rings);

    /// <summary>
    /// Reads a GeoJSON geometry (RFC 7946), Polygon or MultiPolygon. Heights are dropped. Says what is wrong with the numbers;
    /// whether rings cross is for whoever has the geometry library.
    /// </summary>
    public static Result<Outline> Parse(string geoJson)
    {
        try
        {
            using var document = JsonDocument.Parse(geoJson, new JsonDocumentOptions { MaxDepth = 16 });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return OrganizationErrors.OutlineMalformed;
        }
        catch (InvalidOperationException)
        {
            return OrganizationErrors.OutlineMalformed;
        }
    }

    private static Result<Outline> Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type) || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            return OrganizationErrors.OutlineMalformed;
        }

        List<JsonElement> parts;
        switch (type.GetString())
        {
            case "Polygon":
                parts = [coordinates];
                break;
            case "MultiPolygon":
                parts = [.. coordinates.EnumerateArray()];
                break;
            default:
                return OrganizationErrors.OutlineMalformed;
        }

        var polygons = new List<IReadOnlyList<double[]>>(parts.Count);
        var points = 0;
        foreach (var part in parts)
        {
            var rings = new List<double[]>();
            foreach (var positions in part.EnumerateArray())
            {
                var ring = Ring(positions);
                if (ring.Failed(out var error))
                {
                    return error;
                }

                points += ring.Value.Length / 2;
                if (points > MostPoints)
                {
                    return OrganizationErrors.OutlineTooLarge;
                }

                rings.Add(ring.Value);
            }

            if (rings.Count == 0)
            {
                return OrganizationErrors.OutlineMalformed;
            }

            polygons.Add(rings);
        }

        return polygons.Count == 0 ? OrganizationErrors.OutlineMalformed : new Outline(polygons);
    }

    private static Result<double[]> Ring(JsonElement positions)
    {
        var ring = new double[positions.GetArrayLength() * 2];
        var i = 0;
        foreach (var position in positions.EnumerateArray())
        {
            if (position.GetArrayLength() < 2)
            {
                return OrganizationErrors.OutlineMalformed;
            }

            var x = position[0].GetDouble();
            var y = position[1].GetDouble();
            if (!Geo.IsPosition(x, y))
            {
                return OrganizationErrors.OutlineOutOfRange;
            }

            ring[i++] = x;
            ring[i++] = y;
        }

        return ring.Length >= 8 && ring.AsSpan(0, 2).SequenceEqual(ring.AsSpan(ring.Length - 2)) ? ring : OrganizationErrors.OutlineNotClosed;
    }
}

/// <summary>Degrees of longitude and latitude.</summary>
internal static class Geo
{
    public static bool IsPosition(double longitude, double latitude) =>
        longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90;
}
