using Fengqiao.Kernel;

namespace Fengqiao.Assessment;

internal static class AssessmentErrors
{
    public static readonly Error FormulaMissing = new("assessment.formula-missing", ErrorKind.Invalid, "formula");
    public static readonly Error FormulaEnds = new("assessment.formula-ends", ErrorKind.Invalid, "formula");
    public static readonly Error FormulaByNothing = new("assessment.formula-by-nothing", ErrorKind.Invalid, "formula");
    public static readonly Error MonthMalformed = new("assessment.month-malformed", ErrorKind.Invalid, "month");
    public static readonly Error MonthAhead = new("assessment.month-ahead", ErrorKind.Invalid, "month");
    public static readonly Error DimensionUnknown = new("assessment.dimension-unknown", ErrorKind.Invalid, "by");
    public static readonly Error NotFound = new("assessment.not-found", ErrorKind.NotFound);
    public static readonly Error NotAllowed = new("assessment.not-allowed", ErrorKind.Forbidden);
    public static readonly Error WeightMalformed = new("assessment.weight-malformed", ErrorKind.Invalid, "weight");
    public static readonly Error TargetMalformed = new("assessment.target-malformed", ErrorKind.Invalid, "target");
    public static readonly Error FromMissing = new("assessment.from-missing", ErrorKind.Invalid, "validFrom");
    public static readonly Error FromBeforeLast = new("assessment.from-before-last", ErrorKind.Invalid, "validFrom");
    public static readonly Error MonthNotOver = new("assessment.month-not-over", ErrorKind.Refused, "month");
    public static readonly Error AlreadyPublished = new("assessment.already-published", ErrorKind.Conflict, "month");

    public static Error FormulaTooLong(int longest) => new("assessment.formula-too-long", ErrorKind.Invalid, "formula", longest);

    /// <param name="at">Which character, from 1.</param>
    public static Error FormulaUnexpected(int at) => new("assessment.formula-unexpected", ErrorKind.Invalid, "formula", at);

    public static Error FormulaUnbalanced(int at) => new("assessment.formula-unbalanced", ErrorKind.Invalid, "formula", at);

    public static Error FormulaUnknown(string name) => new("assessment.formula-unknown", ErrorKind.Invalid, "formula", name);

    /// <param name="sum">What the weights in force on that day add up to, in words.</param>
    public static Error WeightSum(string sum) => new("assessment.weight-sum", ErrorKind.Invalid, "weight", sum);

    public static Error RemarksTooLong(int longest) => new("assessment.remarks-too-long", ErrorKind.Invalid, "remarks", longest);
}
