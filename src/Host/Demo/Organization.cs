using System.Globalization;

namespace Fengqiao.Host.Demo;

/// <summary>The 40 units, the 200 staff and the showcase accounts of the county.</summary>
internal sealed class Organization
{
    public const string CountyCentre = "C00";
    public const string CityManagement = "D05";
    private const int OrdinaryStaff = 200;

    private static readonly (string Code, string Name, string Short, string Kind)[] Departments =
    [
        ("D01", "公安局", "公安", DemoUnitKinds.Department), ("D02", "司法局", "司法", DemoUnitKinds.Department),
        ("D03", "人力资源和社会保障局", "人社", DemoUnitKinds.Department), ("D04", "住房和城乡建设局", "住建", DemoUnitKinds.Department),
        ("D05", "城市管理局", "城管", DemoUnitKinds.Department), ("D06", "市场监督管理局", "市监", DemoUnitKinds.Department),
        ("D07", "自然资源和规划局", "资规", DemoUnitKinds.Department), ("D08", "农业农村局", "农业农村", DemoUnitKinds.Department),
        ("D09", "生态环境分局", "生态环境", DemoUnitKinds.Department), ("D10", "交通运输局", "交通", DemoUnitKinds.Department),
        ("D11", "水利局", "水利", DemoUnitKinds.Department), ("D12", "卫生健康局", "卫健", DemoUnitKinds.Department),
        ("D13", "教育体育和文化旅游局", "教体文旅", DemoUnitKinds.Department), ("D14", "民政局", "民政", DemoUnitKinds.Department),
        ("D15", "应急管理局", "应急", DemoUnitKinds.Department), ("D16", "信访局", "信访", DemoUnitKinds.Department),
        ("D17", "税务局", "税务", DemoUnitKinds.Department), ("P01", "自来水公司", "供水", DemoUnitKinds.Utility),
        ("P02", "供电公司", "供电", DemoUnitKinds.Utility), ("P03", "燃气公司", "燃气", DemoUnitKinds.Utility),
    ];

    private readonly Places _places;
    private readonly Dice _dice;
    private readonly HashSet<string> _accounts = [];
    private readonly HashSet<string> _names = [];
    private readonly List<DemoStaff> _staff = [];

    private Organization(Places places, Dice dice)
    {
        (_places, _dice) = (places, dice);
        ShowcaseVillage = places.Villages.First(village => village.Town.Urban);
        AddUnits();
        AddShowcase();
        AddCountyStaff();
        AddTownStaff();
        AddGridWorkers();
    }

    public List<DemoUnit> Units { get; } = [];

    public IReadOnlyList<DemoStaff> Staff => _staff;

    /// <summary>Where the showcase grid worker, village officer and town dispatcher work.</summary>
    public VillagePlaces ShowcaseVillage { get; }

    public static Organization Make(Places places, Dice dice) => new(places, dice);

    public static string TownCentre(string regionCode) => "T" + regionCode[6..9];

    public string UnitName(string code) => Units.First(unit => unit.Code == code).ShortName;

    private void AddUnits()
    {
        AddUnit(CountyCentre, PlaceNames.County + "社会治理中心", "县中心", DemoUnitKinds.CountyCentre, PlaceNames.CountyCode);
        foreach (var (code, name, shortName, kind) in Departments)
            AddUnit(code, PlaceNames.County + name, shortName + (kind == DemoUnitKinds.Utility ? "公司" : code == "D09" ? "分局" : "局"), kind, PlaceNames.CountyCode);
        foreach (var town in _places.Towns)
            AddUnit(TownCentre(town.Code), town.Name + "综治中心", town.Name + "中心", DemoUnitKinds.TownCentre, town.Code);
        VillagePlaces[] stations = [ShowcaseVillage, .. _places.Villages.Where(village => village.Town.Urban && village.Town != ShowcaseVillage.Town)
            .DistinctBy(village => village.Town)];
        foreach (var (village, index) in stations.Select((village, index) => (village, index)))
            AddUnit(string.Create(CultureInfo.InvariantCulture, $"V{index + 1:00}"), village.Name + "综治工作站", village.Name + "工作站", DemoUnitKinds.VillageStation, village.Code);
    }

    private void AddUnit(string code, string name, string shortName, string kind, string region) =>
        Units.Add(new DemoUnit(code, name, shortName, kind, region, string.Create(CultureInfo.InvariantCulture, $"0999-5550{Units.Count + 101:000}")));

    private void AddShowcase()
    {
        var (town, village) = (ShowcaseVillage.Town.Code, ShowcaseVillage.Code);
        Show(DemoRoles.GridWorker, TownCentre(town), ShowcaseVillage.Grids[0].Code);
        Show(DemoRoles.VillageOfficer, "V01", village);
        Show(DemoRoles.TownDispatcher, TownCentre(town), town);
        Show(DemoRoles.Handler, CityManagement, PlaceNames.CountyCode);
        string[] central = [DemoRoles.CountyDispatcher, DemoRoles.Verifier, DemoRoles.CallBack, DemoRoles.Leader,
            DemoRoles.SystemAdmin, DemoRoles.SecurityAdmin, DemoRoles.AuditAdmin];
        foreach (var role in central)
            Show(role, CountyCentre, PlaceNames.CountyCode);

        void Show(string role, string unit, string region) =>
            _staff.Add(new DemoStaff(role, NewPerson().Full, Names.Phone(_dice), [new DemoPost(role, unit, region)], true));
    }

    private void AddCountyStaff()
    {
        (string Role, int Count)[] centre = [(DemoRoles.CountyDispatcher, 6), (DemoRoles.Verifier, 4), (DemoRoles.CallBack, 5), (DemoRoles.Leader, 5)];
        foreach (var (role, count) in centre)
        {
            for (var index = 0; index < count; index++)
                Add(new DemoPost(role, CountyCentre, PlaceNames.CountyCode));
        }
        foreach (var (code, _, _, kind) in Departments)
        {
            for (var index = 0; index < (kind == DemoUnitKinds.Utility ? 2 : 3); index++)
            {
                var post = new DemoPost(DemoRoles.Handler, code, PlaceNames.CountyCode);
                // Departments that sit in the centre's hall lend it one clerk, who also takes cases in there.
                if (index == 0 && code is "D01" or "D02" or "D03" or "D04" or "D16")
                    Add(post, new DemoPost(DemoRoles.CountyDispatcher, CountyCentre, PlaceNames.CountyCode));
                else
                    Add(post);
            }
        }
    }

    private void AddTownStaff()
    {
        foreach (var town in _places.Towns)
        {
            var centre = TownCentre(town.Code);
            Add(new DemoPost(DemoRoles.TownDispatcher, centre, town.Code), new DemoPost(DemoRoles.Handler, centre, town.Code));
            Add(new DemoPost(DemoRoles.Handler, centre, town.Code));
            Add(new DemoPost(DemoRoles.Leader, centre, town.Code), new DemoPost(DemoRoles.Handler, centre, town.Code));
        }
        foreach (var station in Units.Where(unit => unit.Kind == DemoUnitKinds.VillageStation).ToArray())
            Add(new DemoPost(DemoRoles.VillageOfficer, station.Code, station.RegionCode), new DemoPost(DemoRoles.Handler, station.Code, station.RegionCode));
        foreach (var village in _places.Towns.Select(town => _places.Villages.Last(village => village.Town == town)))
            Add(new DemoPost(DemoRoles.VillageOfficer, TownCentre(village.Code), village.Code));
    }

    // Grid workers fill the number up: each walks two neighbouring grids of one village, towns in turn.
    private void AddGridWorkers()
    {
        var round = 0;
        while (true)
        {
            foreach (var town in _places.Towns)
            {
                if (_staff.Count(staff => !staff.IsShowcase) == OrdinaryStaff)
                    return;
                var village = _places.Villages.Where(village => village.Town == town).ElementAt(round);
                Add([.. village.Grids.Take(2).Select(grid => new DemoPost(DemoRoles.GridWorker, TownCentre(town.Code), grid.Code))]);
            }
            round++;
        }
    }

    private void Add(params DemoPost[] posts)
    {
        var person = NewPerson();
        var account = person.Pinyin;
        var number = 1;
        while (!_accounts.Add(account))
            account = person.Pinyin + (++number).ToString(CultureInfo.InvariantCulture);
        _staff.Add(new DemoStaff(account, person.Full, Names.Phone(_dice), posts, false));
    }

    private PersonName NewPerson()
    {
        while (true)
        {
            var person = Names.Person(_dice);
            if (_names.Add(person.Full))
                return person;
        }
    }
}
