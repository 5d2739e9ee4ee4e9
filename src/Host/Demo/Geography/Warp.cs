namespace Fengqiao.Host.Demo.Geography;

/// <summary>
/// Lays the even lattice on the ground: low waves bend it, and around the county seat it is drawn together,
/// so that grids of streets are several times smaller than grids of hill villages.
/// </summary>
internal sealed class Warp
{
    private const double Longitude = 119.505;
    private const double Latitude = 29.452;
    private const double DegreesEast = 0.2017;
    private const double DegreesNorth = 0.1762;
    private const double SeatReach = 0.62;
    private const double SeatShrink = 0.42;
    private readonly (double Across, double Along, double Turn, double X, double Y)[] _waves;

    public Warp(Dice dice)
    {
        _waves = [.. Enumerable.Range(0, 6).Select(_ =>
            (dice.Between(-5.0, 5), dice.Between(-5.0, 5), dice.Between(0, Math.Tau), dice.Between(-0.014, 0.014), dice.Between(-0.014, 0.014)))];
    }

    /// <summary>Where the county seat lies, in lattice units.</summary>
    public static (double X, double Y) Seat => (0.08 * HexLattice.Radius, -0.06 * HexLattice.Radius);

    public GeoPoint ToGround((double X, double Y) lattice)
    {
        var (x, y) = ((lattice.X - Seat.X) / HexLattice.Radius, (lattice.Y - Seat.Y) / HexLattice.Radius);
        var far = Math.Min(1, Math.Sqrt(x * x + y * y) / SeatReach);
        var stretch = SeatShrink + (1 - SeatShrink) * far * far * (3 - 2 * far);
        (x, y) = (x * stretch, y * stretch);
        var (bentX, bentY) = (x, y);
        foreach (var wave in _waves)
        {
            var lift = Math.Sin(wave.Across * x + wave.Along * y + wave.Turn);
            bentX += wave.X * lift;
            bentY += wave.Y * lift;
        }
        return new GeoPoint(Math.Round(Longitude + bentX * DegreesEast, 6), Math.Round(Latitude + bentY * DegreesNorth, 6));
    }
}
