namespace Fengqiao.Host.Demo.Geography;

/// <summary>Plane geometry on closed rings in degrees.</summary>
internal static class Rings
{
    /// <summary>Signed area in square degrees; positive for a counter-clockwise ring.</summary>
    public static double Area(IReadOnlyList<GeoPoint> ring)
    {
        // Relative to the first point: shoelace on raw coordinates would lose ten digits to cancellation.
        var (x0, y0) = (ring[0].Longitude, ring[0].Latitude);
        var sum = 0.0;
        for (var index = 0; index < ring.Count - 1; index++)
        {
            sum += (ring[index].Longitude - x0) * (ring[index + 1].Latitude - y0)
                - (ring[index + 1].Longitude - x0) * (ring[index].Latitude - y0);
        }
        return sum / 2;
    }

    public static bool Contains(IReadOnlyList<GeoPoint> ring, GeoPoint point)
    {
        var inside = false;
        for (var index = 0; index < ring.Count - 1; index++)
        {
            var (a, b) = (ring[index], ring[index + 1]);
            if (a.Latitude > point.Latitude != b.Latitude > point.Latitude
                && point.Longitude < (b.Longitude - a.Longitude) * (point.Latitude - a.Latitude) / (b.Latitude - a.Latitude) + a.Longitude)
                inside = !inside;
        }
        return inside;
    }

    /// <summary>A random point strictly inside, away from the border where the ring has room.</summary>
    public static GeoPoint PointWithin(IReadOnlyList<GeoPoint> ring, Dice dice)
    {
        var (west, east) = (ring.Min(point => point.Longitude), ring.Max(point => point.Longitude));
        var (south, north) = (ring.Min(point => point.Latitude), ring.Max(point => point.Latitude));
        while (true)
        {
            var point = new GeoPoint(Math.Round(dice.Between(west, east), 6), Math.Round(dice.Between(south, north), 6));
            if (Contains(ring, point))
                return point;
        }
    }
}
