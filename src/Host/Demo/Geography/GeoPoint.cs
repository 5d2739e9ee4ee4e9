namespace Fengqiao.Host.Demo.Geography;

/// <summary>Degrees in CGCS2000 (the same as WGS 84 at this precision), rounded to six digits (about 0.1 m).</summary>
internal readonly record struct GeoPoint(double Longitude, double Latitude);
