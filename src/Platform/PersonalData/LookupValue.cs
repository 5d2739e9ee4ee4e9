using System.Text;

namespace Fengqiao.Platform.PersonalData;

/// <summary>Brings phone and identity numbers into the one form under which they are hashed and compared.</summary>
public static class LookupValue
{
    /// <summary>
    /// Digits only: full-width digits become ASCII; spaces, dashes, dots and brackets go; the Chinese country code (+86, 0086, 86 before a
    /// mobile number) goes; a foreign one keeps its plus. Null when this is no phone number (5 to 15 digits).
    /// </summary>
    public static string? Phone(string? text)
    {
        if (text is null || text.Length > 64) return null;
        var digits = new StringBuilder(16);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsAsciiDigit(c) || (c == '+' && digits.Length == 0)) digits.Append(c);
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.' or '‐' or '–' or '—')) return null;
        }

        var phone = digits.ToString();
        if (phone.StartsWith("+86", StringComparison.Ordinal)) phone = National(phone[3..]);
        else if (phone.StartsWith("0086", StringComparison.Ordinal)) phone = National(phone[4..]);
        else if (phone.Length == 13 && phone.StartsWith("861", StringComparison.Ordinal)) phone = phone[2..];
        return phone.TrimStart('+').Length is >= 5 and <= 15 ? phone : null;
    }

    /// <summary>Upper case, ASCII, without spaces and dashes. Does not check the number. Null when nothing is left.</summary>
    public static string? IdNumber(string? text)
    {
        if (text is null || text.Length > 64) return null;
        var number = new StringBuilder(18);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || c is '(' or ')') number.Append(char.ToUpperInvariant(c));
        }

        return number.Length == 0 ? null : number.ToString();
    }

    /// <summary>Abroad the area code loses its zero (+86 575…), at home it has one (0575…); mobile numbers and 400 numbers have none.</summary>
    private static string National(string digits) =>
        digits.Length is 9 or 10 or 11 && digits[0] is >= '2' and <= '9' && !digits.StartsWith("400", StringComparison.Ordinal)
            && !digits.StartsWith("800", StringComparison.Ordinal)
            ? "0" + digits
            : Beijing(digits);

    /// <summary>Beijing's area code is the only one that begins with 1 (010); mobile numbers, which do too, have eleven digits.</summary>
    private static string Beijing(string digits) => digits.Length == 10 && digits.StartsWith("10", StringComparison.Ordinal) ? "0" + digits : digits;
}
