using Fengqiao.Insight.Learning;

namespace Fengqiao.Insight.Tests;

/// <summary>Invented matters of three kinds, put together from phrases by a fixed dice.</summary>
internal static class Matters
{
    public const string Noise = "噪音";
    public const string Wages = "工资";
    public const string Roads = "道路";

    private static readonly Dictionary<string, string[]> Phrases = new(StringComparer.Ordinal)
    {
        [Noise] = ["夜里施工机器轰鸣", "广场舞音响开得很大", "搅拌站整夜作响", "吵得老人孩子睡不着", "噪声超过标准"],
        [Wages] = ["包工头拖欠工资", "干了半年没有发薪", "工地欠农民工的钱", "劳动合同没有签", "讨薪多次没有结果"],
        [Roads] = ["路面坑洼积水", "路灯坏了没有人修", "井盖破损很危险", "斑马线磨没了", "公交车站离得太远"],
    };

    private static readonly string[] Openings = ["您好，", "尊敬的领导：", "我是附近居民，", "想反映一个问题，", ""];

    public static IReadOnlyList<string> Kinds { get; } = [Noise, Wages, Roads];

    public static List<Example> Make(int ofEach, int seed = 1)
    {
        var dice = new Random(seed);
        return [.. Enumerable.Range(0, ofEach).SelectMany(_ => Kinds.Select(kind => new Example(Text(kind, dice), kind)))];
    }

    private static string Text(string kind, Random dice)
    {
        var said = Phrases[kind].OrderBy(_ => dice.Next()).Take(dice.Next(2, 4));
        return $"{Openings[dice.Next(Openings.Length)]}{string.Join('，', said)}，已经{dice.Next(2, 90)}天了，请尽快处理。";
    }
}
