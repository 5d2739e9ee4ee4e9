using System.Globalization;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>Reads the dates people and programs put into tables.</summary>
public static class CellDate
{
    /// <summary>Days since 1899-12-30, as Excel counts: 1927 to 2118. Other bare numbers are not taken for dates.</summary>
    private const double FirstSerial = 10_000, LastSerial = 80_000;

    private static readonly string[] _local =
    [
        "yyyy-M-d", "yyyy-M-d H:m", "yyyy-M-d H:m:s", "yyyy-M-d H:m:s.FFFFFFF",
        "yyyy-M-d'T'H:m", "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m:s.FFFFFFF",
        "yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMdd HHmmss", "yyyyMMdd'T'HHmmss",
    ];

    private static readonly string[] _withOffset =
    [
        "yyyy-M-d'T'H:m:sK", "yyyy-M-d'T'H:m:s.FFFFFFFK", "yyyy-M-d'T'H:mK",
        "yyyy-M-d H:m:sK", "yyyy-M-d H:m:s.FFFFFFFK", "yyyy-M-d H:m:s K", "yyyyMMdd'T'HHmmssK",
    ];

    /// <summary>
    /// The instant in UTC. Accepts 2019/2/28 11:25:05, 2019-02-28, 2019.2.28, 2019年2月28日 11时25分, 20190228, ISO 8601 and
    /// Excel's day numbers; without an offset the time is the county's. A date alone is its midnight.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="zone">The county's time zone.</param>
    /// <param name="nowUtc">Later instants are refused with <see cref="TableErrors.DateInFuture"/>.</param>
    public static Result<DateTime> Parse(string text, TimeZoneInfo zone, DateTime nowUtc)
    {
        if (Read(text, zone) is not { } utc || utc.Year < 1899) return TableErrors.Of(TableErrors.DateUnreadable, Short(text));
        return utc > nowUtc ? TableErrors.Of(TableErrors.DateInFuture, Short(text)) : utc;
    }

    private static DateTime? Read(string text, TimeZoneInfo zone)
    {
        if (text.Length > 64) return null;
        var plain = Plain(text);
        if (DateTime.TryParseExact(plain, _local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local.Year is >= 1900 and < 9999 ? ToUtc(local, zone) : null;
        if (HasOffset(plain)
            && DateTimeOffset.TryParseExact(plain, _withOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant.UtcDateTime;
        }

        return double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
            && serial is >= FirstSerial and < LastSerial
                ? ToUtc(DateTime.FromOADate(serial), zone)
                : null;
    }

    /// <summary>Half-width, with dashes between the parts of the date and colons between those of the time.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Trim().Normalize(NormalizationForm.FormKC))
        {
            switch (c)
            {
                case '年' or '月' or '/': plain.Append('-'); break;
                case '日': plain.Append(' '); break;
                case '时' or '点' or '分': plain.Append(':'); break;
                case '秒': break;
                default: plain.Append(char.ToUpperInvariant(c)); break;
            }
        }

        // 2019.2.28 is a date, 43524.5 a day number, 11:25:05.123 a fraction of a second.
        var joined = plain.ToString().Trim();
        if (joined.Split('.').Length > 2 && !joined.Contains('-', StringComparison.Ordinal)) joined = joined.Replace('.', '-');
        while (joined.Contains("  ", StringComparison.Ordinal)) joined = joined.Replace("  ", " ", StringComparison.Ordinal);
        return joined.EndsWith(':') ? joined.TrimEnd(':') + (joined.Count(c => c == ':') == 1 ? ":0" : "") : joined;
    }

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf(':', StringComparison.Ordinal);

    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        // GetUtcOffset also answers for the hour that a change to summer time skips, where the converter would throw.
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return DateTime.SpecifyKind(unspecified - zone.GetUtcOffset(unspecified), DateTimeKind.Utc);
    }

    private static string Short(string text) => text.Length <= 32 ? text : text[..32] + "…";
}
