using Fengqiao.Kernel;

namespace Fengqiao.Organization.Domain;

/// <summary>Every refusal of this module. Texts are in OrganizationTexts.resx under the same codes.</summary>
internal static class OrganizationErrors
{
    // Signing in
    public static readonly Error SignInFailed = new("organization.sign-in-failed", ErrorKind.Unauthenticated);
    public static readonly Error SignInRequired = new("organization.sign-in-required", ErrorKind.Unauthenticated);
    public static readonly Error TokenInvalid = new("organization.token-invalid", ErrorKind.Unauthenticated);
    public static readonly Error Forbidden = new("organization.forbidden", ErrorKind.Forbidden);
    public static readonly Error CrossSite = new("organization.cross-site", ErrorKind.Forbidden);
    public static readonly Error NameRequired = new("organization.name-required", ErrorKind.Invalid, "account");
    public static readonly Error PasswordRequired = new("organization.password-required", ErrorKind.Invalid, "password");

    public static Error Locked(TimeSpan left) => Wait("organization.account-locked", left);

    public static Error TooManyAttempts(TimeSpan left) => Wait("organization.too-many-attempts", left);

    /// <summary>Says the minutes to people and the seconds, for <c>Retry-After</c>, to programs.</summary>
    private static Error Wait(string code, TimeSpan left) => new(code, ErrorKind.TooMany, null, Math.Max(1, (int)Math.Ceiling(left.TotalMinutes)))
    {
        Extra = new Dictionary<string, object>(StringComparer.Ordinal) { ["retryAfterSeconds"] = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)) },
    };

    // Accounts, passwords, tokens
    public static readonly Error AccountUnknown = new("organization.account-unknown", ErrorKind.NotFound, "account");
    public static readonly Error AccountDisabled = new("organization.account-disabled", ErrorKind.Refused, "account");
    public static readonly Error SignInAgain = new("organization.sign-in-again", ErrorKind.Forbidden);
    public static readonly Error PasswordWrong = new("organization.password-wrong", ErrorKind.Invalid, "current");
    public static readonly Error PasswordsDiffer = new("organization.passwords-differ", ErrorKind.Invalid, "again");
    public static readonly Error PasswordWeak = new("organization.password-weak", ErrorKind.Invalid, "password", 10, 128);
    public static readonly Error PasswordShort = new("organization.password-short", ErrorKind.Invalid, "password", 12, 128);
    public static readonly Error PasswordEasy = new("organization.password-easy", ErrorKind.Invalid, "password");

    public static Error PasswordUsedBefore(int last) => new("organization.password-used-before", ErrorKind.Invalid, "password", last);

    public static readonly Error TokenLifetime = new("organization.token-lifetime", ErrorKind.Invalid, "lifetime", 366);

    public static Error UnknownRight(string right) => new("organization.right-unknown", ErrorKind.Invalid, "scope", right);

    public static readonly Error TokenUnknown = new("organization.token-unknown", ErrorKind.NotFound);
    public static readonly Error TokenOver = new("organization.token-over", ErrorKind.Conflict);

    // Second factors
    public static readonly Error CodeRequired = new("organization.code-required", ErrorKind.Invalid, "code");
    public static readonly Error CodeWrong = new("organization.code-wrong", ErrorKind.Unauthenticated, "code");
    public static readonly Error HalfOver = new("organization.half-over", ErrorKind.Unauthenticated);
    public static readonly Error PasskeyRefused = new("organization.passkey-refused", ErrorKind.Unauthenticated);
    public static readonly Error PasskeyUnknown = new("organization.passkey-unknown", ErrorKind.NotFound);
    public static readonly Error HasSecondFactor = new("organization.has-second-factor", ErrorKind.Conflict);
    public static readonly Error NoSecondFactor = new("organization.no-second-factor", ErrorKind.NotFound);
    public static readonly Error SecondFactorRequired = new("organization.second-factor-required", ErrorKind.Forbidden);

    // The county's own sign-on
    public static readonly Error SignOnOff = new("organization.sign-on-off", ErrorKind.NotFound);
    public static readonly Error SubjectMalformed = new("organization.subject-malformed", ErrorKind.Invalid, "subject", SignOnBinding.LongestSubject);
    public static readonly Error SubjectBound = new("organization.subject-bound", ErrorKind.Conflict, "subject");
    public static readonly Error AccountBound = new("organization.account-bound", ErrorKind.Conflict);
    public static readonly Error NotBound = new("organization.not-bound", ErrorKind.NotFound);
    public static readonly Error BoundByOwner = new("organization.bound-by-owner", ErrorKind.Refused);
    public static readonly Error SignOnNoteOver = new("organization.sign-on-note-over", ErrorKind.Refused);

    // Sessions
    public static readonly Error SessionUnknown = new("organization.session-unknown", ErrorKind.NotFound);

    // Addresses that work once
    public static readonly Error LinkOver = new("organization.link-over", ErrorKind.NotFound);
    public static readonly Error LinkByOperator = new("organization.link-by-operator", ErrorKind.Refused);
    public static readonly Error NotACounty = new("organization.not-a-county", ErrorKind.Invalid, "county");
    public static readonly Error ThreePeople = new("organization.three-people", ErrorKind.Invalid);

    // Administration
    public static readonly Error CodeTaken = new("organization.code-taken", ErrorKind.Invalid);
    public static readonly Error UnitUnknown = new("organization.unit-unknown", ErrorKind.NotFound);
    public static readonly Error StaffUnknown = new("organization.staff-unknown", ErrorKind.NotFound);
    public static readonly Error HasAccount = new("organization.has-account", ErrorKind.Conflict, "account");
    public static readonly Error NotOneself = new("organization.not-oneself", ErrorKind.Refused);
    public static readonly Error PostHeld = new("organization.post-held", ErrorKind.Invalid);
    public static readonly Error PostUnknown = new("organization.post-unknown", ErrorKind.NotFound);
    public static readonly Error EndsInThePast = new("organization.ends-in-the-past", ErrorKind.Invalid);

    public static readonly Error DayIsSoAlready = new("organization.day-is-so-already", ErrorKind.Invalid);

    // Regions
    public static readonly Error RegionUnknown = new("organization.region-unknown", ErrorKind.NotFound);
    public static readonly Error OutlineUnknown = new("organization.outline-unknown", ErrorKind.NotFound);
    public static readonly Error OutlineMalformed = new("organization.outline-malformed", ErrorKind.Invalid);
    public static readonly Error OutlineOutOfRange = new("organization.outline-out-of-range", ErrorKind.Invalid);
    public static readonly Error OutlineNotClosed = new("organization.outline-not-closed", ErrorKind.Invalid);
    public static readonly Error OutlineCrosses = new("organization.outline-crosses", ErrorKind.Invalid);
    public static readonly Error OutlineTooLarge = new("organization.outline-too-large", ErrorKind.Invalid, null, Outline.MostPoints);
    public static readonly Error OutlineRequired = new("organization.outline-required", ErrorKind.Invalid, "outline");
    public static readonly Error OutlineHasHoles = new("organization.outline-has-holes", ErrorKind.Invalid);
    public static readonly Error LineMalformed = new("organization.line-malformed", ErrorKind.Invalid);
    public static readonly Error CutMisses = new("organization.cut-misses", ErrorKind.Invalid);
    public static readonly Error PlacesApart = new("organization.places-apart", ErrorKind.Invalid);
    public static readonly Error NothingToMerge = new("organization.nothing-to-merge", ErrorKind.Invalid);
    public static readonly Error RegionHasParts = new("organization.region-has-parts", ErrorKind.Refused);
    public static readonly Error RegionNotInForce = new("organization.region-not-in-force", ErrorKind.Refused);
    public static readonly Error RegionCodeTaken = new("organization.region-code-taken", ErrorKind.Invalid);
    public static readonly Error BeginsInThePast = new("organization.begins-in-the-past", ErrorKind.Invalid);
    public static readonly Error PiecesChanged = new("organization.pieces-changed", ErrorKind.Conflict);

    public static Error RegionCodeOutside(string parent) => new("organization.region-code-outside", ErrorKind.Invalid, null, parent);

    public static Error OutlineOutsideParent(string parent, double percent) => new("organization.outline-outside-parent", ErrorKind.Invalid, null, parent, percent);

    public static Error OutlineOverlaps(string neighbour, double percent) => new("organization.outline-overlaps", ErrorKind.Invalid, null, neighbour, percent);

    public static Error OutlineLeavesOut(string part, double percent) => new("organization.outline-leaves-out", ErrorKind.Invalid, null, part, percent);

    public static Error CutIntoSlivers(int most, double percent) => new("organization.cut-into-slivers", ErrorKind.Invalid, null, most, percent);

    public static readonly Error LevelUnknown = new("organization.level-unknown", ErrorKind.Invalid, "level");

    // Rows of imported files
    public static readonly Error NotAGrid = new("organization.not-a-grid", ErrorKind.Invalid);
    public static readonly Error IsAGrid = new("organization.is-a-grid", ErrorKind.Invalid);
    public static readonly Error ParentWrong = new("organization.parent-wrong", ErrorKind.Invalid);
    public static readonly Error PointIncomplete = new("organization.point-incomplete", ErrorKind.Invalid);
    public static readonly Error UnitCodeMalformed = new("organization.unit-code-malformed", ErrorKind.Invalid);
    public static readonly Error UnitPhoneMalformed = new("organization.unit-phone-malformed", ErrorKind.Invalid, "phone");
    public static readonly Error AccountNameMalformed = new("organization.account-name-malformed", ErrorKind.Invalid);
    public static readonly Error AccountTaken = new("organization.account-taken", ErrorKind.Invalid);
    public static readonly Error DutiesTogether = new("organization.duties-together", ErrorKind.Invalid);
    public static readonly Error PostMalformed = new("organization.post-malformed", ErrorKind.Invalid);
    public static readonly Error CalendarMalformed = new("organization.calendar-malformed", ErrorKind.Invalid);
    public static readonly Error YearWrong = new("organization.year-wrong", ErrorKind.Invalid);

    /// <summary>A year is entered while one between it and those that are known is not: limits that cross it would be counted wrongly, and nobody would see it.</summary>
    public static Error CalendarGap(int missing) => new("organization.calendar-gap", ErrorKind.Invalid, "year", missing);

    // Files as a whole
    public static readonly Error GeoJsonMalformed = new("organization.geojson-malformed", ErrorKind.Invalid);
    public static readonly Error FileUnreadable = new("organization.file-unreadable", ErrorKind.Invalid);
    public static readonly Error NoHolidayFiles = new("organization.no-holiday-files", ErrorKind.Invalid);

    public static Error FileTooLarge(long megabytes) => new("organization.file-too-large", ErrorKind.Invalid, null, megabytes);

    public static Error JsonMalformed(long line) => new("organization.json-malformed", ErrorKind.Invalid, null, line);

    // What imports tell without refusing anything
    public static Error CountyMade(string code) => new("organization.county-made", ErrorKind.Invalid, null, code);

    public static Error YearKnown(int year) => new("organization.year-known", ErrorKind.Invalid, null, year);

    public static Error DayDropped(DateOnly day) => new("organization.day-dropped", ErrorKind.Invalid, null, day);

    public static Error ParentUnknown(string code) => new("organization.parent-unknown", ErrorKind.Invalid, null, code);

    public static Error RegionNotThere(string code) => new("organization.region-not-there", ErrorKind.Invalid, null, code);

    public static Error UnitNotThere(string code) => new("organization.unit-not-there", ErrorKind.Invalid, null, code);

    public static Error RoleNotThere(string code) => new("organization.role-not-there", ErrorKind.Invalid, null, code);

    public static Error OtherRowBad(int row) => new("organization.other-row-bad", ErrorKind.Invalid, null, row);

    public static Error KindUnknown(string kinds) => new("organization.kind-unknown", ErrorKind.Invalid, null, kinds);

    public static Error Contradicts(int firstRow) => new("organization.rows-contradict", ErrorKind.Invalid, null, firstRow);
}
