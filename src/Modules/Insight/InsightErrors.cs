using Fengqiao.Kernel;

namespace Fengqiao.Insight;

/// <summary>Every refusal of the reader. Codes are permanent.</summary>
internal static class InsightErrors
{
    /// <summary>Fewer closed cases teach nothing and cannot be compared on.</summary>
    public const int LeastCases = 100;

    /// <summary>All examples are of one class: there is nothing to tell apart.</summary>
    public static readonly Error OneClass = new("insight.one-class", ErrorKind.Refused);

    /// <summary>The examples have no text that could be read.</summary>
    public static readonly Error NothingToRead = new("insight.nothing-to-read", ErrorKind.Refused);

    /// <summary>A file or a stored version is no model, was cut off or was changed.</summary>
    public static readonly Error ModelBroken = new("insight.model-broken", ErrorKind.Refused);

    /// <summary>Somebody else is teaching the reader at this moment.</summary>
    public static readonly Error AlreadyLearning = new("insight.already-learning", ErrorKind.Conflict);

    /// <summary>There is no such version, or its pieces are gone.</summary>
    public static readonly Error VersionMissing = new("insight.version-missing", ErrorKind.NotFound);

    /// <summary>The threshold is no share between one half and one.</summary>
    public static readonly Error ThresholdRange = new("insight.threshold-range", ErrorKind.Invalid, "sureFrom");

    /// <summary>A message may be kept and passed on only with its sender's consent (PIPL 13, 23).</summary>
    public static readonly Error ConsentMissing = new("insight.consent-missing", ErrorKind.Invalid, "agrees");

    public static readonly Error MessageMissing = new("insight.message-missing", ErrorKind.Invalid, "message");

    /// <summary>No unit of the person works on the case.</summary>
    public static readonly Error TipNotYours = new("insight.tip-not-yours", ErrorKind.Forbidden);

    public static readonly Error OutcomeMissing = new("insight.outcome-missing", ErrorKind.Invalid, "outcome");

    /// <summary>Money was saved only where somebody was dissuaded or a payment stopped.</summary>
    public static readonly Error NothingSaved = new("insight.nothing-saved", ErrorKind.Invalid, "saved");

    /// <summary>The category chosen for tips is not one that is in use.</summary>
    public static readonly Error FraudCategoryUnknown = new("insight.fraud-category", ErrorKind.Invalid, "fraudCategory");

    /// <summary>Not a sum of whole yuan.</summary>
    public static Error Yuan(string field) => new("insight.yuan", ErrorKind.Invalid, field);

    /// <summary>Too few closed cases to learn from and to compare on.</summary>
    /// <param name="found">How many there are.</param>
    public static Error TooFewCases(int found) => new("insight.too-few-cases", ErrorKind.Refused, null, found, LeastCases);

    public static Error LabelUnknown(string label) => new("insight.label-unknown", ErrorKind.Invalid, null, label);

    /// <summary>A label that names neither ordinary messages nor a kind of fraud.</summary>
    public static Error FraudLabelUnknown(string label) => new("insight.fraud-label", ErrorKind.Invalid, null, label);

    public static Error FraudTooFew(int ordinary, int ofKind) => new("insight.fraud-too-few", ErrorKind.Invalid, null, ordinary, ofKind);

    public static Error FraudTooMany(int most) => new("insight.fraud-too-many", ErrorKind.Invalid, null, most);

    /// <summary>No file, an empty one, one too large, or of another kind than tables.</summary>
    public static Error FraudFile(long megabytes) => new("insight.fraud-file", ErrorKind.Invalid, "file", megabytes);

    public static Error FileMissing(string file) => new("insight.file-missing", ErrorKind.Invalid, null, file);

    public static Error FileUnwritable(string file) => new("insight.file-unwritable", ErrorKind.Invalid, null, file);

    /// <summary>Who dispatches checks what was dispatched without a click.</summary>
    public static readonly Error AutoNotYours = new("insight.auto-not-yours", ErrorKind.Forbidden);

    public static readonly Error AutoMissing = new("insight.auto-missing", ErrorKind.NotFound);

    public static readonly Error VerdictMissing = new("insight.verdict-missing", ErrorKind.Invalid, "verdict");

    public static readonly Error PileUnknown = new("insight.pile-unknown", ErrorKind.Invalid, "pile");

    public static readonly Error AloneConfidence = new("insight.alone-confidence", ErrorKind.Invalid, "leastConfidence");

    public static readonly Error AloneSample = new("insight.alone-sample", ErrorKind.Invalid, "sampleShare");

    public static readonly Error AloneWrong = new("insight.alone-wrong", ErrorKind.Invalid, "mostWrong");

    /// <summary>What never learnt cannot be sure.</summary>
    public static readonly Error AloneUnlearnt = new("insight.alone-unlearnt", ErrorKind.Refused, "isOn");

    public static Error AloneCategory(string code) => new("insight.alone-category", ErrorKind.Invalid, "aloneCategories", code);

    /// <summary>Only who dispatches or supervises, and sees all cases of an issue, decides what it is.</summary>
    public static readonly Error IssueNotYours = new("insight.issue-not-yours", ErrorKind.Forbidden);

    /// <summary>Some of its cases go out, and some stay.</summary>
    public static readonly Error SplitNothing = new("insight.split-nothing", ErrorKind.Invalid, "cases");

    public static readonly Error MergeIntoMissing = new("insight.merge-into-missing", ErrorKind.Invalid, "into");

    /// <summary>There is no such pair, or one of its cases may not be seen: the two are one answer.</summary>
    public static readonly Error PairMissing = new("insight.pair-missing", ErrorKind.NotFound);

    /// <summary>Only who dispatches says whether two cases are one matter.</summary>
    public static readonly Error PairNotYours = new("insight.pair-not-yours", ErrorKind.Forbidden);

    public static Error IssueNameLong(int most) => new("insight.issue-name-long", ErrorKind.Invalid, "name", most);

    /// <param name="row">As a person sees it in a spreadsheet.</param>
    public static Error TimeUnreadable(string file, int row) => new("insight.time-unreadable", ErrorKind.Invalid, null, file, row);

    public static Error ColumnMissing(string file, string columns) => new("insight.column-missing", ErrorKind.Invalid, null, file, columns);
}
