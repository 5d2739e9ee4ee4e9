using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Why it is not decided so who may see a case. Texts are in SecrecyTexts.resx under the same codes.</summary>
internal static class SecrecyErrors
{
    public const int MostReaders = 50;

    public static readonly Error TooFewReaders = new("cases.readers-too-few", ErrorKind.Invalid, "readers");
    public static readonly Error TooManyReaders = new("cases.readers-too-many", ErrorKind.Invalid, "readers", MostReaders);

    /// <summary>Whoever opens a locked case names two others, and is none of them.</summary>
    public static readonly Error TooFewOthers = new("cases.readers-too-few-others", ErrorKind.Invalid, "readers");

    /// <summary>Whoever works for the unit complained about does not decide what that unit is kept from.</summary>
    public static readonly Error OwnUnitComplainedAbout = new("cases.own-unit-complained-about", ErrorKind.Forbidden);

    public static Error ReaderUnknown(string account) => new("cases.reader-unknown", ErrorKind.Invalid, "readers", account);
}
