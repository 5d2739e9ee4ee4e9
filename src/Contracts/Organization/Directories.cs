using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Organization;

/// <summary>A place of the county: county, town, village or grid, as it is valid today.</summary>
/// <param name="Longitude">Of a point inside it, CGCS2000; null where no outline is known.</param>
public sealed record RegionInfo(RegionCode Code, string Name, double? Longitude, double? Latitude);

/// <summary>The regions valid today, held in memory: looked up with every case, changed a few times a year.</summary>
public interface IRegionDirectory
{
    /// <summary>The county itself; null before regions have been imported.</summary>
    RegionInfo? County { get; }

    RegionInfo? Find(RegionCode code);

    /// <summary>Direct children in order of their codes.</summary>
    IReadOnlyList<RegionInfo> Children(RegionCode code);

    /// <summary>Names from the town down, e.g. "枫林镇 溪口村 第二网格"; the code's own text where it is unknown.</summary>
    string PathOf(RegionCode code);

    /// <summary>The grid whose outline contains the point; null outside the county.</summary>
    RegionInfo? GridAt(double longitude, double latitude);

    /// <summary>The lowest region whose name occurs in an address text; null when none or several do.</summary>
    RegionInfo? FromAddress(string address);
}

/// <summary>Department, town centre, village station, committee …</summary>
public enum UnitKind
{
    CountyCentre,
    Department,
    TownCentre,
    VillageStation,
    Committee,
    Company,
}

/// <param name="Code">The county's own short code, unique, e.g. <c>D05</c>.</param>
/// <param name="Region">Root of the subtree the unit serves.</param>
/// <param name="Phone">The number that citizens may call; null where none is known.</param>
public sealed record UnitInfo(Guid Id, string Code, string Name, UnitKind Kind, RegionCode Region, string? Phone = null);

/// <summary>The units that work today, held in memory.</summary>
public interface IUnitDirectory
{
    /// <summary>Also finds units that have been closed since: old cases name them.</summary>
    UnitInfo? Find(Guid id);

    UnitInfo? FindByCode(string code);

    IReadOnlyList<UnitInfo> All { get; }
}

/// <summary>The working calendar that is in force.</summary>
public interface ICalendarSource
{
    WorkingCalendar Current { get; }

    /// <summary>Another one whenever the calendar has changed, the same on every node.</summary>
    Guid Revision { get; }
}

/// <summary>A colleague with an account that is in use.</summary>
/// <param name="Account">Name of the account, as it is stored with what the person does.</param>
/// <param name="Units">For which the person works today.</param>
/// <param name="Rights">All rights of all posts, wherever they reach.</param>
public sealed record ColleagueInfo(string Account, string Name, IReadOnlyList<Guid> Units, IReadOnlySet<string> Rights);

/// <summary>Display names of accounts, for timelines, and the colleagues behind them.</summary>
public interface IAccountDirectory
{
    /// <summary>Found however the name is written; null where there is none, or it was disabled.</summary>
    ColleagueInfo? Find(string account);

    /// <summary>Everybody who works for one of the units, by name.</summary>
    IReadOnlyList<ColleagueInfo> WorkingFor(IReadOnlyCollection<Guid> units);

    /// <summary>The person's name; the account name where no person is known.</summary>
    string NameOf(string account);
}
