using Fengqiao.Host.Demo.Geography;

namespace Fengqiao.Host.Demo;

/// <summary>The regions of the county with their names and codes, and what a sentence needs to know about where it happens.</summary>
internal sealed class Places
{
    private Places(Dice dice)
    {
        var county = TiledCounty.Make(dice.Fork("tiles"));
        Regions.Add(new DemoRegion(PlaceNames.CountyCode, null, PlaceNames.County, DemoLevels.County, county.Ring, 0, null));
        Villages = [.. AddTowns(county, dice.Fork("places"))];
        Grids = [.. Villages.SelectMany(village => village.Grids)];
        SumHouseholds();
    }

    public List<DemoRegion> Regions { get; } = [];

    public List<TownPlaces> Towns { get; } = [];

    public IReadOnlyList<VillagePlaces> Villages { get; }

    public IReadOnlyList<GridPlace> Grids { get; }

    public static Places Make(Dice dice) => new(dice);

    // Parents stand before their parts, so that one pass from the end carries every sum up.
    private void SumHouseholds()
    {
        var sums = new Dictionary<string, int>();
        for (var index = Regions.Count - 1; index >= 0; index--)
        {
            var region = Regions[index];
            if (sums.TryGetValue(region.Code, out var sum))
                Regions[index] = region = region with { Households = sum };
            if (region.ParentCode is { } parent)
                sums[parent] = sums.GetValueOrDefault(parent) + region.Households;
        }
    }

    private IEnumerable<VillagePlaces> AddTowns(Tile county, Dice dice)
    {
        var villageNames = new Queue<string>(PlaceNames.Villages(TiledCounty.Villages, dice.Fork("villages")));
        var communityNames = new Queue<string>(PlaceNames.Communities(120, dice.Fork("communities")));
        var (streets, towns) = (new Queue<string>(PlaceNames.Streets), new Queue<string>(PlaceNames.Towns));
        var townships = new Queue<string>(PlaceNames.Townships);
        // The three towns farthest from the seat are townships (乡, from 200), the rest towns (镇, from 100); streets count from 001.
        var remote = county.Parts.OrderByDescending(tile => Apart(tile.Centre, county.Centre)).Take(PlaceNames.Townships.Length).ToHashSet();
        foreach (var tile in TiledCounty.ReadingOrder(county.Parts))
        {
            var (number, name) = tile.Urban ? (1 + PlaceNames.Streets.Length - streets.Count, streets.Dequeue() + "街道")
                : remote.Contains(tile) ? (200 + PlaceNames.Townships.Length - townships.Count, townships.Dequeue() + "乡")
                : (100 + PlaceNames.Towns.Length - towns.Count, towns.Dequeue() + "镇");
            var town = new TownPlaces(Invariant($"{PlaceNames.CountyCode}{number:000}"), name, tile.Urban, dice.Fork(name));
            Towns.Add(town);
            Regions.Add(new DemoRegion(town.Code, PlaceNames.CountyCode, name, DemoLevels.Town, tile.Ring, 0, null));
            foreach (var village in AddVillages(tile, town, villageNames, communityNames, dice.Fork(number)))
                yield return village;
        }
    }

    private IEnumerable<VillagePlaces> AddVillages(Tile townTile, TownPlaces town, Queue<string> villageNames, Queue<string> communityNames, Dice dice)
    {
        // In a town the two villages around its middle are communities (居委会, from 001); the others are villages (from 200).
        var central = townTile.Parts.OrderBy(tile => Apart(tile.Centre, townTile.Centre)).Take(2).ToHashSet();
        var (communities, villages) = (0, 0);
        foreach (var tile in TiledCounty.ReadingOrder(townTile.Parts))
        {
            var urban = townTile.Urban || central.Contains(tile);
            var number = urban ? ++communities : 199 + ++villages;
            var name = urban ? communityNames.Dequeue() + "社区" : villageNames.Dequeue() + "村";
            var village = new VillagePlaces(Invariant($"{town.Code}{number:000}"), name, urban, town, dice.Fork(name));
            Regions.Add(new DemoRegion(village.Code, town.Code, name, DemoLevels.Village, tile.Ring, 0, null));
            AddGrids(tile, village, dice.Fork(number));
            yield return village;
        }
    }

    private void AddGrids(Tile villageTile, VillagePlaces village, Dice dice)
    {
        var dedicated = village.Urban && dice.Chance(0.25) ? dice.Between(0, villageTile.Parts.Count - 1) : -1;
        var number = 0;
        foreach (var (tile, index) in TiledCounty.ReadingOrder(villageTile.Parts).Select((tile, index) => (tile, index)))
        {
            var special = index == dedicated;
            var code = special ? village.Code + "901" : Invariant($"{village.Code}{++number:000}");
            var name = special ? $"{village.Name}{dice.Pick(["商圈", "校园", "医院", "产业园"])}专属网格" : $"{village.Name}第{Numerals.Chinese(number)}网格";
            var households = special ? dice.Between(20, 90) : village.Urban ? dice.Between(280, 460) : dice.Between(90, 260);
            Regions.Add(new DemoRegion(code, village.Code, name, DemoLevels.Grid, tile.Ring, households, special ? DemoGridKinds.Dedicated : DemoGridKinds.Base));
            village.Grids.Add(new GridPlace(code, village, tile.Ring));
        }
    }

    private static double Apart(GeoPoint one, GeoPoint other) =>
        Math.Pow(one.Longitude - other.Longitude, 2) + Math.Pow(one.Latitude - other.Latitude, 2);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

internal sealed record GridPlace(string Code, VillagePlaces Village, GeoPoint[] Ring);

/// <summary>Names shared by the villages of a town.</summary>
internal sealed class TownPlaces
{
    public TownPlaces(string code, string name, bool urban, Dice dice)
    {
        (Code, Name, Urban) = (code, name, urban);
        Stem = name.Replace("街道", "", StringComparison.Ordinal).TrimEnd('镇', '乡');
        var first = dice.Pick(["望", "云", "霁", "浣", "苎", "松", "鹤", "岚", "砚"]);
        Roads = [$"{Stem}大道", $"{Stem}路", $"{Stem}{dice.Pick(["东", "西", "南", "北"])}街", $"{first}湖路", $"{first}桥街", $"文澜{dice.Between(1, 6)}路", $"环{Stem}路"];
        Streams = [$"{Stem}溪", $"{first}浣江"];
        Schools = [$"{Stem}中心小学", $"{Stem}初级中学", $"{Stem}实验幼儿园"];
        Hospital = urban ? "县人民医院" : $"{Stem}卫生院";
        Works = [$"{Stem}{dice.Pick(["五金", "针织", "塑胶", "家具"])}厂", $"{first}源{dice.Pick(["食品", "铸造", "印染", "包装"])}厂", $"{first}丰机械厂"];
        Sites = [$"{Stem}{dice.Pick(["安置房", "商住楼", "学校扩建"])}工地", $"{first}湖府项目工地"];
        Sight = $"{first}{dice.Pick(["鸣谷", "隐溪漂流", "栖古村", "岫峰"])}景区";
    }

    public string Code { get; }
    public string Name { get; }
    public string Stem { get; }
    public bool Urban { get; }
    public string[] Roads { get; }
    public string[] Streams { get; }
    public string[] Schools { get; }
    public string Hospital { get; }
    public string[] Works { get; }
    public string[] Sites { get; }
    public string Sight { get; }
}

internal sealed class VillagePlaces
{
    public VillagePlaces(string code, string name, bool urban, TownPlaces town, Dice dice)
    {
        (Code, Name, Urban, Town) = (code, name, urban, town);
        var stem = name.Replace("社区", "", StringComparison.Ordinal).TrimEnd('村');
        Estates = urban
            ? [stem + dice.Pick(["花园", "家园", "名邸"]), stem + dice.Pick(["雅苑", "小区", "新苑"]), dice.Pick(["锦", "澜", "枫", "梧"]) + dice.Pick(["悦府", "栖里", "和园", "香庭"])]
            : [stem + "新村", stem + "安置小区"];
        Hamlets = [.. new[] { "里屋", "外屋", "水口", "山边", "祠堂下", "后垄", "樟树下", "老鹰岩", "桥亭", "新屋" }
            .OrderBy(_ => dice.Next()).Take(4).Select(hamlet => hamlet + "自然村")];
        Property = dice.Pick(["澄安", "和邻", "岚馨", "众泰居", "恒悦家"]) + "物业";
    }

    public string Code { get; }
    public string Name { get; }
    public bool Urban { get; }
    public TownPlaces Town { get; }
    public string[] Estates { get; }
    public string[] Hamlets { get; }
    public string Property { get; }
    public List<GridPlace> Grids { get; } = [];
}

internal static class Numerals
{
    private static readonly string[] Digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    /// <summary>1 to 99 in Chinese characters.</summary>
    public static string Chinese(int number) => number < 10 ? Digits[number]
        : (number < 20 ? "十" : Digits[number / 10] + "十") + Digits[number % 10];
}
