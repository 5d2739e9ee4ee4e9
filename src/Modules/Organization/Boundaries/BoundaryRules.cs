using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Fengqiao.Organization.Boundaries;

/// <summary>A place with its area, as the rules compare it.</summary>
internal sealed record BoundedPlace(string Code, string Name, Geometry Area);

/// <summary>
/// What the outline of a place must keep to: one proper ring without holes, inside the place above it, around the places below it, and
/// beside its neighbours. Outlines come from different surveys, so a sliver is borne.
/// </summary>
internal static class BoundaryRules
{
    /// <summary>Share of an area that may lie outside its parent or inside a neighbour: surveys differ by some metres.</summary>
    public const double Tolerance = 0.005;

    /// <summary>Reads an outline that somebody drew, pasted or uploaded: GeoJSON, also as a feature or a collection of one.</summary>
    public static Result<Outline> Read(string? text) => DrawnGeometry.Take(text).Then(Outline.Parse).Then(OutlineGeometry.Check).Then(WithoutHoles);

    /// <param name="parent">Null where the place above has no outline.</param>
    /// <param name="siblings">The other places of the same parent that are in force.</param>
    /// <param name="children">The places below that are in force.</param>
    /// <returns>All that does not hold; empty when it does.</returns>
    public static IReadOnlyList<Error> Check(Outline outline, BoundedPlace? parent, IEnumerable<BoundedPlace> siblings, IEnumerable<BoundedPlace> children)
    {
        var area = OutlineGeometry.ToGeometry(outline);
        var faults = new List<Error>();
        if (parent is not null && ShareOutside(area, parent.Area) is var outside && outside > Tolerance)
        {
            faults.Add(OrganizationErrors.OutlineOutsideParent(parent.Name, Percent(outside)));
        }

        foreach (var sibling in siblings.Where(s => s.Area.EnvelopeInternal.Intersects(area.EnvelopeInternal)))
        {
            if (Overlap(area, sibling.Area) is var overlap && overlap > Tolerance)
            {
                faults.Add(OrganizationErrors.OutlineOverlaps(sibling.Name, Percent(overlap)));
            }
        }

        foreach (var child in children)
        {
            if (ShareOutside(child.Area, area) is var left && left > Tolerance)
            {
                faults.Add(OrganizationErrors.OutlineLeavesOut(child.Name, Percent(left)));
            }
        }

        return faults;
    }

    /// <summary>Which share of a place its parts cover, 0 to 1; what is missing lies in none of them.</summary>
    public static double Covered(Geometry area, IReadOnlyCollection<Geometry> parts) =>
        parts.Count == 0 || area.Area <= 0 ? 0 : Math.Clamp(Of(SpatialFunction.Intersection, area, OverlayNGRobust.Union([.. parts])).Area / area.Area, 0, 1);

    internal static Geometry Of(SpatialFunction operation, Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, operation);

    private static Result<Outline> WithoutHoles(Outline outline) => outline.Polygons.Any(rings => rings.Count > 1) ? OrganizationErrors.OutlineHasHoles : outline;

    private static double ShareOutside(Geometry area, Geometry around) => Of(SpatialFunction.Difference, area, around).Area / area.Area;

    /// <summary>Measured against the smaller of the two: a small place inside a large neighbour overlaps by all of it.</summary>
    private static double Overlap(Geometry a, Geometry b) => Of(SpatialFunction.Intersection, a, b).Area / Math.Min(a.Area, b.Area);

    private static double Percent(double share) => Math.Round(share * 100, 1);
}
