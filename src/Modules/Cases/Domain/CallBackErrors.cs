using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal of a call-back. Codes are permanent.</summary>
internal static class CallBackErrors
{
    public static readonly Error NotFound = new("call-back.not-found", ErrorKind.NotFound);

    /// <summary>Whoever handled the case does not ask the reporter about it.</summary>
    public static readonly Error CallerIsHandler = new("call-back.caller-is-handler", ErrorKind.Refused);

    /// <summary>A case does not close without call-back while one is due.</summary>
    public static readonly Error StillDue = new("call-back.still-due", ErrorKind.Refused);
    public static readonly Error Over = new("call-back.over", ErrorKind.Conflict);
    public static readonly Error OutcomeUnknown = new("call-back.outcome-unknown", ErrorKind.Invalid, "outcome");
    public static readonly Error LaterMissing = new("call-back.later-missing", ErrorKind.Invalid, "laterAt");
    public static readonly Error LaterIsPast = new("call-back.later-is-past", ErrorKind.Invalid, "laterAt");
    public static readonly Error ReasonUnknown = new("call-back.reason-unknown", ErrorKind.Invalid, "reason");

    /// <summary>Nobody has told a caller that they do not want to be asked.</summary>
    public static readonly Error NobodyRefused = new("call-back.nobody-refused", ErrorKind.Refused, "reason");
    public static readonly Error ExclusionAsked = new("call-back.exclusion-asked", ErrorKind.Conflict);
    public static readonly Error NothingAsked = new("call-back.nothing-asked", ErrorKind.Conflict);
    public static readonly Error SecondPerson = new("call-back.second-person", ErrorKind.Refused);
    public static readonly Error PeriodTooLong = new("call-back.period", ErrorKind.Invalid, "to");
    public static readonly Error RuleLater = new("call-back.rule-later", ErrorKind.Invalid, "from");
    public static readonly Error WeightOrder = new("call-back.weight-order", ErrorKind.Invalid, "soSo");

    // Links
    public static readonly Error LinkUnknown = new("call-back.link-unknown", ErrorKind.NotFound);
    public static readonly Error LinkExpired = new("call-back.link-expired", ErrorKind.Conflict);
    public static readonly Error LinkUsed = new("call-back.link-used", ErrorKind.Conflict);
    public static readonly Error AnsweredByPhone = new("call-back.answered-by-phone", ErrorKind.Conflict);

    public static Error TriesMissing(int most) => new("call-back.tries-missing", ErrorKind.Refused, null, most);

    public static Error Between(string field, int least, int most) => new("call-back.between", ErrorKind.Invalid, field, least, most);
}
