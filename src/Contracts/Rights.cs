namespace Fengqiao.Contracts;

/// <summary>
/// What a role may be given. Which role has which is data (table <c>roles</c>); where a right reaches is decided by the post.
/// </summary>
public static class Rights
{
    /// <summary>Cases of the own units, and those one took in oneself.</summary>
    public const string CasesRead = "cases.read";

    /// <summary>All cases whose place lies in the region of the post.</summary>
    public const string CasesReadArea = "cases.read-area";

    /// <summary>Of the cases in that region, the sensitive ones too. It gives nothing without <see cref="CasesReadArea"/> in the same post.</summary>
    public const string CasesReadSensitive = "cases.read-sensitive";

    /// <summary>Decides who may see a case, and from which unit its reporter is kept.</summary>
    public const string CasesRestrict = "cases.restrict";
    public const string CasesRegister = "cases.register";
    public const string CasesAnswer = "cases.answer";
    public const string CasesDispatch = "cases.dispatch";
    public const string CasesHandle = "cases.handle";

    /// <summary>Decides for the own unit whether it gets more time, where the limit names the head of the unit.</summary>
    public const string CasesExtend = "cases.extend";
    public const string CasesVerify = "cases.verify";
    public const string CasesCallBack = "cases.call-back";
    public const string CasesImport = "cases.import";

    /// <summary>Issues and lifts supervision of the cases of the region.</summary>
    public const string SupervisionIssue = "supervision.issue";

    /// <summary>Enters a leader's note, which starts a supervision.</summary>
    public const string SupervisionNote = "supervision.note";

    /// <summary>Answers the letters the own units got.</summary>
    public const string SupervisionAnswer = "supervision.answer";
    public const string StatisticsRead = "statistics.read";

    /// <summary>The words of dictionaries and notices: whoever keeps the county's trade in order, not its machines.</summary>
    public const string WordsManage = "words.manage";

    /// <summary>Regions, units, categories, calendars: the system administrator's.</summary>
    public const string OrganizationManage = "organization.manage";

    /// <summary>What failed in the background, health: the system administrator's.</summary>
    public const string OperationsRead = "operations.read";

    /// <summary>Accounts, roles and posts: the security administrator's.</summary>
    public const string AccountsManage = "accounts.manage";

    /// <summary>The audit trail: the audit administrator's alone.</summary>
    public const string AuditRead = "audit.read";

    public static IReadOnlyList<string> All { get; } =
    [
        CasesRead, CasesReadArea, CasesReadSensitive, CasesRestrict, CasesRegister, CasesAnswer, CasesDispatch, CasesHandle, CasesExtend, CasesVerify, CasesCallBack, CasesImport,
        SupervisionIssue, SupervisionNote, SupervisionAnswer, StatisticsRead, WordsManage,
        OrganizationManage, OperationsRead, AccountsManage, AuditRead,
    ];

    /// <summary>Those of the three administrators. No other role has any of them, and theirs has no other.</summary>
    public static IReadOnlyList<string> OfAdministrators { get; } = [OrganizationManage, OperationsRead, AccountsManage, AuditRead];
}

/// <summary>Codes of the roles that are shipped; a county may add others.</summary>
public static class Roles
{
    public const string GridWorker = "grid-worker";
    public const string VillageOfficer = "village-officer";
    public const string TownDispatcher = "town-dispatcher";
    public const string CountyDispatcher = "county-dispatcher";
    public const string Handler = "handler";
    public const string Verifier = "verifier";
    public const string CallBack = "callback";
    public const string Leader = "leader";
    public const string SystemAdmin = "system-admin";
    public const string SecurityAdmin = "security-admin";
    public const string AuditAdmin = "audit-admin";

    /// <summary>The order in which people speak of them: along the way of a case, then the three administrators.</summary>
    public static IReadOnlyList<string> Ordered { get; } =
        [GridWorker, VillageOfficer, TownDispatcher, CountyDispatcher, Handler, Verifier, CallBack, Leader, SystemAdmin, SecurityAdmin, AuditAdmin];
}
