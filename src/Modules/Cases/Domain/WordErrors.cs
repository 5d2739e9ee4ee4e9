using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Why a word or a notice's text is not taken. Texts are in WordTexts.resx under the same codes.</summary>
internal static class WordErrors
{
    public static readonly Error Unknown = new("cases.word-unknown", ErrorKind.NotFound);
    public static readonly Error CodeMalformed = new("cases.word-code-malformed", ErrorKind.Invalid);
    public static readonly Error CodeTaken = new("cases.word-code-taken", ErrorKind.Invalid);

    /// <summary>Rules depend on these codes: they can be renamed, and some hidden, never added or taken away.</summary>
    public static readonly Error ListFixed = new("cases.word-list-fixed", ErrorKind.Refused);

    public static readonly Error LastOne = new("cases.word-last-one", ErrorKind.Invalid);

    public static readonly Error NothingToReset = new("cases.template-is-default", ErrorKind.Conflict);

    /// <summary>There is no such case for whoever asks.</summary>
    public static readonly Error NoSuchCase = new("cases.template-no-such-case", ErrorKind.Invalid, "case");

    public static readonly Error BraceAlone = new("cases.template-brace-alone", ErrorKind.Invalid);

    public static Error PlaceholderUnknown(string name) => new("cases.template-placeholder-unknown", ErrorKind.Invalid, null, name);
}
