using System.Globalization;

namespace Fengqiao.Kernel;

/// <summary>Checks numbers that carry their own proof and returns them in their normal form.</summary>
public static class Checksums
{
    private const string CitizenCheckDigits = "10X98765432";
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] CitizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static readonly int[] CreditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] BodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>
    /// 公民身份号码 (GB 11643-1999): area, date of birth, sequence, check character. Full-width characters, blanks and a
    /// small x are put right. The area is not looked up: people keep numbers of areas that are no more.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="today">The county's date: nobody is born after it.</param>
    public static Result<string> CitizenIdNumber(string? text, DateOnly today)
    {
        var number = Normalise(text);
        if (number.Length == 15 && number.All(char.IsAsciiDigit))
            return KernelErrors.IdNumberLegacy;
        if (number.Length != 18 || number[0] == '0' || !number[..17].All(char.IsAsciiDigit) || !CitizenCheckDigits.Contains(number[17]))
            return KernelErrors.IdNumberFormat;
        if (!DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth > today)
            return KernelErrors.IdNumberDate;

        var sum = CitizenWeights.Select((weight, i) => weight * (number[i] - '0')).Sum();
        return number[17] == CitizenCheckDigits[sum % 11] ? number : KernelErrors.IdNumberChecksum;
    }

    /// <summary>
    /// 统一社会信用代码 (GB 32100-2015): authority, class, area, organisation code (GB 11714) and check character.
    /// Full-width characters, blanks and small letters are put right. Some codes in real registers fail: offer to override.
    /// </summary>
    public static Result<string> SocialCreditCode(string? text)
    {
        var code = Normalise(text);
        if (code.Length != 18 || !code.All(CreditAlphabet.Contains) || !code[2..8].All(char.IsAsciiDigit))
            return KernelErrors.CreditCodeFormat;

        var sum = CreditWeights.Select((weight, i) => weight * CreditAlphabet.IndexOf(code[i])).Sum();
        if (code[17] != CreditAlphabet[(31 - (sum % 31)) % 31])
            return KernelErrors.CreditCodeChecksum;
        return code[16] == BodyCheck(code.AsSpan(8, 8)) ? code : KernelErrors.CreditCodeBodyChecksum;
    }

    // GB 11714 counts all 26 letters from A = 10, unlike the alphabet around it.
    private static char BodyCheck(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += BodyWeights[i] * (char.IsAsciiDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10);
        return "0X987654321"[sum % 11];
    }

    // Chinese input methods produce full-width forms; they stand at a fixed distance from ASCII.
    private static string Normalise(string? text) => string.Concat(
        (text ?? "").Where(c => !char.IsWhiteSpace(c)).Select(c => char.ToUpperInvariant(c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)));
}
