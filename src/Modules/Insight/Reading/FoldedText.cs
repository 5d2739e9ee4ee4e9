using System.Globalization;
using System.Text;

namespace Fengqiao.Insight.Reading;

/// <summary>
/// A text as the learner reads it: compatibility forms and case folded, every run of digits one <c>0</c>, without blanks and punctuation.
/// Which number a house has says nothing about what the matter is; that there is a number may.
/// </summary>
/// <param name="Characters">What is left.</param>
/// <param name="Origins">For each of them its position in the text it came from; -1 for a mark, which stands in no text.</param>
internal sealed record FoldedText(char[] Characters, int[] Origins)
{
    /// <summary>
    /// Longer texts are cut: what a matter is about stands at its beginning, and a text of a megabyte must not cost a megabyte's time.
    /// </summary>
    public const int Longest = 4000;

    /// <summary>Where signs are looked for: a text that has nothing to read in so much is not read on.</summary>
    private const int Farthest = 20_000;

    private const char FirstMark = '\ue000';
    private const int Marks = 0x1900;

    public int Length => Characters.Length;

    public static FoldedText Of(string text) => Of(text, "");

    /// <param name="text">What somebody wrote.</param>
    /// <param name="about">
    /// Something known beside the text, e.g. the code of the place: it stands before the text as one character of its own, which no text can
    /// hold. Empty for nothing.
    /// </param>
    public static FoldedText Of(string text, string about)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(about);
        var room = Math.Min(text.Length, Longest) + 1;
        var (characters, origins, count) = (new char[room], new int[room], 0);
        if (about.Length > 0)
        {
            (characters[0], origins[0], count) = (MarkOf(about), -1, 1);
        }

        for (var i = 0; i < Math.Min(text.Length, Farthest) && count < room; i++)
        {
            var c = text[i];
            // Ideographs, nearly all of a message, are their own folded form.
            if (c is >= '\u4e00' and <= '\u9fff')
            {
                (characters[count], origins[count]) = (c, i);
                count++;
                continue;
            }

            foreach (var folded in Fold(c))
            {
                if (count < room && (folded != '0' || count == 0 || characters[count - 1] != '0'))
                {
                    (characters[count], origins[count]) = (folded, i);
                    count++;
                }
            }
        }

        Array.Resize(ref characters, count);
        Array.Resize(ref origins, count);
        return new FoldedText(characters, origins);
    }

    private static string Fold(char c)
    {
        if (char.IsAsciiDigit(c))
        {
            return "0";
        }

        // Half of a pair outside the basic plane: an emoji or a rare ideograph in a name; neither tells the kind of a matter.
        if (char.IsSurrogate(c) || (char.IsAscii(c) && !char.IsAsciiLetter(c)))
        {
            return "";
        }

        return string.Concat(c.ToString().Normalize(NormalizationForm.FormKC)
            .Where(char.IsLetterOrDigit)
            .Select(f => char.GetUnicodeCategory(f) == UnicodeCategory.DecimalDigitNumber ? '0' : char.ToLowerInvariant(f)));
    }

    /// <summary>From the private use area; two of several thousand may share one, which blurs them a little.</summary>
    private static char MarkOf(string about)
    {
        var hash = 2166136261u;
        foreach (var c in about)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (char)(FirstMark + (hash % Marks));
    }
}
