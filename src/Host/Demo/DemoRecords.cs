using Fengqiao.Host.Demo.Geography;

namespace Fengqiao.Host.Demo;

/// <summary>An invented county, whole: everything a demo store is filled with. The same seed and instant give the same county.</summary>
/// <param name="Regions">From the county down to the grids; a parent always comes before its parts.</param>
/// <param name="Cases">In the order they were received.</param>
internal sealed record DemoCounty(
    string Name,
    IReadOnlyList<DemoRegion> Regions,
    IReadOnlyList<DemoUnit> Units,
    IReadOnlyList<DemoStaff> Staff,
    IReadOnlyList<DemoCategory> Categories,
    IReadOnlyList<DemoRule> Rules,
    IReadOnlyList<DemoCase> Cases);

/// <summary>A county (6 digits), town (9), village or community (12), or grid (15).</summary>
/// <param name="Ring">Outer ring, closed and counter-clockwise. Neighbours share their points exactly.</param>
/// <param name="Households">Registered households; those of a parent are the sum of its parts.</param>
/// <param name="GridKind">One of <see cref="DemoGridKinds"/> for a grid, null otherwise.</param>
internal sealed record DemoRegion(string Code, string? ParentCode, string Name, string Level, IReadOnlyList<GeoPoint> Ring, int Households, string? GridKind);

internal static class DemoLevels
{
    public const string County = "county";
    public const string Town = "town";
    public const string Village = "village";
    public const string Grid = "grid";
}

internal static class DemoGridKinds
{
    /// <summary>基础网格, numbered from 001.</summary>
    public const string Base = "base";
    /// <summary>专属网格 for a park, market or campus, numbered from 901.</summary>
    public const string Dedicated = "dedicated";
}

/// <param name="RegionCode">The region the unit serves.</param>
internal sealed record DemoUnit(string Code, string Name, string ShortName, string Kind, string RegionCode, string Phone);

internal static class DemoUnitKinds
{
    public const string CountyCentre = "county-centre";
    public const string Department = "department";
    public const string Utility = "utility";
    public const string TownCentre = "town-centre";
    public const string VillageStation = "village-station";
}

/// <param name="IsShowcase">One of the accounts whose name is the code of its role, printed when the demo starts.</param>
internal sealed record DemoStaff(string Account, string Name, string Phone, IReadOnlyList<DemoPost> Posts, bool IsShowcase);

internal sealed record DemoPost(string RoleCode, string UnitCode, string RegionCode);

/// <summary>Who acts in a demo case: the roles that are shipped, and two who have no account.</summary>
internal static class DemoRoles
{
    public const string Citizen = "citizen";
    public const string GridWorker = Contracts.Roles.GridWorker;
    public const string VillageOfficer = Contracts.Roles.VillageOfficer;
    public const string TownDispatcher = Contracts.Roles.TownDispatcher;
    public const string CountyDispatcher = Contracts.Roles.CountyDispatcher;
    public const string Handler = Contracts.Roles.Handler;
    public const string Verifier = Contracts.Roles.Verifier;
    public const string CallBack = Contracts.Roles.CallBack;
    public const string Leader = Contracts.Roles.Leader;
    public const string SystemAdmin = Contracts.Roles.SystemAdmin;
    public const string SecurityAdmin = Contracts.Roles.SecurityAdmin;
    public const string AuditAdmin = Contracts.Roles.AuditAdmin;

    /// <summary>No person: another system handed the case over.</summary>
    public const string OtherSystem = "system";
}

/// <param name="Keywords">Words that suggest a leaf; empty above the leaves.</param>
/// <param name="PhotosRequired">Pictures before and after handling are part of the evidence.</param>
/// <param name="Limit">The limits of a leaf; null above the leaves.</param>
internal sealed record DemoCategory(
    string Code, string? ParentCode, string Name, string NameEn, IReadOnlyList<string> Keywords, bool PhotosRequired, DemoLimit? Limit);

/// <summary>Limits counted from dispatch (domain-rules §2.4).</summary>
/// <param name="CloseUnit">One of <see cref="DemoLimitUnits"/>.</param>
internal sealed record DemoLimit(int SignHours, int FirstContactHours, int CloseAmount, string CloseUnit)
{
    /// <summary>About how long closing may take; near enough to write a history, not to judge one.</summary>
    public TimeSpan About => CloseUnit switch
    {
        DemoLimitUnits.Hour => TimeSpan.FromHours(CloseAmount),
        DemoLimitUnits.WorkingDay => TimeSpan.FromDays(CloseAmount * 7 / 5.0),
        _ => TimeSpan.FromDays(CloseAmount),
    };
}

internal static class DemoLimitUnits
{
    public const string Hour = "Hour";
    public const string NaturalDay = "NaturalDay";
    public const string WorkingDay = "WorkingDay";
}

/// <summary>Cases of a category within a region go to a lead unit; the longest prefixes win.</summary>
/// <param name="Limit">Replaces the limit of the category; null keeps it.</param>
internal sealed record DemoRule(
    string CategoryPrefix, string RegionPrefix, string LeadUnitCode, IReadOnlyList<string> AssistingUnitCodes, DemoLimit? Limit);

/// <param name="ExternalId">Stable name of the case within the demo data, e.g. <c>DEMO-000017</c>.</param>
/// <param name="State">The state its <paramref name="Steps"/> lead to.</param>
/// <param name="ReceivedAt">UTC; the time of the first step.</param>
/// <param name="Reporter">Null where nobody gave a name: patrols and alarms.</param>
internal sealed record DemoCase(
    string ExternalId, string Title, string Description, string Channel, string CategoryCode, string GridCode, GeoPoint Point, string Address,
    DemoReporter? Reporter, string? Respondent, int PeopleConcerned, string Urgency, DateTime ReceivedAt, string State, IReadOnlyList<DemoStep> Steps)
{
    /// <summary>Drawn pictures of the place before and after the work; few cases have some.</summary>
    public IReadOnlyList<DemoPicture> Pictures { get; init; } = [];
}

/// <param name="Stage">One of <see cref="DemoStages"/>.</param>
/// <param name="Drawing">What is drawn; see <see cref="Pictures.Drawings"/>.</param>
/// <param name="Number">The same number draws the same place.</param>
/// <param name="Account">Who took it; null for a citizen.</param>
/// <param name="At">UTC.</param>
internal sealed record DemoPicture(string Stage, string Drawing, int Number, string? Account, DateTime At);

internal static class DemoStages
{
    public const string Report = "report";
    public const string Before = "before";
    public const string After = "after";
}

/// <param name="Anonymous">The reporter does not want to be named in the record that units see.</param>
/// <param name="Secret">The reporter must not become known to the respondent.</param>
internal sealed record DemoReporter(string Name, string Phone, bool Anonymous, bool Secret);

/// <summary>One move in the history of a case.</summary>
/// <param name="Move">One of <see cref="DemoMoves"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Account">Who did it; null for a citizen or another system.</param>
/// <param name="UnitCode">The unit the actor acted for; null for a citizen.</param>
internal sealed record DemoStep(string Move, DateTime At, string Role, string? Account, string? UnitCode)
{
    /// <summary>Reason, progress, result or answer, as the move asks for.</summary>
    public string? Text { get; init; }

    /// <summary>The lead unit of a dispatch, or the centre a case is passed up or down to.</summary>
    public string? TargetUnitCode { get; init; }

    public IReadOnlyList<string> AssistingUnitCodes { get; init; } = [];

    /// <summary>What assisting units replied to the lead unit afterwards.</summary>
    public IReadOnlyList<DemoReply> Replies { get; init; } = [];

    /// <summary>The lawful route told with a refusal.</summary>
    public string? Route { get; init; }

    /// <summary>The case a duplicate was merged into.</summary>
    public string? MergedInto { get; init; }

    /// <summary><c>solved</c>, <c>partly</c> or <c>unsolved</c> at a call-back.</summary>
    public string? Outcome { get; init; }

    /// <summary><c>satisfied</c>, <c>mostly</c>, <c>so-so</c> or <c>dissatisfied</c> at a call-back, or as the reporter rates it afterwards.</summary>
    public string? Satisfaction { get; init; }

    /// <summary>Pictures before and after belong to this step.</summary>
    public bool WithPhotos { get; init; }
}

/// <summary>The reply of an assisting unit.</summary>
/// <param name="At">UTC.</param>
internal sealed record DemoReply(string UnitCode, DateTime At, string Account, string Text);

internal static class DemoMoves
{
    public const string Register = "register";
    public const string Answer = "answer";
    public const string Refuse = "refuse";
    public const string Merge = "merge";
    public const string Dispatch = "dispatch";
    public const string Sign = "sign";
    public const string Contact = "contact";
    public const string Progress = "progress";
    public const string RequestReturn = "request-return";
    public const string ApproveReturn = "approve-return";
    public const string RefuseReturn = "refuse-return";
    public const string Submit = "submit";
    public const string SendBack = "send-back";
    public const string Verify = "verify";
    public const string CallBack = "call-back";
    public const string Close = "close";
    public const string Reopen = "reopen";
    public const string Withdraw = "withdraw";
    public const string Rate = "rate";
    public const string PassUp = "pass-up";
    public const string PassDown = "pass-down";
}

internal static class DemoChannels
{
    public const string Window = "window";
    public const string Hotline = "hotline";
    public const string CitizenWeb = "citizen-web";
    public const string GridWorker = "grid-worker";
    public const string Api = "api";
    public const string Unit = "unit";
}
