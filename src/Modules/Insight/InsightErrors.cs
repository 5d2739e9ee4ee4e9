using Fengqiao.Kernel;

namespace Fengqiao.Insight;

/// <summary>Every refusal of the reader. Codes are permanent.</summary>
internal static class InsightErrors
{
    /// <summary>All examples are of one class: there is nothing to tell apart.</summary>
    public static readonly Error OneClass = new("insight.one-class", ErrorKind.Refused);

    /// <summary>The examples have no text that could be read.</summary>
    public static readonly Error NothingToRead = new("insight.nothing-to-read", ErrorKind.Refused);

    /// <summary>A file or a stored version is no model, was cut off or was changed.</summary>
    public static readonly Error ModelBroken = new("insight.model-broken", ErrorKind.Refused);

    /// <summary>Nothing has been learnt yet.</summary>
    public static readonly Error NothingLearnt = new("insight.nothing-learnt", ErrorKind.Refused);

    public static Error FileMissing(string file) => new("insight.file-missing", ErrorKind.Invalid, null, file);

    public static Error ColumnMissing(string file, string columns) => new("insight.column-missing", ErrorKind.Invalid, null, file, columns);
}
