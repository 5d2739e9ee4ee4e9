using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>What is proposed or decided from text, place and person.</summary>
public sealed class FinderTests
{
    [Fact]
    public void In_WhenKeywordsOccur_ProposesTheLongestMatchFirstWithItsWords()
    {
        var catalogue = Catalogue(("01", "噪音 扰民"), ("0101", "广场舞"), ("02", "路灯 WiFi"), ("03", "停车"));
        var found = CategoryFinder.In(catalogue.Keywords, "广场舞噪音扰民，wifi 也没有");
        found.Select(m => m.Category.Code).ShouldBe(["01", "02", "0101"], ignoreOrder: false, "4 characters each for 01 and wifi, then 3");
        found[0].Words.ShouldBe(["噪音", "扰民"], ignoreOrder: true);
        found[1].Words.ShouldBe(["wifi"]);
    }

    [Fact]
    public void In_WhenNothingOccursOrTheCategoryIsClosed_ProposesNothing()
    {
        var closed = new Category { Code = "09", Name = "旧", NameEn = "Old", Keywords = "路灯", NeedsPhotos = false, IsActive = false };
        CategoryFinder.In(new CaseCatalogue([closed], [], [], []).Keywords, "路灯坏了").ShouldBeEmpty();
        CategoryFinder.In(Catalogue(("01", "噪音")).Keywords, "").ShouldBeEmpty();
    }

    [Fact]
    public void In_WhenManyFit_ProposesFive()
    {
        var catalogue = Catalogue([.. Enumerable.Range(10, 9).Select(i => ($"{i}", "路灯"))]);
        CategoryFinder.In(catalogue.Keywords, "路灯").Select(m => m.Category.Code).ShouldBe(["10", "11", "12", "13", "14"]);
    }

    /// <summary>Small matters stay in the village, a window keeps what it takes in, a citizen's goes to the town.</summary>
    [Theory]
    [InlineData("grid-worker", World.Grid, World.Grid, World.Village)]
    [InlineData("village-officer", World.Village, World.Grid, World.Village)]
    [InlineData("town-dispatcher", World.Town, World.Grid, World.Town)]
    [InlineData("county-dispatcher", World.County, World.Grid, World.County)]
    [InlineData("town-dispatcher", World.OtherTown, World.Grid, World.County)]
    [InlineData("handler", World.County, World.Grid, World.County)]
    [InlineData(null, "", World.Grid, World.Town)]
    [InlineData(null, "", World.County, World.County)]
    public void For_Desk_DependsOnWhoTakesTheMatterIn(string? role, string region, string place, string desk)
    {
        var actor = role is null ? Actor.Citizen : World.Person(role, region: region);
        DeskFinder.For(actor, RegionCode.Parse(place)).Value.ShouldBe(desk);
    }

    [Fact]
    public void Find_ForAPlace_GoesByPointThenNameThenAddress()
    {
        var finder = new PlaceFinder(new OneVillage());
        finder.Find(120.5, 29.5, null, "别处").Value.Value.ShouldBe(World.Grid);
        finder.Find(120.5, 29.5, World.Town, null).Value.Value.ShouldBe(World.Grid);
        finder.Find(null, null, World.Village, "溪口村").Value.Value.ShouldBe(World.Village);
        finder.Find(null, null, null, "枫林镇溪口村 12 号").Value.Value.ShouldBe(World.Village);
        finder.Find(null, null, null, "某处").Value.Value.ShouldBe(World.County);
    }

    [Theory]
    [InlineData(120.5, null, null, "cases.half-a-point")]
    [InlineData(0.0, 0.0, null, "cases.outside-county")]
    [InlineData(double.NaN, 29.5, null, "cases.outside-county")]
    [InlineData(double.PositiveInfinity, 29.5, null, "cases.outside-county")]
    [InlineData(29.5, 120.5, null, "cases.outside-county")]
    [InlineData(120.5, 29.5, World.OtherTown, "cases.grid-elsewhere")]
    [InlineData(null, null, "339901101999", "cases.grid-unknown")]
    [InlineData(null, null, "abc", "cases.grid-unknown")]
    public void Find_ForAPlaceThatCannotBe_SaysWhy(double? longitude, double? latitude, string? region, string code) =>
        new PlaceFinder(new OneVillage()).Find(longitude, latitude, region, null).Error!.Code.ShouldBe(code);

    private static CaseCatalogue Catalogue(params (string Code, string Keywords)[] categories) =>
        new([.. categories.Select(c => new Category { Code = c.Code, Name = c.Code, NameEn = c.Code, Keywords = c.Keywords, NeedsPhotos = false, IsActive = true })], [], [], []);

    /// <summary>One grid that is the square from 120,29 to 121,30, in a village named 溪口村; and another, empty town.</summary>
    private sealed class OneVillage : IRegionDirectory
    {
        private static readonly HashSet<string> Known = [World.County, World.Town, World.Village, World.Grid, World.OtherTown];

        public RegionInfo? County { get; } = Info(World.County);

        public RegionInfo? Find(RegionCode code) => Known.Contains(code.Value) ? Info(code.Value) : null;

        public IReadOnlyList<RegionInfo> Children(RegionCode code) => [];

        public string PathOf(RegionCode code) => code.Value;

        public RegionInfo? GridAt(double longitude, double latitude) =>
            longitude is > 120 and < 121 && latitude is > 29 and < 30 ? Info(World.Grid) : null;

        public RegionInfo? FromAddress(string address) => address.Contains("溪口村", StringComparison.Ordinal) ? Info(World.Village) : null;

        private static RegionInfo Info(string code) => new(RegionCode.Parse(code), code, null, null);
    }
}
