using FsCheck;
using FsCheck.Fluent;
using Fengqiao.Organization.Boundaries;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>Cutting and joining places: nothing is lost, nothing counted twice, and what was cut can be joined again.</summary>
public sealed class DivisionTests
{
    [Fact]
    public void Split_ByAnyLineAcross_AddsUpToTheWholeAndMergesBackIntoIt()
    {
        var star = Gen.ListOf(Gen.Choose(60, 100), 14).Select(radii => Star([.. radii]));
        var angle = Gen.Choose(0, 359);
        Prop.ForAll(Gen.Zip(star, angle).ToArbitrary(), sample =>
        {
            var (outline, degrees) = sample;
            var split = Division.Split(outline, Across(degrees));
            if (split.Failed(out var error))
            {
                // A line through the middle may shave off a sliver at a deep notch; it never misses.
                return error.Code == "organization.cut-into-slivers";
            }

            var whole = OutlineGeometry.ToGeometry(outline);
            var pieces = split.Value.Select(OutlineGeometry.ToGeometry).ToList();
            var merged = OutlineGeometry.ToGeometry(Division.Merge([.. split.Value]).Value);
            return Math.Abs(pieces.Sum(p => p.Area) - whole.Area) < whole.Area * 1e-4
                && pieces.TrueForAll(p => pieces.TrueForAll(q => p == q || p.Intersection(q).Area < whole.Area * 1e-4))
                && merged.SymmetricDifference(whole).Area < whole.Area * 1e-3;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("beside", "organization.cut-misses", 121.0, 28.0, 121.0, 30.0)]
    [InlineData("ends inside", "organization.cut-misses", 119.0, 29.5, 120.5, 29.5)]
    [InlineData("shaves the edge", "organization.cut-into-slivers", 119.0, 29.999, 122.0, 29.999)]
    public void Split_ByALineThatDividesNothing_SaysSo(string how, string code, double x1, double y1, double x2, double y2)
    {
        how.ShouldNotBeEmpty();
        Division.Split(Box(120, 29, 1), how == "beside" ? [x1 + 1, y1, x2 + 1, y2] : [x1, y1, x2, y2]).Error!.Code.ShouldBe(code);
    }

    [Fact]
    public void Merge_OfPlacesThatDoNotTouchOrMeetInACornerOnly_IsRefused()
    {
        Division.Merge([Box(120, 29, 1), Box(121, 29, 1)]).Value.Polygons.Count.ShouldBe(1);
        Division.Merge([Box(120, 29, 1), Box(122, 29, 1)]).Error!.Code.ShouldBe("organization.places-apart");
        Division.Merge([Box(120, 29, 1), Box(121, 30, 1)]).Error!.Code.ShouldBe("organization.places-apart");
    }

    [Fact]
    public void Check_FindsWhatLeavesTheParentOverlapsOrLeavesOut_AndBearsSlivers()
    {
        var parent = Place("上级", Box(120, 29, 2));
        var beside = Place("邻居", Box(121, 29, 1));
        Codes(Box(120, 29, 1), parent, [beside], []).ShouldBeEmpty();
        Codes(Box(119.999, 29, 1), parent, [beside], []).ShouldBeEmpty();
        Codes(Box(119.9, 29, 1), parent, [beside], []).ShouldBe(["organization.outline-outside-parent"]);
        Codes(Box(120.1, 29, 1), parent, [beside], []).ShouldBe(["organization.outline-overlaps"]);
        Codes(Box(120, 29, 1), parent, [], [Place("下级", Box(120.5, 29, 1))]).ShouldBe(["organization.outline-leaves-out"]);
        BoundaryRules.Covered(parent.Area, [beside.Area, beside.Area]).ShouldBe(0.25, 1e-9);
    }

    [Theory]
    [InlineData("", "organization.outline-required")]
    [InlineData("nonsense", "organization.outline-malformed")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "organization.outline-malformed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[6,3],[6,6],[3,6],[3,3]]]}""", "organization.outline-has-holes")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,9],[9,0],[0,9],[0,0]]]}""", "organization.outline-crosses")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9]]]}""", "organization.outline-not-closed")]
    public void Read_OfABadOutline_SaysWhatIsWrong(string text, string code) => BoundaryRules.Read(text).Error!.Code.ShouldBe(code);

    [Fact]
    public void Read_TakesAFeatureOrACollectionOfOne()
    {
        const string Geometry = """{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}""";
        BoundaryRules.Read($$"""{"type":"Feature","properties":{},"geometry":{{Geometry}}}""").Value.Rings.Single().Length.ShouldBe(8);
        BoundaryRules.Read($$"""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{{Geometry}}}]}""").IsSuccess.ShouldBeTrue();
    }

    private static List<string> Codes(Outline outline, BoundedPlace parent, BoundedPlace[] siblings, BoundedPlace[] children) =>
        [.. BoundaryRules.Check(outline, parent, siblings, children).Select(e => e.Code)];

    private static BoundedPlace Place(string name, Outline outline) => new(name, name, OutlineGeometry.ToGeometry(outline));

    private static Outline Box(double x, double y, double side) => new([[[x, y, x + side, y, x + side, y + side, x, y + side, x, y]]]);

    /// <summary>A ragged shape around 120.5, 29.5 that every line through its middle cuts in two.</summary>
    private static Outline Star(int[] radii)
    {
        var points = radii.SelectMany((radius, i) => At(i * 360.0 / radii.Length, radius / 200.0)).ToList();
        points.AddRange(points.Take(2).ToList());
        return new Outline([[[.. points]]]);
    }

    private static double[] Across(int degrees) => [.. At(degrees, 2), .. At(degrees + 180, 2)];

    private static double[] At(double degrees, double radius) =>
        [120.5 + (radius * Math.Cos(degrees * Math.PI / 180)), 29.5 + (radius * Math.Sin(degrees * Math.PI / 180))];
}
