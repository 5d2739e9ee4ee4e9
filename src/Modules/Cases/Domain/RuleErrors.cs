using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal of a change of categories, limits and dispatch rules. Codes are permanent.</summary>
internal static class RuleErrors
{
    public static readonly Error Unknown = new("rules.unknown", ErrorKind.NotFound);
    public static readonly Error CodeTaken = new("rules.code-taken", ErrorKind.Invalid);
    public static readonly Error CodeMalformed = new("rules.code-malformed", ErrorKind.Invalid);
    public static readonly Error Superseded = new("rules.superseded", ErrorKind.Conflict);
    public static readonly Error BeginsInThePast = new("rules.begins-in-the-past", ErrorKind.Invalid);
    public static readonly Error EndsInThePast = new("rules.ends-in-the-past", ErrorKind.Invalid);
    public static readonly Error GeneralLimit = new("rules.general-limit", ErrorKind.Refused);
    public static readonly Error BasisMissing = new("rules.basis-missing", ErrorKind.Invalid);
    public static readonly Error ExtensionIncomplete = new("rules.extension-incomplete", ErrorKind.Invalid);
    public static readonly Error SameReach = new("rules.same-reach", ErrorKind.Conflict, "category");
    public static readonly Error NeverStarts = new("rules.never-starts", ErrorKind.Invalid);
    public static readonly Error BeyondLaw = new("rules.beyond-law", ErrorKind.Invalid);
    public static readonly Error ForClosingOnly = new("rules.for-closing-only", ErrorKind.Invalid);
    public static readonly Error RegionUnknown = new("rules.region-unknown", ErrorKind.Invalid);
    public static readonly Error CategoryInUse = new("rules.category-in-use", ErrorKind.Invalid);

    public static Error BeginsTooEarly(DateOnly oldFrom) => new("rules.begins-too-early", ErrorKind.Invalid, null, oldFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
