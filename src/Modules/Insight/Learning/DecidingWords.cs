using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>A passage that spoke for an answer.</summary>
/// <param name="Text">As it stands in the text.</param>
/// <param name="Start">Its position there.</param>
/// <param name="Share">Its part of everything that spoke for the answer, 0 to 1.</param>
internal readonly record struct DecidingWord(string Text, int Start, double Share);

/// <summary>Finds the passages of a text that decided for a class.</summary>
internal static class DecidingWords
{
    public const int Usual = 5;

    private const int LongestWord = 6;

    /// <summary>A character that says less than this part of the strongest one ends a word.</summary>
    private const float Weak = 0.25f;

    /// <returns>The strongest first; the same word is named once.</returns>
    public static IReadOnlyList<DecidingWord> Of(TextClassifier.Session session, string text, FoldedText folded, string label, int most = Usual)
    {
        var shares = session.SharesOf(folded, label);
        var positive = shares.Where(s => s > 0).Sum();
        if (positive <= 0)
        {
            return [];
        }

        var least = shares.Max() * Weak;
        var found = new List<DecidingWord>();
        for (var at = 0; at < shares.Length;)
        {
            var from = at;
            var sum = 0f;
            // A word ends where the text was interrupted, too: by a blank, a sign or a figure.
            while (at < shares.Length && shares[at] >= least && at - from < LongestWord && Follows(folded, from, at))
            {
                sum += shares[at++];
            }

            if (at == from)
            {
                at++;
            }
            else if (folded.Origins[from] >= 0)
            {
                var (start, end) = (folded.Origins[from], folded.Origins[at - 1] + 1);
                found.Add(new DecidingWord(text[start..end], start, sum / positive));
            }
        }

        return
        [
            .. found.GroupBy(w => w.Text, StringComparer.OrdinalIgnoreCase)
                .Select(g => g.First() with { Share = Math.Round(g.Sum(w => w.Share), 3) })
                .OrderByDescending(w => w.Share)
                .Take(most),
        ];
    }

    private static bool Follows(FoldedText folded, int from, int at) => at == from || folded.Origins[at] - folded.Origins[at - 1] is 0 or 1;
}
