using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Finding;

/// <summary>Names of organisations, found by how they end and by what no name goes on across.</summary>
internal static partial class Organisations
{
    private const int LongestCore = 12;

    /// <summary>They say who it is without a name of their own.</summary>
    private static readonly string[] Alone = ["开发商", "物业", "物业公司", "居委会", "村委会", "业委会", "派出所", "街道办", "施工方"];

    /// <summary>Before an ending they say which kind, how many or which ones, and no name: 一所公立幼儿园, 四所学校, 新建工厂.</summary>
    private static readonly string[] Kinds = ["公立", "公办", "所", "些", "年轻", "许多", "多", "女", "好", "周边", "新建", "需", "考虑", "沟通"];

    /// <summary>Words that end like an office and are none.</summary>
    private static readonly string[] No = ["结局", "格局", "布局", "大局", "全局", "僵局", "骗局", "出厂", "银行卡", "当局"];

    public static IEnumerable<TextFind> In(string folded)
    {
        foreach (Match ending in Endings().Matches(folded))
        {
            var before = folded[Math.Max(0, ending.Index - LongestCore)..ending.Index];
            var core = Breaks().Split(before)[^1];
            var name = core + ending.Value;
            var end = ending.Index + ending.Length;
            var goesOn = ending.Value.Length == 1 && end < folded.Length && "部面限势长里子房家".Contains(folded[end], StringComparison.Ordinal);
            var isKind = Kinds.Any(k => core.EndsWith(k, StringComparison.Ordinal));
            var isNamed = !isKind && core.Length >= (ending.Value.Length == 1 ? 2 : 1);
            if (!goesOn && !No.Any(n => name.EndsWith(n, StringComparison.Ordinal)) && (isNamed || Alone.Contains(name)))
            {
                yield return new TextFind(FindKind.Organisation, ending.Index - core.Length, name.Length, name);
            }
        }
    }

    [GeneratedRegex(
        "有限责任公司|股份有限公司|有限公司|物业公司|公司|集团|物业|开发商|施工方|街道办事处|街道办|居委会|村委会|业委会|派出所|管理局|管理处|执法局|中学|小学|幼儿园|学校|大学|学院|卫生院|医院|超市|酒店|饭店|合作社|银行|法院|检察院|局|厂",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Endings();

    [GeneratedRegex(
        "[^\\u4e00-\\u9fffA-Za-z0-9()]+|[的了过在到向给和与及被由是去把找让我你他她它们这那某等都也就从对请将因为没又说称要不于跟住]|反映|投诉|举报|咨询|联系|附近|后来|多次|尤其|其中|如果|虽然|要求|希望|建议",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Breaks();
}
