using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests;

public sealed class ImportTests
{
    [DatabaseTheory]
    public async Task Import_Repeated_ChangesNothing(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        const string csv = "代码,名称,原代码,启用日期\n330699,青枫县,,\n330699101,枫林镇,330699001；330699002,2020-01-01\n";

        (await county.LoadAsync("regions", csv)).Added.ShouldBe(2);
        var again = await county.LoadAsync("regions", csv);

        (again.Added, again.Changed, again.Unchanged).ShouldBe((0, 0, 2));
        (await county.RowsAsync<RegionPredecessor>()).Select(p => p.Predecessor).ShouldBe(["330699001", "330699002"], ignoreOrder: true);
    }

    [DatabaseTheory]
    public async Task Import_WithChangedRows_ChangesThoseAndKeepsWhatTheFileDoesNotName(DatabaseKind kind)
    {
        await using var county = await County.WithPeopleAsync(kind);

        var regions = await county.LoadAsync("regions", "code,name\n330699101,新枫林镇\n330699102,溪口镇\n");
        var grids = await county.LoadAsync("grids", "code,name\n330699101001001,一号网格\n");
        var units = await county.LoadAsync("units", "code,name,kind,region\nC01,县社会治理中心,county-centre,330699\n");
        var staff = await county.LoadAsync("staff", "name,account\n王小芳,wang.fang\n");

        (regions.Changed, regions.Unchanged).ShouldBe((1, 1));
        (grids.Changed, units.Changed, staff.Changed).ShouldBe((1, 1, 1));
        county.Get<IRegionDirectory>().GridAt(120.05, 29.05)!.Name.ShouldBe("一号网格");
        county.Get<IUnitDirectory>().FindByCode("c01")!.Name.ShouldBe("县社会治理中心");
        county.Get<IAccountDirectory>().NameOf("WANG.FANG").ShouldBe("王小芳");
        (await county.RowsAsync<StaffPost>()).Count.ShouldBe(4);
    }

    [DatabaseTheory]
    public async Task Units_WithAPhone_TellIt_AndAFileWithoutTheColumnKeepsIt(DatabaseKind kind)
    {
        await using var county = await County.WithPeopleAsync(kind);
        (await county.LoadAsync("units", "code,name,kind,region,电话\nC01,县中心,county-centre,330699,0999-5550101 转 203\n")).Changed.ShouldBe(1);
        (await county.LoadAsync("units", "code,name,kind,region\nC01,县综治中心,county-centre,330699\n")).Changed.ShouldBe(1);
        county.Get<IUnitDirectory>().FindByCode("C01")!.ShouldSatisfyAllConditions(u => u.Name.ShouldBe("县综治中心"), u => u.Phone.ShouldBe("0999-5550101 转 203"));
        (await county.LoadAsync("units", "code,name,kind,region,phone\nC01,县综治中心,county-centre,330699,\n")).Changed.ShouldBe(1);
        county.Get<IUnitDirectory>().FindByCode("C01")!.Phone.ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task Import_WithSkipBad_LoadsTheGoodRowsAndGivesTheOthersBackWithReasons(DatabaseKind kind)
    {
        // The reasons are in the language of whoever imports, not of the machine that tests.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
        await using var county = await County.StartAsync(kind);
        var path = county.File("towns.csv", "code,name\n330699,青枫县\n330699101,枫林镇\n12,\n330699102001,孤村\n");

        var report = (await county.ImportAsync("regions", path, skipBad: true)).Value;

        (report.Read, report.Added, report.Bad).ShouldBe((4, 2, 2));
        report.BadRowsFile.ShouldBe(path + ".bad.csv");
        var bad = await File.ReadAllTextAsync(report.BadRowsFile!);
        bad.ShouldContain("330699102001,孤村");
        bad.ShouldContain("必填");
        county.Get<IRegionDirectory>().All().ShouldBe(["青枫县", "枫林镇"]);
    }

    [Fact]
    public async Task Staff_WithAPersonPartlyBad_IsNotLoadedInHalf()
    {
        await using var county = await County.WithPeopleAsync();
        var path = county.File("staff.csv", "name,account,role,unit\n钱伟,qian,handler,C01\n钱伟,qian,handler,Z99\n孙立,sun,handler,C01\n");

        var report = (await county.ImportAsync("staff", path, skipBad: true)).Value;

        (report.Added, report.Bad).ShouldBe((1, 2));
        report.Errors.Select(e => e.Error.Code).ShouldContain("organization.other-row-bad");
        (await county.RowsAsync<Account>()).ShouldNotContain(a => a.Name == "qian");
    }

    [Fact]
    public async Task Staff_NamedWithFewerPosts_LosesTheOthers()
    {
        await using var county = await County.WithPeopleAsync();

        await county.LoadAsync("staff", "name,account,posts\n王芳,wang.fang,verifier@T01@330699101001\n");

        var staff = (await county.RowsAsync<StaffMember>()).Single(s => s.Code == "wang.fang");
        (await county.RowsAsync<StaffPost>()).Where(p => p.StaffId == staff.Id).Select(p => p.Role).ShouldBe(["verifier"]);
    }

    [Fact]
    public async Task Grids_FromGeoJson_AreLoadedWithTheirOutlines()
    {
        await using var county = await County.WithPeopleAsync();
        var path = county.File("grids.geojson", """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"330699101002001","properties":{"名称":"石桥一网格","population":321},
               "geometry":{"type":"Polygon","coordinates":[[[120.3,29],[120.4,29],[120.4,29.1],[120.3,29.1],[120.3,29]]]}}]}
            """);

        var report = (await county.ImportAsync("grids", path)).Value;

        report.Added.ShouldBe(1);
        var grid = county.Get<IRegionDirectory>().GridAt(120.35, 29.05).ShouldNotBeNull();
        grid.Name.ShouldBe("石桥一网格");
        grid.Longitude.ShouldBe(120.35);
    }

    [Theory]
    [InlineData("broken.geojson", "{\"type\":", "organization.json-malformed")]
    [InlineData("point.geojson", "{\"type\":\"Point\"}", "organization.geojson-malformed")]
    [InlineData("empty.csv", "", "tables.empty")]
    [InlineData("header.csv", "code,name\n", "tables.no-rows")]
    [InlineData("columns.csv", "foo,bar\n1,2\n", "tables.missing-column")]
    public async Task Import_OfAFileThatIsNone_SaysWhatItIs(string name, string content, string code)
    {
        await using var county = await County.StartAsync();

        (await county.ImportAsync("grids", county.File(name, content))).Error!.All.Select(e => e.Code).ShouldContain(code);
    }

    [Fact]
    public async Task Calendar_OfAYearLoadedAgain_DropsTheDaysTheNewNoticeNoLongerNames()
    {
        await using var county = await County.StartAsync();
        await county.LoadAsync("calendar", "日期,是否上班,节日\n2026-01-01,否,元旦\n2026-01-02,否,元旦\n2026-01-04,是,元旦\n");
        var source = county.Get<ICalendarSource>();
        source.Current.Covers(2026).ShouldBeTrue();
        source.Current.IsWorkingDay(new DateOnly(2026, 1, 2)).ShouldBeFalse();

        var report = await county.LoadAsync("calendar", "日期,是否上班,节日\n2026-01-01,否,元旦\n");

        report.Notices.Select(n => n.Code).ShouldContain("organization.day-dropped");
        source.Current.IsWorkingDay(new DateOnly(2026, 1, 2)).ShouldBeTrue();
        source.Current.IsWorkingDay(new DateOnly(2026, 1, 4)).ShouldBeFalse();
    }
}

internal static class DirectoryWords
{
    public static List<string> All(this IRegionDirectory directory) =>
        [directory.County!.Name, .. directory.Children(directory.County.Code).Select(r => r.Name)];
}
