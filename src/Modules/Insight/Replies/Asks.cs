using System.Text.RegularExpressions;

namespace Fengqiao.Insight.Replies;

/// <summary>What kind of answer a question wants.</summary>
internal enum AskKind
{
    Anything,
    When,
    Why,
    HowMuch,
}

/// <summary>A question or demand of a matter.</summary>
/// <param name="Sentence">As it was written, cut to what can be shown.</param>
/// <param name="About">What it is about; <see cref="ContentPairs"/>.</param>
/// <param name="IsDemand">Wants something done rather than said.</param>
internal sealed record Ask(AskKind Kind, string Sentence, HashSet<string> About, bool IsDemand);

/// <summary>
/// Finds what a matter asks: sentences with a question mark, a word that asks, or a word that demands. "Please solve it soon" asks for nothing
/// that a reply could leave out, and is not counted.
/// </summary>
internal static partial class Asks
{
    /// <summary>What is asked stands within so much, and a megabyte costs no more.</summary>
    public const int Read = 20_000;

    /// <summary>Who asks more is not helped by a longer list.</summary>
    public const int Most = 12;

    /// <summary>Characters of a sentence that are shown.</summary>
    public const int Shown = 80;

    private const int MostSentences = 600;

    /// <summary>A time, a reason or a sum can be missing in a reply to a question about next to nothing; other answers cannot be looked for by one pair.</summary>
    private const int LeastPairs = 2;

    private const double SameFrom = 0.7;

    public static IReadOnlyList<Ask> Of(string title, string text)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(text);
        var asks = new List<Ask>();
        // A title that demands (… 请求解决) says what the matter is, which the text says better; one that asks may be the whole question.
        var sentences = Sentences().Matches(Start(title)).Where(s => IsMarked(s.Value.Trim())).Concat(Sentences().Matches(Start(text)).Take(MostSentences));
        foreach (var sentence in sentences)
        {
            if (Find(sentence.Value.Trim()) is { } ask && !asks.Exists(a => a.Kind == ask.Kind && IsSame(a.About, ask.About)))
            {
                asks.Add(ask);
                if (asks.Count == Most)
                {
                    break;
                }
            }
        }

        return asks;
    }

    private static Ask? Find(string sentence)
    {
        if (Marker(sentence) is not { } at)
        {
            return null;
        }

        var shown = Clause(sentence, at);
        var about = ContentPairs.Of(shown);
        var kind = KindOf(shown);
        return about.Count >= (kind == AskKind.Anything ? LeastPairs : 1) ? new Ask(kind, shown, about, !IsMarked(sentence) && !Saying().IsMatch(shown)) : null;
    }

    /// <summary>Where the word stands that asks; the end of a sentence that has nothing but its mark.</summary>
    private static int? Marker(string sentence)
    {
        // What asks for no answer (难道没有人管吗) is a complaint; what somebody else demanded is told.
        if (Rhetoric().IsMatch(sentence))
        {
            return null;
        }

        var word = Asking().Match(Told().Replace(sentence, m => new string('·', m.Length)));
        return word.Success ? word.Index
            : IsMarked(sentence) && Questioning().IsMatch(sentence) ? Math.Max(0, sentence.Length - 1)
            : null;
    }

    private static bool IsMarked(string sentence) => sentence.EndsWith('？') || sentence.EndsWith('?');

    /// <summary>The part of the sentence that asks: from the beginning of the clause with the word, or the last clauses before the mark.</summary>
    private static string Clause(string sentence, int at)
    {
        if (sentence.Length <= Shown)
        {
            return sentence;
        }

        var from = at;
        while (from > 0 && sentence[from - 1] is not ('，' or ',' or '、' or '：' or ':' or ' '))
        {
            from--;
        }

        from = at - from > Shown / 2 ? at - (Shown / 2) : at > sentence.Length - 3 ? Math.Max(0, sentence.Length - Shown) : from;
        return sentence[from..Math.Min(sentence.Length, from + Shown)].Trim();
    }

    private static AskKind KindOf(string sentence) =>
        When().IsMatch(sentence) ? AskKind.When
        : Why().IsMatch(sentence) ? AskKind.Why
        : HowMuch().IsMatch(sentence) ? AskKind.HowMuch
        : AskKind.Anything;

    private static bool IsSame(HashSet<string> one, HashSet<string> other) =>
        one.Count(other.Contains) >= SameFrom * Math.Min(one.Count, other.Count);

    private static string Start(string text) => text.Length <= Read ? text : text[..Read];

    [GeneratedRegex("[^。！？!?；;\\r\\n]+[。！？!?；;]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sentences();

    [GeneratedRegex(
        "请问|何时|什么时候|啥时候|几时|能否|可否|能不能|可不可以|多长时间|想知道|想了解|想咨询|想问"
        + "|(强烈|我们|我|本人|特|特此|现|故|因此|所以|并|^|，|：|、|。)要求|希望|请求|恳请|恳求|盼望|建议|诉求(是|为|如下|：|:)|望(贵|有关|相关|政府|领导|尽快|及时|予以|能)"
        + "|请(政府|领导|有关|相关|贵|市|县|区|镇|街道|尽快|及时|依法|督促|协调|给予|予以|帮|查|核实|解决|处理|责令|公布|公开|说明|明确|答复|回复|加强|安排|派)|还我"
        + "|please|(i|we) (ask|request|demand|want to know|would like)|could you|can you|when will",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Asking();

    /// <summary>A sentence with a question mark asks where it has one of these; else the mark stands for indignation.</summary>
    [GeneratedRegex("(会|能|可以|有|要|需要)[^，。？?]{0,14}[吗么][？?]|什么|怎|如何|哪|谁|多少|几|何|是否|能否|可否|可以|不能|不可|应不应|该不该|有没有|会不会|是不是|能不能|[a-z]{3}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Questioning();

    [GeneratedRegex(
        "难道|何谈|何在|岂|不就是|这就是|这不是|谁来?负责|天理|良心|良知|公理|不成[？?]|可笑|能有什么|有什么区别|还有没有|王法|良民|于心何忍|何以为|到底(是|有)谁|怎么(这么|那么|能|可以)|好意思|吃干饭|何况|于何地|到底有多|味道|敢问|高抬贵手|死活|理由吗|相信吗|真的(就)?不|就真的|谁来(保障|保证|管)|(不是|不就)[^，。？?]*吗[？?]|安居乐业|政绩|试问|问一句|牺牲品|压榨|算什么|践行|背道而驰|宗旨|忽悠|吧[？?]|考虑过[？?]|不忘初心|为人民服务|漠视|保密|知道是谁|让对方知道|更美好|感受到(党|政府)|谋福",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rhetoric();

    /// <summary>Where these words ask for nothing.</summary>
    [GeneratedRegex(
        "按照?[^，。]{0,8}要求|符合[^，。]{0,6}要求|达到[^，。]{0,6}要求|的要求|要求(书|是|他|她|其)|诉求书|[^，。]{0,2}的建议|医生[^，。]{0,12}建议|被要求|不合要求|(物业|公司|开发商|学校|老师|老板|对方|他们|法院|国家|文件|规定|合同|医院|单位|村委会?|政府|办公室|街道|社区|12345|家属|医生)(还|又|都|却|一直)?(明确|强制|强烈)?(要求|建议)"
        + "|无论(是否|如何)|不管(是否|如何|怎样)|不知道?(如何|怎么办|怎样|是否|要?[^，。]{0,6}什么时候)|(再三|多次)[^，。]{0,6}请求|请求下|请求[^，。]{0,10}，但|没有?希望|看不到希望|多少年",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Told();

    /// <summary>Words in a demand by which something shall be said.</summary>
    [GeneratedRegex("请问|何时|什么时候|啥时候|几时|能否|可否|能不能|可不可以|多长时间|想知道|想了解|想咨询|想问|答复|说明|公布|公开|告知|明确|解释|know|when", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Saying();

    [GeneratedRegex("何时|什么时候|啥时候|几时|多久|多长时间|什么时间|哪天|哪一天|时间表|when|how long", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex When();

    [GeneratedRegex("为什么|为何|为啥|凭什么|什么原因|why", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Why();

    [GeneratedRegex("多少|几(元|块|倍|人|户|平)|how (much|many)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HowMuch();
}
