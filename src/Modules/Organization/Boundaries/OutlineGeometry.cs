using System.Text;
using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Fengqiao.Organization.Boundaries;

/// <summary>What takes a geometry library: whether an outline is a proper area, and a point inside it.</summary>
internal static class OutlineGeometry
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    /// <summary>Refuses rings that cross themselves or each other, and holes outside their polygon.</summary>
    public static Result<Outline> Check(Outline outline) =>
        new IsValidOp(ToGeometry(outline)).IsValid ? outline : OrganizationErrors.OutlineCrosses;

    /// <summary>A point that is surely inside, also where the outline is bent like a horseshoe; to 1 m.</summary>
    public static (double Longitude, double Latitude) PointInside(Outline outline)
    {
        var point = ToGeometry(outline).InteriorPoint;
        return (Math.Round(point.X, 6), Math.Round(point.Y, 6));
    }

    public static MultiPolygon ToGeometry(Outline outline) => Factory.CreateMultiPolygon(
        [.. outline.Polygons.Select(rings => Factory.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]);

    public static LineString Line(double[] points) => Factory.CreateLineString(Coordinates(points));

    /// <summary>Back from the library's form, to a tenth of a metre: what overlays compute has no more meaning than that.</summary>
    public static Outline FromGeometry(Geometry geometry) => new(
        [.. Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>()
            .Select(p => (IReadOnlyList<double[]>)[Points(p.ExteriorRing), .. p.InteriorRings.Select(Points)])]);

    /// <summary>The outline without blanks, heights and whatever else the file had in it.</summary>
    public static string ToGeoJson(Outline outline)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", outline.Polygons.Count == 1 ? "Polygon" : "MultiPolygon");
            writer.WritePropertyName("coordinates");
            if (outline.Polygons.Count == 1)
            {
                Write(writer, outline.Polygons[0]);
            }
            else
            {
                writer.WriteStartArray();
                foreach (var polygon in outline.Polygons)
                {
                    Write(writer, polygon);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<double[]> rings)
    {
        writer.WriteStartArray();
        foreach (var ring in rings)
        {
            writer.WriteStartArray();
            for (var i = 0; i < ring.Length; i += 2)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(ring[i]);
                writer.WriteNumberValue(ring[i + 1]);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static double[] Points(LineString ring) => [.. ring.Coordinates.SelectMany(c => new[] { Math.Round(c.X, 6), Math.Round(c.Y, 6) })];

    private static LinearRing Ring(double[] points) => Factory.CreateLinearRing(Coordinates(points));

    private static Coordinate[] Coordinates(double[] points)
    {
        var coordinates = new Coordinate[points.Length / 2];
        for (var i = 0; i < coordinates.Length; i++)
        {
            coordinates[i] = new Coordinate(points[2 * i], points[(2 * i) + 1]);
        }

        return coordinates;
    }
}
