using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests;

/// <summary>Files as counties and the State Council's notices give them, unchanged.</summary>
public sealed class RealFileTests
{
    [SharedDataFact("zhuji/towns.csv", "zhuji/villages.csv")]
    public async Task Regions_OfARealCounty_LoadUnchanged()
    {
        await using var county = await County.StartAsync();

        var towns = (await county.ImportAsync("regions", SharedData.File("zhuji/towns.csv"))).Value;
        var villages = (await county.ImportAsync("regions", SharedData.File("zhuji/villages.csv"))).Value;

        (towns.Read, towns.Added, towns.Bad).ShouldBe((23, 23, 0));
        towns.Notices.Select(n => n.Code).ShouldBe(["organization.county-made"]);
        (villages.Read, villages.Added, villages.Bad).ShouldBe((515, 515, 0));
        var regions = county.Get<IRegionDirectory>();
        regions.County!.Code.Value.ShouldBe("330681");
        regions.Children(RegionCode.Parse("330681")).Count.ShouldBe(23);
        regions.PathOf(RegionCode.Parse("330681001001")).ShouldBe("暨阳街道 江东社区");
        regions.FromAddress("诸暨市暨阳街道江东社区东一路12号")!.Code.Value.ShouldBe("330681001001");
        (await county.ImportAsync("regions", SharedData.File("zhuji/villages.csv"))).Value.Unchanged.ShouldBe(515);
    }

    [SharedDataFact("holidays")]
    public async Task Calendar_OfAFolderOfNotices_LoadsUnchanged()
    {
        await using var county = await County.StartAsync();

        var report = (await county.ImportAsync("calendar", SharedData.File("holidays"))).Value;

        report.Bad.ShouldBe(0);
        var calendar = county.Get<ICalendarSource>().Current;
        calendar.IsComplete(new DateOnly(2019, 1, 1), new DateOnly(2026, 12, 31)).ShouldBeTrue();
        calendar.IsWorkingDay(new DateOnly(2018, 12, 29)).ShouldBeTrue();
        calendar.IsWorkingDay(new DateOnly(2019, 1, 1)).ShouldBeFalse();
        (await county.ImportAsync("calendar", SharedData.File("holidays"))).Value.Unchanged.ShouldBe(report.Read);
    }

    [SharedDataFact("holidays/2025.json")]
    public async Task Calendar_OfOneNotice_LoadsUnchanged()
    {
        await using var county = await County.StartAsync();

        (await county.ImportAsync("calendar", SharedData.File("holidays/2025.json"))).Value.Bad.ShouldBe(0);

        county.Get<ICalendarSource>().Current.Covers(2025).ShouldBeTrue();
        county.Get<ICalendarSource>().Current.Covers(2024).ShouldBeFalse();
    }
}
