using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Organization.Tests;

public sealed class DirectoryTests
{
    [DatabaseTheory]
    public async Task Directory_AfterAChangeOnAnotherNode_FollowsWithinTenSeconds(DatabaseKind kind)
    {
        await using var county = await County.WithPeopleAsync(kind);
        var regions = county.Get<IRegionDirectory>();
        // What another node would have written: a row and its revision.
        var commit = new Commit()
            .Insert(new Region { Code = "330699103", Name = "北山镇", Level = RegionLevel.Town, Parent = "330699" })
            .Upsert(new DirectoryRevision { Directory = DirectoryRevision.Regions, Revision = Guid.CreateVersion7(county.Time.GetUtcNow()) });
        (await county.Get<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        regions.Find(RegionCode.Parse("330699103")).ShouldBeNull();

        county.Time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.HoldsAsync(() => regions.Find(RegionCode.Parse("330699103")) is not null, TimeSpan.FromSeconds(10));
        regions.Find(RegionCode.Parse("330699103"))!.Name.ShouldBe("北山镇");
    }

    [Fact]
    public async Task Regions_AreValidByTheDay_ButKeepTheirNames()
    {
        await using var county = await County.StartAsync();
        await county.LoadAsync("regions", "code,name,validFrom,validTo\n330699,青枫县,,\n330699101,旧镇,,2026-03-06\n330699102,新镇,2026-03-07,\n");
        var regions = county.Get<IRegionDirectory>();
        regions.All().ShouldBe(["青枫县", "旧镇"]);

        county.Time.Advance(TimeSpan.FromDays(1));

        await Eventually.HoldsAsync(() => regions.All().SequenceEqual(["青枫县", "新镇"]), TimeSpan.FromSeconds(10));
        regions.All().ShouldBe(["青枫县", "新镇"]);
        regions.PathOf(RegionCode.Parse("330699101")).ShouldBe("旧镇");
    }

    [Theory]
    [InlineData("青枫县枫林镇石桥村3号", "330699101002")]
    [InlineData("溪口镇石桥村", "330699102001")]
    [InlineData("石桥村5组", null)]
    [InlineData("枫林村口", "330699101001")]
    [InlineData("青枫县人民路", "330699")]
    [InlineData("枫林镇和溪口镇交界", null)]
    [InlineData("外地", null)]
    [InlineData("", null)]
    public async Task FromAddress_FindsTheLowestPlaceNamedWithoutDoubt(string address, string? code)
    {
        await using var county = await County.WithPeopleAsync();

        county.Get<IRegionDirectory>().FromAddress(address)?.Code.Value.ShouldBe(code);
        (county.Get<IRegionDirectory>().FromAddress(address) is null).ShouldBe(code is null);
    }

    [Fact]
    public async Task Units_ClosedToday_AreFoundByIdOnly()
    {
        await using var county = await County.WithPeopleAsync();
        var units = county.Get<IUnitDirectory>();
        var id = units.FindByCode("T01")!.Id;

        await county.LoadAsync("units", "code,name,kind,region,closedOn\nT01,枫林镇综治中心,镇街中心,330699101,2026-03-06\n");

        units.FindByCode("T01").ShouldBeNull();
        units.All.Select(u => u.Code).ShouldBe(["C01"]);
        units.Find(id)!.Name.ShouldBe("枫林镇综治中心");
    }

    [Fact]
    public async Task RegionsApi_IsPublic_PagedAndFiltered()
    {
        await using var county = await County.WithPeopleAsync();

        var towns = await GetAsync(county, "/api/v1/regions?parent=330699");
        towns.GetProperty("total").GetInt32().ShouldBe(2);
        towns.GetProperty("items")[0].GetProperty("level").GetString().ShouldBe("town");
        towns.GetProperty("items")[0].GetProperty("children").GetInt32().ShouldBe(2);
        (await GetAsync(county, "/api/v1/regions?level=village&q=石桥&pageSize=1")).GetProperty("total").GetInt32().ShouldBe(2);
        var grids = await GetAsync(county, "/api/v1/regions?parent=330699101001&geometry=true");
        grids.GetProperty("items")[0].GetProperty("geometry").GetProperty("type").GetString().ShouldBe("Polygon");
        (await StatusAsync(county, "/api/v1/regions?level=galaxy")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(county, "/api/v1/regions?page=0")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(county, "/api/v1/regions/330611")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(county, "/api/v1/units")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Outlines_AreGeoJson_AndNotSentTwice()
    {
        await using var county = await County.WithPeopleAsync();

        var answer = await county.Server.Client.GetAsync(new Uri("/api/v1/regions/geojson?level=grid&within=330699101", UriKind.Relative));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/geo+json");
        var collection = await answer.Content.ReadFromJsonAsync<JsonElement>();
        collection.GetProperty("features").GetArrayLength().ShouldBe(2);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/regions/geojson?level=grid&within=330699101");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await county.Server.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await StatusAsync(county, "/api/v1/regions/330699101001001/outline.geojson")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(county, "/api/v1/regions/330699101/outline.geojson")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task UnitsApi_FiltersByRegionKindAndWords()
    {
        await using var county = await County.WithPeopleAsync();
        var token = (await county.UseAsync<ITokenIssuer, Result<string>>(i => i.CreateAsync("sys", [], TimeSpan.FromDays(1), default))).Value;
        county.Server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        (await GetAsync(county, "/api/v1/units")).GetProperty("total").GetInt32().ShouldBe(2);
        (await GetAsync(county, "/api/v1/units?region=330699101")).GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("T01");
        (await GetAsync(county, "/api/v1/units?kind=county-centre")).GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("C01");
        (await GetAsync(county, "/api/v1/units?q=枫林")).GetProperty("total").GetInt32().ShouldBe(1);
        (await StatusAsync(county, "/api/v1/units?kind=palace")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<JsonElement> GetAsync(County county, string path) => county.Server.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    private static async Task<HttpStatusCode> StatusAsync(County county, string path) => (await county.Server.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;
}
