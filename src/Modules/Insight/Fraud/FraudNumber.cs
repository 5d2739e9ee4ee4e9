using System.Text;
using System.Text.RegularExpressions;

namespace Fengqiao.Insight.Fraud;

/// <summary>What can be said of a number or link by its form alone, without any register.</summary>
internal enum FraudNumberKind
{
    /// <summary>96110: the line of the police against fraud.</summary>
    AntiFraudLine,

    /// <summary>12381: the warnings of the industry ministry against fraud.</summary>
    AntiFraudWarning,

    /// <summary>110, 119, 120, 122.</summary>
    Emergency,

    /// <summary>12345 and other five-digit lines of authorities.</summary>
    PublicLine,

    /// <summary>10000, 10010, 10086, 10099.</summary>
    Carrier,

    /// <summary>95 …: customer services of banks, insurers and large companies.</summary>
    Service95,

    /// <summary>96 …: local services.</summary>
    Service96,

    /// <summary>106 …: the channel of bulk messages.</summary>
    Bulk,

    /// <summary>400 …: numbers that are called, and do not call.</summary>
    Number400,

    /// <summary>00 … or + with another country than China.</summary>
    Abroad,

    /// <summary>162, 165, 167, 170, 171: sold by virtual carriers.</summary>
    VirtualMobile,
    Mobile,
    Landline,
    Unknown,

    /// <summary>A link under gov.cn.</summary>
    GovernmentLink,

    /// <summary>A link to a bare address, with foreign letters made to look like others, or to a program.</summary>
    OddLink,
    Link,
}

/// <summary>Says what the form of a number or link tells where somebody pasted nothing else. Keeps and asks nothing.</summary>
internal static partial class FraudNumber
{
    /// <summary>Longer than any number with its blanks; a link may be longer.</summary>
    private const int LongestNumber = 32;

    private const int LongestLink = 2_000;

    /// <summary>Null where the message is no number and no link, or has anything beside it.</summary>
    public static FraudNumberKind? KindOf(string? message)
    {
        var text = (message ?? "").Trim();
        if (text.Length is 0 or > LongestLink)
        {
            return null;
        }

        if (text.Length <= LongestNumber && NumberForm().IsMatch(text.Normalize(NormalizationForm.FormKC)))
        {
            var folded = text.Normalize(NormalizationForm.FormKC);
            return OfNumber(string.Concat(folded.Where(char.IsAsciiDigit)), folded.StartsWith('+'));
        }

        return LinkForm().IsMatch(text) ? OfLink(text) : null;
    }

    private static FraudNumberKind? OfNumber(string digits, bool isPlus)
    {
        if (digits.StartsWith("0086", StringComparison.Ordinal) && digits.Length > 8)
        {
            (digits, isPlus) = (digits[4..], false);
        }
        else if (isPlus && digits.StartsWith("86", StringComparison.Ordinal))
        {
            (digits, isPlus) = (digits[2..], false);
        }

        return digits.Length < 3 ? null
            : isPlus || digits.StartsWith("00", StringComparison.Ordinal) ? FraudNumberKind.Abroad
            : digits switch
            {
                "96110" => FraudNumberKind.AntiFraudLine,
                "12381" => FraudNumberKind.AntiFraudWarning,
                "110" or "119" or "120" or "122" => FraudNumberKind.Emergency,
                "10000" or "10010" or "10086" or "10099" => FraudNumberKind.Carrier,
                _ => ByBeginning(digits),
            };
    }

    private static FraudNumberKind ByBeginning(string digits) => digits.Length switch
    {
        5 when digits.StartsWith("123", StringComparison.Ordinal) => FraudNumberKind.PublicLine,
        >= 5 and <= 8 when digits.StartsWith("95", StringComparison.Ordinal) => FraudNumberKind.Service95,
        >= 5 and <= 8 when digits.StartsWith("96", StringComparison.Ordinal) => FraudNumberKind.Service96,
        >= 8 when digits.StartsWith("106", StringComparison.Ordinal) => FraudNumberKind.Bulk,
        10 when digits.StartsWith("400", StringComparison.Ordinal) => FraudNumberKind.Number400,
        11 when VirtualForm().IsMatch(digits) => FraudNumberKind.VirtualMobile,
        11 when MobileForm().IsMatch(digits) => FraudNumberKind.Mobile,
        >= 10 and <= 12 when digits[0] == '0' => FraudNumberKind.Landline,
        7 or 8 when digits[0] is not ('0' or '1') => FraudNumberKind.Landline,
        _ => FraudNumberKind.Unknown,
    };

    private static FraudNumberKind OfLink(string link)
    {
        var address = link.Contains("://", StringComparison.Ordinal) ? link : "http://" + link;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return FraudNumberKind.OddLink;
        }

        var host = uri.IdnHost;
        return uri.HostNameType != UriHostNameType.Dns || host.Contains("xn--", StringComparison.OrdinalIgnoreCase) || uri.UserInfo.Length > 0
            || uri.AbsolutePath.EndsWith(".apk", StringComparison.OrdinalIgnoreCase) ? FraudNumberKind.OddLink
            : host.Equals("gov.cn", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".gov.cn", StringComparison.OrdinalIgnoreCase) ? FraudNumberKind.GovernmentLink
            : FraudNumberKind.Link;
    }

    [GeneratedRegex(@"^\+?[0-9][0-9 ()\-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9+.\-]{1,9}://[^\s]+|[^\s@/:，。；！？]{1,200}\.[A-Za-z]{2,12}(?:[/?#:][^\s]*)?)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LinkForm();

    [GeneratedRegex("^1(?:62|65|67|70|71)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VirtualForm();

    [GeneratedRegex("^1[3-9]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MobileForm();
}
