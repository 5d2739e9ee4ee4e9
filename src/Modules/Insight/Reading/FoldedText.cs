using System.Globalization;
using System.Text;

namespace Fengqiao.Insight.Reading;

/// <summary>
/// A text as the learner reads it: compatibility forms and case folded, every run of digits one <c>0</c>, without blanks and punctuation.
/// Which number a house has says nothing about what the matter is; that there is a number may.
/// </summary>
/// <param name="Characters">What is left.</param>
/// <param name="Origins">For each of them its position in the text it came from.</param>
internal sealed record FoldedText(char[] Characters, int[] Origins)
{
    /// <summary>
    /// Longer texts are cut: what a matter is about stands at its beginning, and a text of a megabyte must not cost a megabyte's time.
    /// </summary>
    public const int Longest = 4000;

    public int Length => Characters.Length;

    public static FoldedText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (characters, origins) = (new List<char>(Math.Min(text.Length, Longest)), new List<int>(Math.Min(text.Length, Longest)));
        for (var i = 0; i < text.Length && characters.Count < Longest; i++)
        {
            foreach (var folded in Fold(text[i]))
            {
                if (folded != '0' || characters.Count == 0 || characters[^1] != '0')
                {
                    characters.Add(folded);
                    origins.Add(i);
                }
            }
        }

        return new FoldedText([.. characters], [.. origins]);
    }

    private static IEnumerable<char> Fold(char c)
    {
        // Ideographs, nearly all of a message, are their own folded form.
        if (c is >= '\u4e00' and <= '\u9fff')
        {
            return [c];
        }

        // Half of a pair outside the basic plane: an emoji or a rare ideograph in a name; neither tells the kind of a matter.
        if (char.IsSurrogate(c))
        {
            return [];
        }

        return c.ToString().Normalize(NormalizationForm.FormKC)
            .Where(char.IsLetterOrDigit)
            .Select(f => char.GetUnicodeCategory(f) == UnicodeCategory.DecimalDigitNumber ? '0' : char.ToLowerInvariant(f));
    }
}
