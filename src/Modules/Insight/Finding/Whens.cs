using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Finding;

/// <summary>Days, months and years, named or told from the day the text came in. Festivals of the lunar calendar are left out.</summary>
internal static partial class Whens
{
    private const string WeekDays = "一二三四五六日";

    public static IEnumerable<TextFind> In(string folded, DateOnly received) => Forms().Matches(folded)
        .Select(m => (Match: m, Span: Of(m, received)))
        .Where(f => f.Span is not null && (f.Match.Index == 0 || !char.IsAsciiDigit(folded[f.Match.Index - 1])))
        .Select(f => new TextFind(FindKind.When, f.Match.Index, f.Match.Length, Text(f.Span!.Value)));

    private static string Text((DateOnly First, DateOnly Last) span) =>
        span.First == span.Last ? Day(span.First) : $"{Day(span.First)}/{Day(span.Last)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (DateOnly First, DateOnly Last)? Of(Match match, DateOnly received)
    {
        if (match.Groups["said"].Value is { Length: > 0 } said)
        {
            return Told(said, match.Groups["week"].Value, received);
        }

        var (year, month, day) = (Number(match.Groups["year"].Value), Number(match.Groups["month"].Value), Number(match.Groups["day"].Value));
        if (year is < 100)
        {
            return Named(2000 + year.Value, month, day);
        }

        if (year is not null)
        {
            return Named(year.Value, month, day);
        }

        // Without a year it is the last one that has been.
        var span = Named(received.Year, month, day);
        return span is { First: var first } && first > received ? Named(received.Year - 1, month, day) : span;
    }

    private static (DateOnly First, DateOnly Last)? Named(int year, int? month, int? day)
    {
        if (month is null)
        {
            return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        }

        if (month is < 1 or > 12 || day is < 1 || day > DateTime.DaysInMonth(year, month.Value))
        {
            return null;
        }

        return day is { } known
            ? (new DateOnly(year, month.Value, known), new DateOnly(year, month.Value, known))
            : (new DateOnly(year, month.Value, 1), new DateOnly(year, month.Value, DateTime.DaysInMonth(year, month.Value)));
    }

    private static (DateOnly First, DateOnly Last)? Told(string said, string week, DateOnly on)
    {
        var monday = on.AddDays(-(((int)on.DayOfWeek + 6) % 7));
        if (week.Length > 0)
        {
            var first = said.StartsWith('上') ? monday.AddDays(-7) : monday;
            var at = WeekDays.IndexOf(week[^1] == '天' ? '日' : week[^1], StringComparison.Ordinal);
            return at < 0 ? (first, first.AddDays(6)) : (first.AddDays(at), first.AddDays(at));
        }

        return said switch
        {
            "今天" or "今日" or "今早" or "今晨" or "今晚" => (on, on),
            "昨天" or "昨日" or "昨晚" or "昨夜" => (on.AddDays(-1), on.AddDays(-1)),
            "前天" or "前日" or "前晚" => (on.AddDays(-2), on.AddDays(-2)),
            "上月" or "上个月" => Named(on.AddMonths(-1).Year, on.AddMonths(-1).Month, null),
            "本月" or "这个月" => Named(on.Year, on.Month, null),
            "今年" => Named(on.Year, null, null),
            "去年" => Named(on.Year - 1, null, null),
            "前年" => Named(on.Year - 2, null, null),
            "今年初" or "今年年初" => (new DateOnly(on.Year, 1, 1), new DateOnly(on.Year, 2, DateTime.DaysInMonth(on.Year, 2))),
            "去年底" or "去年年底" => (new DateOnly(on.Year - 1, 11, 1), new DateOnly(on.Year - 1, 12, 31)),
            _ => null,
        };
    }

    private static int? Number(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : (int?)ChineseNumber.Read(text);

    [GeneratedRegex(
        "(?<said>今年年?初|去年年?底|上(?:个)?(?:周|星期|礼拜)(?<week>[一二三四五六日天])|[本这](?:个)?(?:周|星期|礼拜)(?<week>[一二三四五六日天])|今天|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|前天|前日|前晚|上个?月|本月|这个月|今年|去年|前年)"
        + "|(?<year>(?:19|20)[0-9]{2})(?:年(?:(?<month>[0-9]{1,2})月份?(?:(?<day>[0-9]{1,2})[日号])?)?|[-./](?<month>[0-9]{1,2})[-./](?<day>[0-9]{1,2}))"
        + "|(?:(?<year>[0-9]{2})年)?(?<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号])",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();
}
