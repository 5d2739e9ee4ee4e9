using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>The first grid is the box 120–120.1 × 29–29.1, the second lies east of it.</summary>
public sealed class RegionPageTests
{
    private const string First = "330699101001001";
    private const string Second = "330699101001002";

    [DatabaseTheory]
    public async Task Outline_WhenGood_IsInForceAtOnce_AndABadOneSaysWhy(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        var page = $"/admin/regions/{First}/outline";

        (await sys.SubmitAsync(page, "outline", ("version", "1"), ("outline", Box(119.9, 120.1)))).ShouldLeadTo($"/admin/regions/{First}?done=outlined");

        desk.County.Get<IRegionDirectory>().GridAt(119.95, 29.05)!.Code.Value.ShouldBe(First);
        (await desk.AuditAsync("region.outlined")).ShouldHaveSingleItem().ObjectId.ShouldBe(First);
        await (await sys.SubmitAsync(page, "outline", ("version", "2"), ("outline", Box(119.9, 120.15)))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "outline");
        (await sys.SubmitAsync(page, "outline", ("version", "1"), ("outline", Box(119.8, 120.1)))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        desk.County.Get<IRegionDirectory>().GridAt(119.85, 29.05).ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task Split_FromADayOn_EndsTheOldCodeAndBeginsTheNewOnes(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        var page = $"/admin/regions/{First}/split";
        const string Line = """{"type":"LineString","coordinates":[[119.9,29.05],[120.3,29.05]]}""";
        (await (await sys.SubmitAsync(page, "line", ("line", Line))).TextAsync()).ShouldContain("分成 2 块");

        (string, string)[] pieces = [("line", Line), ("code0", "330699101001011"), ("name0", "北片"), ("code1", "330699101001012"), ("name1", "南片"), ("from", "2026-03-07")];
        (await sys.SubmitAsync(page, "split", [("version", "1"), .. pieces])).ShouldLeadTo("/admin/regions/330699101001?done=split");

        var regions = desk.County.Get<IRegionDirectory>();
        regions.GridAt(120.05, 29.08)!.Code.Value.ShouldBe(First);
        desk.County.Time.Advance(TimeSpan.FromHours(16));
        await desk.County.Get<Directories.DirectoryKeeper>().RefreshAsync(CancellationToken.None);
        (regions.GridAt(120.05, 29.08)!.Name, regions.GridAt(120.05, 29.02)!.Name).ShouldBe(("北片", "南片"));
        regions.Find(RegionCode.Parse(First)).ShouldBeNull();
        regions.PathOf(RegionCode.Parse(First)).ShouldContain("第一网格");
        (await desk.County.RowsAsync<RegionPredecessor>()).Select(p => (p.Code, p.Predecessor)).ShouldBe([("330699101001011", First), ("330699101001012", First)], ignoreOrder: true);
        (await desk.County.RowsAsync<Region>()).Single(r => r.Code == First).ValidTo.ShouldBe(new DateOnly(2026, 3, 6));
        (await desk.AuditAsync("region.split")).ShouldHaveSingleItem();
    }

    [DatabaseTheory]
    public async Task Split_WithBadCodes_NamesEachAndChangesNothing(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        const string Line = """{"type":"LineString","coordinates":[[119.9,29.05],[120.3,29.05]]}""";

        var refused = await sys.SubmitAsync($"/admin/regions/{First}/split", "split", ("version", "1"), ("line", Line), ("code0", Second), ("name0", ""), ("code1", "330699102001009"), ("name1", "南片"), ("from", "2026-03-01"));

        await refused.ShouldRefuseAsync(HttpStatusCode.BadRequest, "code0", "name0", "code1", "from");
        await (await sys.SubmitAsync($"/admin/regions/{First}/split", "line", ("line", """{"type":"LineString","coordinates":[[1,1],[2,2]]}"""))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "line");
        (await desk.County.RowsAsync<RegionPredecessor>()).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task Merge_OfNeighbours_IsOnePlaceThatNamesThemAsPredecessors(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        (string, string)[] merge = [("with", $"{Second}:1"), ("code", "330699101001020"), ("name", "大网格"), ("from", "2026-03-06")];

        (await sys.SubmitAsync($"/admin/regions/{First}/merge", "merge", [("version", "1"), .. merge])).ShouldLeadTo("/admin/regions/330699101001?done=merged");

        var regions = desk.County.Get<IRegionDirectory>();
        (regions.GridAt(120.05, 29.05)!.Name, regions.GridAt(120.15, 29.05)!.Name).ShouldBe(("大网格", "大网格"));
        (await desk.County.RowsAsync<RegionPredecessor>()).Count.ShouldBe(2);
        (await sys.SubmitAsync($"/admin/regions/{Second}/merge", "merge", [("version", "1"), .. merge])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sys.SubmitAsync("/admin/regions/330699101001/merge", "merge", ("version", "1"), ("with", "330699101002:1"), ("code", "330699101009"), ("name", "村"), ("from", "2026-03-06")))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [DatabaseTheory]
    public async Task Place_AddedAndRenamed_IsAudited_AndALateFormLoses(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");

        (await sys.SubmitAsync("/admin/regions/330699102", "add", ("code", "330699102007"), ("newName", "新村"), ("newFrom", ""))).ShouldLeadTo("/admin/regions/330699102007?done=added");
        (await sys.SubmitAsync("/admin/regions/330699102007", "region", ("version", "1"), ("name", "新建村"), ("from", ""), ("to", ""))).ShouldLeadTo("/admin/regions/330699102007?done=saved");
        (await sys.SubmitAsync("/admin/regions/330699102007", "region", ("version", "1"), ("name", "别的"), ("from", ""), ("to", ""))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        desk.County.Get<IRegionDirectory>().Find(RegionCode.Parse("330699102007"))!.Name.ShouldBe("新建村");
        (await desk.AuditAsync("region.added")).ShouldHaveSingleItem();
        await (await sys.SubmitAsync("/admin/regions/330699102", "add", ("code", "330699101007"), ("newName", ""))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "code", "newName");
        await (await sys.SubmitAsync("/admin/regions/330699101", "region", ("version", "1"), ("name", "枫林镇"), ("from", ""), ("to", "2026-03-10"))).ShouldRefuseAsync(HttpStatusCode.UnprocessableEntity, "to");
    }

    private static string Box(double left, double right) => string.Create(System.Globalization.CultureInfo.InvariantCulture, 
        $$"""{"type":"Polygon","coordinates":[[[{{left}},29],[{{right}},29],[{{right}},29.1],[{{left}},29.1],[{{left}},29]]]}""");
}
