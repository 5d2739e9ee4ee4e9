namespace Fengqiao.Kernel;

/// <summary>The refusals of <see cref="Checksums"/>. Numbers in registers can be wrong: a caller may let a person override.</summary>
public static class KernelErrors
{
    /// <summary>Not 17 digits and a digit or X.</summary>
    public static readonly Error IdNumberFormat = new("kernel.id-number-format", ErrorKind.Invalid);

    /// <summary>A 15-digit number of the first generation, invalid since 2013.</summary>
    public static readonly Error IdNumberLegacy = new("kernel.id-number-legacy", ErrorKind.Invalid);

    /// <summary>The date of birth does not exist or lies in the future.</summary>
    public static readonly Error IdNumberDate = new("kernel.id-number-date", ErrorKind.Invalid);

    /// <summary>The last character does not fit the others.</summary>
    public static readonly Error IdNumberChecksum = new("kernel.id-number-checksum", ErrorKind.Invalid);

    /// <summary>Not 18 characters of the code's alphabet, or no area of six digits in it.</summary>
    public static readonly Error CreditCodeFormat = new("kernel.credit-code-format", ErrorKind.Invalid);

    /// <summary>The organisation code inside (characters 9 to 17) fails its own check.</summary>
    public static readonly Error CreditCodeBodyChecksum = new("kernel.credit-code-body-checksum", ErrorKind.Invalid);

    /// <summary>The last character does not fit the others.</summary>
    public static readonly Error CreditCodeChecksum = new("kernel.credit-code-checksum", ErrorKind.Invalid);

    /// <summary>All of them, so that a test can ask for each one's text.</summary>
    public static IReadOnlyList<Error> All { get; } =
    [
        IdNumberFormat, IdNumberLegacy, IdNumberDate, IdNumberChecksum,
        CreditCodeFormat, CreditCodeBodyChecksum, CreditCodeChecksum,
    ];
}
