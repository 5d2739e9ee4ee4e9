using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal a case can answer with. Codes are permanent.</summary>
internal static class CaseErrors
{
    public static readonly Error NotFound = new("cases.not-found", ErrorKind.NotFound);
    public static readonly Error NotAllowed = new("cases.not-allowed", ErrorKind.Forbidden);

    // Moves
    public static readonly Error FinalDispatch = new("cases.final-dispatch", ErrorKind.Refused);
    public static readonly Error VerifierIsHandler = new("cases.verifier-is-handler", ErrorKind.Refused);
    public static readonly Error PhotosMissing = new("cases.photos-missing", ErrorKind.Refused, "attachments");
    public static readonly Error ReopenWindowOver = new("cases.reopen-window-over", ErrorKind.Refused);
    public static readonly Error AlreadyRated = new("cases.already-rated", ErrorKind.Refused);
    public static readonly Error AlreadyAtTop = new("cases.already-at-top", ErrorKind.Refused);
    public static readonly Error AlreadyAtPlace = new("cases.already-at-place", ErrorKind.Refused);
    public static readonly Error MergeIntoItself = new("cases.merge-into-itself", ErrorKind.Refused, "into");
    public static readonly Error MergeTargetMissing = new("cases.merge-target-missing", ErrorKind.Refused, "into");
    public static readonly Error MergeTargetMerged = new("cases.merge-target-merged", ErrorKind.Refused, "into");
    public static readonly Error UnitUnknown = new("cases.unit-unknown", ErrorKind.Invalid, "leadUnit");
    public static readonly Error LeadAlsoAssists = new("cases.lead-also-assists", ErrorKind.Refused, "assistingUnits");
    public static readonly Error TooManyUnits = new("cases.too-many-units", ErrorKind.Refused, "assistingUnits");

    // More time, not mine, objectively impossible
    public static readonly Error ReturnWindowOver = new("cases.return-window-over", ErrorKind.Refused);
    public static readonly Error NoExtension = new("cases.no-extension", ErrorKind.Refused);
    public static readonly Error ExtensionTooLate = new("cases.extension-too-late", ErrorKind.Refused);
    public static readonly Error NoMoreExtensions = new("cases.no-more-extensions", ErrorKind.Refused);
    public static readonly Error BeyondStatute = new("cases.beyond-statute", ErrorKind.Refused, "amount");
    public static readonly Error AlreadyAsked = new("cases.already-asked", ErrorKind.Refused);
    public static readonly Error NothingAsked = new("cases.nothing-asked", ErrorKind.Refused);
    public static readonly Error ClockStandsStill = new("cases.clock-stands-still", ErrorKind.Refused);
    public static readonly Error ClockRuns = new("cases.clock-runs", ErrorKind.Refused);
    public static readonly Error NotPausable = new("cases.not-pausable", ErrorKind.Refused);
    public static readonly Error NotForPausing = new("cases.not-for-pausing", ErrorKind.Invalid, "hold");

    // Disputes between units
    public static readonly Error ConsultationOpen = new("cases.consultation-open", ErrorKind.Refused);
    public static readonly Error ConsultFirst = new("cases.consult-first", ErrorKind.Refused);
    public static readonly Error NoConsultation = new("cases.no-consultation", ErrorKind.Refused);
    public static readonly Error OpinionsAwaited = new("cases.opinions-awaited", ErrorKind.Refused);
    public static readonly Error SuperiorDecides = new("cases.superior-decides", ErrorKind.Refused);
    public static readonly Error LeadWasNotAsked = new("cases.lead-was-not-asked", ErrorKind.Invalid, "leadUnit");
    public static readonly Error LeadDidNotAgree = new("cases.lead-did-not-agree", ErrorKind.Invalid, "leadUnit");

    // Intake
    public static readonly Error TitleMissing = new("cases.title-missing", ErrorKind.Invalid, "title");
    public static readonly Error DescriptionMissing = new("cases.description-missing", ErrorKind.Invalid, "description");
    public static readonly Error ChannelNotYours = new("cases.channel-not-yours", ErrorKind.Refused, "channel");
    public static readonly Error CategoryUnknown = new("cases.category-unknown", ErrorKind.Invalid, "category");
    public static readonly Error OutsideCounty = new("cases.outside-county", ErrorKind.Invalid, "location");
    public static readonly Error HalfAPoint = new("cases.half-a-point", ErrorKind.Invalid, "location");
    public static readonly Error GridUnknown = new("cases.grid-unknown", ErrorKind.Invalid, "location.grid");
    public static readonly Error GridElsewhere = new("cases.grid-elsewhere", ErrorKind.Invalid, "location.grid");
    public static readonly Error InTheFuture = new("cases.in-the-future", ErrorKind.Invalid, "receivedAt");
    public static readonly Error PhoneMalformed = new("cases.phone-malformed", ErrorKind.Invalid, "reporter.phone");
    public static readonly Error CountyMissing = new("cases.county-missing", ErrorKind.Unavailable);
    public static readonly Error PeopleConcerned = new("cases.people-concerned", ErrorKind.Invalid, "peopleConcerned");

    public static readonly Error QueryTooShort = new("cases.query-too-short", ErrorKind.Invalid, "q");
    public static readonly Error ReasonMissing = new("cases.reason-missing", ErrorKind.Invalid, "reason");
    public static readonly Error TrackingFailed = new("cases.tracking-failed", ErrorKind.NotFound);
    public static readonly Error NoLongerOpen = new("cases.no-longer-open", ErrorKind.Refused);
    public static readonly Error FileMissing = new("cases.file-missing", ErrorKind.Invalid, "file");
    public static readonly Error CommentMissing = new("cases.comment-missing", ErrorKind.Invalid, "text");
    public static readonly Error CommentUnitElsewhere = new("cases.comment-unit-elsewhere", ErrorKind.Refused, "units");
    public static readonly Error TooManyFiles = new("cases.too-many-files", ErrorKind.Refused, "file");

    public static readonly Error ErasureStillOpen = new("cases.erasure-still-open", ErrorKind.Refused);
    public static readonly Error ErasureNotConfirmed = new("cases.erasure-not-confirmed", ErrorKind.Invalid, "sure");
    public static readonly Error NobodyKnown = new("cases.nobody-known", ErrorKind.Refused);

    // Imports
    public static readonly Error CategoryCodeMalformed = new("cases.category-code-malformed", ErrorKind.Invalid);
    public static readonly Error LimitUnitUnknown = new("cases.limit-unit-unknown", ErrorKind.Invalid);
    public static readonly Error LimitAmount = new("cases.limit-amount", ErrorKind.Invalid);
    public static readonly Error MapMissing = new("cases.map-missing", ErrorKind.Invalid, "--map");
    public static readonly Error MapUnreadable = new("cases.map-unreadable", ErrorKind.Invalid, "--map");
    public static readonly Error CoordinateMalformed = new("cases.coordinate-malformed", ErrorKind.Invalid);

    public static Error ParentMissing(string code) => new("cases.parent-missing", ErrorKind.Invalid, null, code);

    public static Error RuleUnitUnknown(string code) => new("cases.rule-unit-unknown", ErrorKind.Invalid, null, code);

    public static Error RuleCategoryUnknown(string code) => new("cases.rule-category-unknown", ErrorKind.Invalid, null, code);

    /// <param name="most">In the unit of the closing limit.</param>
    public static Error ExtensionTooLong(int most) => new("cases.extension-too-long", ErrorKind.Invalid, "amount", most);

    public static Error ReviewTooFar(int days) => new("cases.review-too-far", ErrorKind.Invalid, "reviewOn", days);

    public static Error TooFewUnits(int fewest) => new("cases.too-few-units", ErrorKind.Invalid, "assistingUnits", fewest);

    public static Error OpinionsTooLate(int days) => new("cases.opinions-too-late", ErrorKind.Invalid, "reviewOn", days);

    public static Error TooLong(string field, int longest) => new("cases.too-long", ErrorKind.Invalid, field, longest);

    /// <summary>The one answer to a move that the state does not allow.</summary>
    public static Error IllegalMove(CaseMove move, CaseState state) =>
        new("cases.illegal-move", ErrorKind.Conflict, null, CaseCodes.Of(move), CaseCodes.Of(state));

    public static Error FieldMissing(MoveField field) => new("cases.field-missing", ErrorKind.Invalid, CaseCodes.Of(field), CaseCodes.Of(field));

    public static Error UnknownCode(string field, string value) => new("cases.unknown-code", ErrorKind.Invalid, field, value);
}
