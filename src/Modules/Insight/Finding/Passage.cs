using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Finding;

/// <summary>A text in half-width characters, each standing where it stood: so what is found in it can be shown in the text as it was written.</summary>
internal static class Passage
{
    public static string Folded(string text) => string.Create(Math.Min(text.Length, ITextFinder.Most), text, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = from[i] switch
            {
                >= '！' and <= '～' => (char)(from[i] - '！' + '!'),
                '　' => ' ',
                '〇' => '零',
                var c => c,
            };
        }
    });

    /// <summary>Whether a match stands by itself: no letter or digit of our alphabet goes on before or behind it.</summary>
    public static bool IsWhole(string text, int start, int end) => (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]));
}
