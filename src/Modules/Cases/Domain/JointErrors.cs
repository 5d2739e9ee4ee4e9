using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal of joint handling. Codes are permanent.</summary>
internal static class JointErrors
{
    public static readonly Error NotFound = new("joint.not-found", ErrorKind.NotFound);
    public static readonly Error ActUnknown = new("joint.act-unknown", ErrorKind.NotFound);
    public static readonly Error NotInHand = new("joint.not-in-hand", ErrorKind.Refused);
    public static readonly Error TextMissing = new("joint.text-missing", ErrorKind.Invalid, "text");
    public static readonly Error FileUnknown = new("joint.file-unknown", ErrorKind.Invalid, "files");

    // Assisting units
    public static readonly Error BeyondTheLead = new("joint.beyond-the-lead", ErrorKind.Invalid, "days");
    public static readonly Error TasksOpen = new("joint.tasks-open", ErrorKind.Refused, "without");
    public static readonly Error UnitHasTask = new("joint.unit-has-task", ErrorKind.Conflict, "unit");
    public static readonly Error UnitDoesNotAssist = new("joint.unit-does-not-assist", ErrorKind.Refused, "unit");
    public static readonly Error UnitLeads = new("joint.unit-leads", ErrorKind.Refused, "unit");

    // Whistles
    public static readonly Error NoTown = new("joint.no-town", ErrorKind.Forbidden);
    public static readonly Error CaseEnded = new("joint.case-ended", ErrorKind.Refused);
    public static readonly Error CaseRestricted = new("joint.case-restricted", ErrorKind.Refused);
    public static readonly Error NobodyCalled = new("joint.nobody-called", ErrorKind.Invalid, "units");
    public static readonly Error NoDepartment = new("joint.no-department", ErrorKind.Refused, "units");
    public static readonly Error NoLimit = new("joint.no-limit", ErrorKind.Refused, "urgency");
    public static readonly Error Score = new("joint.score", ErrorKind.Invalid, "score");

    // Sessions
    public static readonly Error StartMissing = new("joint.start-missing", ErrorKind.Invalid, "start");
    public static readonly Error ChairUnknown = new("joint.chair-unknown", ErrorKind.Invalid, "chair");
    public static readonly Error NotYourOpinion = new("joint.not-your-opinion", ErrorKind.Forbidden);

    // Receptions, sponsors
    public static readonly Error ReceptionOver = new("joint.reception-over", ErrorKind.Conflict);
    public static readonly Error ReceptionNotHeld = new("joint.reception-not-held", ErrorKind.Refused);
    public static readonly Error CaseUnknown = new("joint.case-unknown", ErrorKind.Invalid, "number");
    public static readonly Error HeardAlready = new("joint.heard-already", ErrorKind.Conflict, "number");
    public static readonly Error TimeMissing = new("joint.time-missing", ErrorKind.Invalid, "from");
    public static readonly Error EndsBeforeItBegins = new("joint.ends-before-it-begins", ErrorKind.Invalid, "to");
    public static readonly Error NoSponsor = new("joint.no-sponsor", ErrorKind.Invalid, "account");

    public static Error SessionNotThere(SessionState state) => new("joint.session-not-there", ErrorKind.Conflict, null, CaseCodes.Of(state));

    public static Error Capacity(int most) => new("joint.capacity", ErrorKind.Invalid, "capacity", most);

    public static Error Day(int ahead) => new("joint.day", ErrorKind.Invalid, "day", ahead);

    public static Error Minutes(int most) => new("joint.minutes", ErrorKind.Invalid, "minutes", most);

    public static Error TooManyCalled(int most) => new("joint.too-many-called", ErrorKind.Invalid, "units", most);

    public static Error CallNotThere(CallState state) => new("joint.call-not-there", ErrorKind.Conflict, null, CaseCodes.Of(state));

    public static Error Days(int most) => new("joint.days", ErrorKind.Invalid, "days", most);

    /// <summary>Somebody was first, or it is not this step's turn.</summary>
    public static Error TaskNotThere(AssistState state) => new("joint.task-not-there", ErrorKind.Conflict, null, CaseCodes.Of(state));
}
