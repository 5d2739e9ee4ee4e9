using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Finding;

/// <summary>Sums of money and counts of people.</summary>
internal static partial class Amounts
{
    private const decimal MostYuan = 10_000_000_000_000;
    private const int MostPeople = 10_000_000;

    public static IEnumerable<TextFind> Sums(string folded) => Money().Matches(folded)
        .Where(m => IsFree(folded, m))
        .Select(m => (Match: m, Yuan: Value(m)))
        .Where(f => f.Yuan is > 0 and <= MostYuan)
        .Select(f => new TextFind(FindKind.Sum, f.Match.Index, f.Match.Length, f.Yuan!.Value.ToString("0.##", CultureInfo.InvariantCulture)));

    public static IEnumerable<TextFind> People(string folded) => Heads().Matches(folded)
        .Where(m => IsFree(folded, m) && !IsPartOfAWord(folded, m))
        .Select(m => (Match: m, Count: Value(m)))
        .Where(f => f.Count is >= 2 and <= MostPeople && f.Count == decimal.Truncate(f.Count.Value))
        .Select(f => new TextFind(FindKind.People, f.Match.Index, f.Match.Length, f.Count!.Value.ToString("0", CultureInfo.InvariantCulture) + (f.Match.Value.Contains('户') ? "户" : "")));

    private static decimal? Value(Match match)
    {
        var number = match.Groups["number"].Value;
        var read = decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var known) ? known : ChineseNumber.Read(number);
        return read * match.Groups["size"].Value switch
        {
            "百" => 100, "千" => 1000, "万" => 10_000, "百万" => 1_000_000, "千万" => 10_000_000, "亿" => 100_000_000, "万亿" => 1_000_000_000_000,
            _ => 1,
        };
    }

    /// <summary>Not the tail of a longer number.</summary>
    private static bool IsFree(string folded, Match match) => match.Index == 0 || !(char.IsAsciiDigit(folded[match.Index - 1]) || "零一二两三四五六七八九十百千万亿第.".Contains(folded[match.Index - 1], StringComparison.Ordinal));

    /// <summary>第一人民医院, 一人民: the 人 there begins another word.</summary>
    private static bool IsPartOfAWord(string folded, Match match)
    {
        var end = match.Index + match.Length;
        return end < folded.Length && match.Value[^1] is '人' or '户' && end < folded.Length && "民大事才均行口型外".Contains(folded[end], StringComparison.Ordinal);
    }

    [GeneratedRegex(
        "(?<number>[0-9][0-9,]{0,14}(?:\\.[0-9]{1,4})?|[零一二两三四五六七八九十百千万亿]{1,14})[多余来几]?(?<size>万亿|亿|千万|百万|万|千|百)?[多余]?(?:元|块钱|圆)",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Money();

    [GeneratedRegex(
        "(?<number>[0-9]{1,7}|[零一二两三四五六七八九十百千万]{1,8})[多余来几]?(?<size>万|千|百)?[多余]?[个名位]?(?:农民工|工人|业主|居民|村民|学生|家长|群众|住户|老人|孩子|家庭|商户|租户|员工|职工|户|人)",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Heads();
}
