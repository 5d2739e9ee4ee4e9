using System.Text.RegularExpressions;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Hot;

/// <summary>
/// Names of places as people write them, found by how such names end (小区, 新城, 路, 村 …). A gazetteer of a county has its villages, not its
/// estates, shops and building sites; and people leave out half of a name, so names are compared by pairs of their characters.
/// </summary>
internal static partial class PlaceWords
{
    /// <summary>Where all names are wanted, so much is read.</summary>
    private const int ReadAll = 300;

    private const double CommonShare = 0.03;
    private const int CommonAtLeast = 30;

    /// <summary>How many characters before the ending belong to the name, at most.</summary>
    private const int LongestCore = 3;

    /// <summary>So far back a break is looked for: "A2区翠竹" must not leave "区翠竹".</summary>
    private const int LookedBack = 8;

    /// <summary>Where the title names no place, the beginning of the text is looked at.</summary>
    private const int LookedAt = 80;

    /// <summary>Places that hold others: shown only where nothing narrower is named.</summary>
    private static readonly string[] Wide = ["街道", "社区"];

    /// <summary>Of one character, only these end a name more often than another word (政府, 城际, 网站).</summary>
    private const string Ways = "路街村苑城湾庭郡";

    /// <summary>Before an ending they make a kind of place of it, or another word: 道路, 好多小区, 进出小区.</summary>
    private const string Common = "道公马线铁条出去多坏各个们大本该让划让临农";

    /// <summary>Organisations with a house.</summary>
    private static readonly string[] Houses = ["学校", "中学", "小学", "学院", "大学", "医院", "幼儿园", "公司"];

    /// <summary>The place of a message as it may be shown, e.g. 丽发新城; null where none is named.</summary>
    public static string? Name(HotText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Names(text.Title).Concat(Names(Beginning(text.Text, LookedAt))).ToList();
        return names.Find(n => !Wide.Any(w => n.EndsWith(w, StringComparison.Ordinal))) ?? names.FirstOrDefault();
    }

    /// <summary>By what the place of a message is compared: pairs of characters of the names it says.</summary>
    public static IReadOnlySet<string> Keys(string title, string text)
    {
        var cores = Cores(title).ToList();
        return Keys(cores.Count > 0 ? cores : Cores(Beginning(text, LookedAt)));
    }

    /// <summary>The same of all names in title and text, as far as a text is compared.</summary>
    public static IReadOnlySet<string> AllKeys(string title, string text) => Keys(Cores(Beginning(title, ReadAll)).Concat(Cores(Beginning(text, ReadAll))));

    /// <summary>The keys of each message, without those that so many have that they are a kind of place (自然村) and not a name.</summary>
    public static IReadOnlyList<IReadOnlySet<string>> KeysOf(IReadOnlyList<HotText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var keys = texts.Select(t => Keys(t.Title, t.Text)).ToList();
        var common = Math.Max(CommonAtLeast, (int)(texts.Count * CommonShare));
        var kinds = keys.SelectMany(k => k).CountBy(k => k, StringComparer.Ordinal).Where(k => k.Value > common).Select(k => k.Key).ToHashSet(StringComparer.Ordinal);
        return keys.ConvertAll(IReadOnlySet<string> (k) => k.Where(key => !kinds.Contains(key)).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Where names of estates, roads, villages and the like stand in a text; what else ends like a place, as a school does, is left out.</summary>
    public static IEnumerable<TextFind> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Endings().Matches(text)
            .Where(e => e.Value.Length > 1 ? !Houses.Contains(e.Value) : Ways.Contains(e.Value, StringComparison.Ordinal) && !GoesOn(text, e.Index + 1))
            .Select(e => (Ending: e, Core: Breaks().Split(text[Math.Max(0, e.Index - LookedBack)..e.Index])[^1]))
            .Where(p => p.Core.Length >= 2 && !Common.Contains(p.Core[^1], StringComparison.Ordinal))
            .Select(p => new TextFind(FindKind.Place, p.Ending.Index - p.Core.Length, p.Core.Length + p.Ending.Length, p.Core + p.Ending.Value));
    }

    /// <summary>城市, 城际, 街道, 村民: the character begins or is within another word.</summary>
    private static bool GoesOn(string text, int at) => at < text.Length && "市际管区乡镇民级口面上灯".Contains(text[at], StringComparison.Ordinal);

    private static HashSet<string> Keys(IEnumerable<(string Core, string Ending)> cores) =>
        cores.SelectMany(c => Enumerable.Range(0, c.Core.Length - 1).Select(at => c.Core.Substring(at, 2))).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Names(string text) => Cores(text).Select(c => c.Core + c.Ending);

    private static IEnumerable<(string Core, string Ending)> Cores(string text)
    {
        foreach (Match ending in Endings().Matches(text))
        {
            var core = Breaks().Split(text[Math.Max(0, ending.Index - LookedBack)..ending.Index])[^1];
            if (core.Length >= 2)
            {
                yield return (core[^Math.Min(core.Length, LongestCore)..], ending.Value);
            }
        }
    }

    private static string Beginning(string text, int most) => text.Length <= most ? text : text[..most];

    [GeneratedRegex("小区|花园|家园|新城|国际|大厦|广场|公馆|公园|嘉园|豪庭|社区|街道|学校|中学|小学|学院|大学|医院|幼儿园|公司|商城|城|苑|府|郡|园|湾|庭|村|路|街|桥|站|洲|大道", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Endings();

    /// <summary>
    /// What no name of a place goes on across: signs, small words, the larger places that stand before it, and words that stand before any place
    /// (加快公园建设, 地铁站) and would make all of them one.
    /// </summary>
    [GeneratedRegex("[^\\u4e00-\\u9fff]+[省市区县]?|[的在有了和与是我及对被为不请问位于由到至向从省市县镇乡]|附近|反映|咨询|投诉|建议|关于|社区|街道|小区|地铁|公交|高铁|火车|汽车|加快|建设|修建|新建|增加|增设|开通|取消|取缔|拆除|整治|解决|普惠", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Breaks();
}
