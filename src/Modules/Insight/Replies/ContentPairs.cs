using System.Text.RegularExpressions;

namespace Fengqiao.Insight.Replies;

/// <summary>
/// What a sentence is about, as pairs of neighbouring characters. Words that any matter has (请问, 尽快, 有关部门) and small words are left out,
/// since Chinese has no blanks to part words by and these are what two sentences about different things share.
/// </summary>
internal static partial class ContentPairs
{
    /// <summary>Characters that belong to no word a matter is about.</summary>
    private const string Small = "的了在是有和与及对被为不请也都就还又把给让从到向于之这那个能会可吗呢吧啊我你您他她它们年月日时将已经再很太最更等至或以而其此该并但因所则且如若由即";

    /// <summary>Of an English sentence, words of so many letters and more.</summary>
    private const int LeastLetters = 4;

    public static HashSet<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in Pieces(text))
        {
            if (char.IsAsciiLetter(piece[0]))
            {
                pairs.Add(piece.ToLowerInvariant());
                continue;
            }

            for (var at = 0; at + 1 < piece.Length; at++)
            {
                pairs.Add(piece.Substring(at, 2));
            }
        }

        return pairs;
    }

    /// <summary>What stands between the words that say nothing: Chinese of two characters and more, words of other languages of four and more.</summary>
    public static IEnumerable<string> Pieces(string text) =>
        Runs().Matches(Common().Replace(text, " ")).Select(m => m.Value).SelectMany(run => char.IsAsciiLetter(run[0])
            ? run.Length >= LeastLetters ? [run] : []
            : run.Split(Small.ToCharArray(), StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= 2));

    [GeneratedRegex("[A-Za-z]+|[\\u4e00-\\u9fff]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Runs();

    [GeneratedRegex(
        "请问|何时|什么时候|啥时候|几时|多久|多长时间|什么时间|是否|能否|可否|能不能|可不可以|会不会|是不是|有没有|为什么|为何|为啥|凭什么|什么|如何|怎么办|怎么|怎样|哪里|哪个|哪些|多少"
        + "|强烈|要求|希望|请求|恳请|恳求|建议|诉求|尽快|尽早|早日|及时|马上|立即|相关|有关|部门|政府|领导|单位|贵单位|同志|市民|群众|居民|百姓|老百姓|我们|你们|他们|大家|自己"
        + "|解决|处理|问题|情况|反映|咨询|投诉|举报|答复|回复|答案|说法|重视|关注|帮助|帮忙|协调|进行|予以|给予|落实|做主|作主|介入|支持|公道|百忙之中|抽出|看到|留言|消息|引起|已经|现在|目前|一直|没有|可以|因为|由于|所以|但是|而且|如果|时候|时间|一下|一个|一些"
        + "|谢谢|感谢|您好|你好|尊敬的|please|what|when|where|which|with|that|this|have|from|will|would|could|should|about|your|they|there|hello|dear|thanks|thank|hope",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Common();
}
