using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Finding;

/// <summary>
/// Numbers that belong to a person: identity card (GB 11643-1999, with its check digit), bank card (check digit of ISO/IEC 7812), mobile and fixed
/// telephone, passport, number plate (GA 36), mail address.
/// </summary>
internal static partial class PersonalNumbers
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="folded">As <see cref="Passage.Folded"/> gives it.</param>
    public static IEnumerable<TextFind> In(string folded)
    {
        (Regex Form, string Kind, Func<string, bool> IsOne)[] forms =
        [
            (Identity(), "identity", IsIdentity), (Bank(), "bank-card", IsBankCard), (Mobile(), "mobile", static _ => true), (Fixed(), "telephone", static _ => true),
            (Plate(), "plate", static _ => true), (Passport(), "passport", static _ => true), (Mail(), "mail", static _ => true),
        ];
        return forms.SelectMany(f => f.Form.Matches(folded).Where(m => Passage.IsWhole(folded, m.Index, m.Index + m.Length) && f.IsOne(m.Value)).Select(m => new TextFind(FindKind.Number, m.Index, m.Length, f.Kind)));
    }

    private static bool IsIdentity(string number) =>
        DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && "10X98765432"[Weights.Select((w, i) => w * (number[i] - '0')).Sum() % 11] == char.ToUpperInvariant(number[^1]);

    private static bool IsBankCard(string number)
    {
        var (sum, isSecond) = (0, false);
        foreach (var c in number.Where(char.IsAsciiDigit).Reverse())
        {
            var digit = (c - '0') * (isSecond ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            isSecond = !isSecond;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex("[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Identity();

    [GeneratedRegex("[3-6][0-9]{3}(?: ?[0-9]{4}){3}(?: ?[0-9]{1,3})?", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Bank();

    [GeneratedRegex("1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex("0[0-9]{2,3}[- ]?[0-9]{7,8}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Fixed();

    [GeneratedRegex("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z0-9]{5,6}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Plate();

    [GeneratedRegex("(?:[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Passport();

    [GeneratedRegex("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,4}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Mail();
}
