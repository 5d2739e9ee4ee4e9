using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Fengqiao.Organization.Boundaries;

/// <summary>Cuts an outline in pieces and joins outlines to one. Nothing is lost and nothing counted twice: pieces add up to the whole.</summary>
internal static class Division
{
    private const int MostPieces = 12;

    /// <summary>A piece smaller than this share of the whole is a slip of the hand, not a grid.</summary>
    private const double SmallestPiece = 0.01;

    /// <summary>The pieces a line cuts an outline into, the northernmost first. The line has to enter and leave the outline.</summary>
    /// <param name="outline">Without holes.</param>
    /// <param name="line">x, y, x, y … in degrees.</param>
    public static Result<IReadOnlyList<Outline>> Split(Outline outline, double[] line)
    {
        var whole = OutlineGeometry.ToGeometry(outline);
        var cut = OutlineGeometry.Line(line);
        var polygonizer = new Polygonizer();
        // Noding the border with the line makes edges that meet only in their ends, which is what the polygonizer needs.
        polygonizer.Add(BoundaryRules.Of(SpatialFunction.Union, whole.Boundary, cut));
        var pieces = polygonizer.GetPolygons().OfType<Polygon>().Where(p => whole.Contains(p.InteriorPoint)).ToList();
        if (pieces.Count <= outline.Polygons.Count)
        {
            return OrganizationErrors.CutMisses;
        }

        if (pieces.Count > MostPieces || pieces.Exists(p => p.Area < whole.Area * SmallestPiece))
        {
            return OrganizationErrors.CutIntoSlivers(MostPieces, SmallestPiece * 100);
        }

        return Result<IReadOnlyList<Outline>>.Of([.. pieces.OrderByDescending(p => p.InteriorPoint.Y).ThenBy(p => p.InteriorPoint.X).Select(p => OutlineGeometry.FromGeometry(p))]);
    }

    /// <summary>One outline in place of several that touch each other.</summary>
    public static Result<Outline> Merge(IReadOnlyCollection<Outline> outlines)
    {
        var parts = outlines.Sum(o => o.Polygons.Count);
        var union = OverlayNGRobust.Union([.. outlines.Select(OutlineGeometry.ToGeometry)]);
        var polygons = Enumerable.Range(0, union.NumGeometries).Select(union.GetGeometryN).OfType<Polygon>().ToList();
        // Every place lay apart already or touches another now; two that touch in a corner only would not be one place.
        if (polygons.Count > parts - outlines.Count + 1)
        {
            return OrganizationErrors.PlacesApart;
        }

        return polygons.Exists(p => p.NumInteriorRings > 0) ? OrganizationErrors.OutlineHasHoles : OutlineGeometry.FromGeometry(union);
    }
}
