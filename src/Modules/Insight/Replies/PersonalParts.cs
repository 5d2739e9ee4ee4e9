using System.Buffers;
using System.Text.RegularExpressions;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Insight.Replies;

/// <summary>Numbers and names in a text that tell who a person is.</summary>
/// <param name="IsNumber">Else a name.</param>
/// <param name="Masked">As it may be shown.</param>
internal readonly record struct PersonalPart(int At, int Length, bool IsNumber, string Masked);

/// <summary>
/// Finds mobile numbers, identity and bank numbers by their form, and names by what stands beside them: a role before (业主张三) or a form of
/// address behind (张三先生). 张先生 and 张某 are how names are left out, and are let be; so is whom a letter greets.
/// </summary>
internal static partial class PersonalParts
{
    /// <summary>So far before a number is looked for whose it is.</summary>
    private const int LookedBack = 20;

    private const int LongestMobile = 11;

    /// <summary>Surnames that hardly begin another word.</summary>
    private const string Surname = "[张王李赵刘陈杨黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶潘杜戴钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟钱尹黎乔贺赖龚]";

    /// <summary>What follows a name.</summary>
    private const string Goes = "的与和及在因已未于称说向对将提等是所负有反要认表";

    private static readonly SearchValues<char> Places = SearchValues.Create("路街村巷镇桥湾庄");

    private const string Roles = "业主|居民|村民|邻居|当事人|租客|租户|房东|投诉人|举报人|信访人|来电人|反映人|来信人|户主|店主|老板|房主|债务人|被告|原告|嫌疑人|职工|员工|司机|患者|家长";

    /// <summary>In the order of the text, none over another.</summary>
    public static IReadOnlyList<PersonalPart> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = Numbers().Matches(text).Where(m => !IsDesk(text, m.Index)).Select(m => new PersonalPart(m.Index, m.Length, true, Hide(m.Value)))
            .Concat(Names(text)).OrderBy(p => p.At).ToList();
        var kept = new List<PersonalPart>(found.Count);
        foreach (var part in found)
        {
            if (kept.Count == 0 || kept[^1].At + kept[^1].Length <= part.At)
            {
                kept.Add(part);
            }
        }

        return kept;
    }

    public static string Masked(string text)
    {
        var (masked, from) = (new System.Text.StringBuilder(text.Length), 0);
        foreach (var part in Of(text))
        {
            masked.Append(text, from, part.At - from).Append(part.Masked);
            from = part.At + part.Length;
        }

        return masked.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<PersonalPart> Names(string text)
    {
        foreach (var name in AfterRole().Matches(text).Select(m => m.Groups["name"]).Where(g => !NoName().IsMatch(g.Value) && !IsPlace(text, g)))
        {
            // A given name has one character or two; where the second begins the next word, it has one.
            var length = name.Length == 3 && Goes.Contains(name.Value[2], StringComparison.Ordinal) ? 2 : name.Length;
            yield return new PersonalPart(name.Index, length, false, Mask.Name(name.Value[..length])!);
        }

        foreach (var name in Addressed().Matches(text).Where(m => !text[Math.Max(0, m.Index - 3)..m.Index].EndsWith("尊敬的", StringComparison.Ordinal)).Select(m => m.Groups["name"]))
        {
            yield return new PersonalPart(name.Index, name.Length, false, Mask.Name(name.Value)!);
        }
    }

    /// <summary>王家路, 张村: a place after all.</summary>
    private static bool IsPlace(string text, Group name) =>
        name.Value.AsSpan(1).IndexOfAny(Places) >= 0 || (name.Index + name.Length < text.Length && Places.Contains(text[name.Index + name.Length]));

    /// <summary>A number for anybody to call: it is given to be called.</summary>
    private static bool IsDesk(string text, int at) => Desk().IsMatch(text[Math.Max(0, at - LookedBack)..at]);

    private static string Hide(string number) =>
        (number.Count(char.IsAsciiDigit) <= LongestMobile ? Mask.Phone(number) : Mask.IdNumber(number))!;

    // One number only, not the middle of a longer one: what stands beside is no digit.
    [GeneratedRegex("(?<![0-9A-Za-z-])(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}|[3-6][0-9]{15,18})(?![0-9A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("咨询|疑问|监督|服务|办公|热线|联系我|工作人员|经办|承办|值班", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Desk();

    [GeneratedRegex("(" + Roles + ")(?<name>" + Surname + "[\\u4e00-\\u9fff]{1,2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AfterRole();

    [GeneratedRegex("(?<name>" + Surname + "[\\u4e00-\\u9fff]{1,2})(先生|女士|小姐|同志)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Addressed();

    /// <summary>What begins like a name and is none, and names that are already left out.</summary>
    [GeneratedRegex("某|周边|周围|周期|许可|许多|何时|何种|何人|何处|何种|陈述|谢绝|钱款|王某|叶片|黄色|范围|曾经|姜", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoName();
}
