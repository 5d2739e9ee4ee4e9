using FsCheck;
using FsCheck.Fluent;
using Fengqiao.Organization.Boundaries;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Imports;
using NetTopologySuite.Geometries;

namespace Fengqiao.Organization.Tests;

/// <summary>The raster index against the geometry library asked one outline after the other.</summary>
public sealed class OutlineTests
{
    [Fact]
    public void At_ForAnyOutlinesAndPoint_AnswersAsTheGeometryLibraryDoes()
    {
        var outlines = Gen.ListOf(Star(), 12).Select(list => list.ToList());
        var points = Gen.ListOf(Gen.Zip(Coordinate(0, 10), Coordinate(0, 10)), 40).Select(list => list.ToList());
        Prop.ForAll(Gen.Zip(outlines, points).ToArbitrary(), sample =>
        {
            var (shapes, asked) = sample;
            var owners = shapes.ConvertAll(s => new object());
            var index = new OutlineIndex<object>(shapes.Zip(owners));
            var geometries = shapes.ConvertAll(OutlineGeometry.ToGeometry);
            return asked.TrueForAll(p => ReferenceEquals(index.At(p.Item1, p.Item2), Expected(geometries, owners, p.Item1, p.Item2)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void At_OnTheLineBetweenNeighbours_AnswersExactlyOneOfThem()
    {
        var index = new OutlineIndex<string>([(Square(0, 0), "left"), (Square(1, 0), "right"), (Square(0, 1), "top"), (Square(1, 1), "corner")]);

        index.At(1, 0.5).ShouldBe("right");
        index.At(0.5, 1).ShouldBe("top");
        index.At(1, 1).ShouldBe("corner");
        index.At(2.5, 0.5).ShouldBeNull();
        index.At(-0.1, 0.5).ShouldBeNull();
    }

    [Fact]
    public void At_InAHole_AnswersNothing()
    {
        var outline = Outline.Parse("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[6,3],[6,6],[3,6],[3,3]]]}""").Value;
        var index = new OutlineIndex<string>([(outline, "ring")]);

        index.At(1, 1).ShouldBe("ring");
        index.At(4, 4).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":[["a"]]}""", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1,"x"],[2,2],[3,3],[1,1]]]}""", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":5}""", "organization.outline-malformed")]
    [InlineData("not json", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[29,120],[29.1,120],[29.1,120.1],[29,120]]]}""", "organization.outline-out-of-range")]
    [InlineData("""{"type":"Polygon","coordinates":[[[120,29],[121,29],[121,30],[120,30]]]}""", "organization.outline-not-closed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[120,29],[121,30],[121,29],[120,30],[120,29]]]}""", "organization.outline-crosses")]
    public void Parse_OfABadOutline_SaysWhatIsWrong(string geoJson, string code) =>
        Outline.Parse(geoJson).Then(OutlineGeometry.Check).Error!.Code.ShouldBe(code);

    [Fact]
    public void Parse_DropsHeights_AndToGeoJson_GivesTheSameOutlineBack()
    {
        var outline = Outline.Parse("""{"bbox":[0],"type":"MultiPolygon","coordinates":[[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]],[[[2,2],[3,2],[3,3],[2,2]]]]}""").Value;

        OutlineGeometry.ToGeoJson(outline).ShouldBe("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[2,2],[3,2],[3,3],[2,2]]]]}""");
    }

    private static object? Expected(List<MultiPolygon> geometries, List<object> owners, double x, double y)
    {
        var point = new Point(x, y);
        var at = geometries.FindIndex(g => g.Covers(point));
        return at < 0 ? null : owners[at];
    }

    private static Outline Square(double x, double y) => new([[[x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y]]]);

    /// <summary>Odd fractions, so that no point falls on an edge: there the two may differ.</summary>
    private static Gen<double> Coordinate(double from, double to) => Gen.Choose(0, 1_000_000_007).Select(n => from + ((to - from) * n / 1_000_000_007d));

    private static Gen<Outline> Star() =>
        from x in Coordinate(1, 9)
        from y in Coordinate(1, 9)
        from corners in Gen.Choose(3, 14)
        from radii in Gen.ListOf(Coordinate(0.2, 3), corners)
        select new Outline([[Corners(x, y, [.. radii])]]);

    private static double[] Corners(double x, double y, List<double> radii)
    {
        var ring = new double[(radii.Count + 1) * 2];
        for (var i = 0; i < radii.Count; i++)
        {
            var angle = 2 * Math.PI * i / radii.Count;
            ring[2 * i] = x + (radii[i] * Math.Cos(angle));
            ring[(2 * i) + 1] = y + (radii[i] * Math.Sin(angle));
        }

        (ring[^2], ring[^1]) = (ring[0], ring[1]);
        return ring;
    }
}
