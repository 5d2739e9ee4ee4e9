using System.Text;

namespace Fengqiao.Platform.Search;

/// <summary>A piece of a text, and whether it is what somebody searched for.</summary>
public readonly record struct MarkedPiece(string Text, bool IsHit);

/// <summary>Shows where in a text the terms of a search stand, as it is written, whatever the width and case of its letters.</summary>
public static class TextMarks
{
    /// <param name="terms">As <see cref="CharacterPairs.Terms"/> gives them.</param>
    /// <returns>The whole text in pieces.</returns>
    public static IReadOnlyList<MarkedPiece> Of(string text, IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        var hits = HitsIn(text, terms);
        var pieces = new List<MarkedPiece>();
        for (int from = 0, to; from < text.Length; from = to)
        {
            to = Array.IndexOf(hits, !hits[from], from);
            to = to < 0 ? text.Length : to;
            pieces.Add(new MarkedPiece(text[from..to], hits[from]));
        }

        return pieces;
    }

    /// <summary>A part of the text around its first hit, or its beginning where there is none, with … where it was cut.</summary>
    /// <param name="length">How many characters at most.</param>
    public static IReadOnlyList<MarkedPiece> Snippet(string text, IReadOnlyList<string> terms, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = Array.IndexOf(HitsIn(text, terms), true);
        var from = Math.Clamp(first - (length / 4), 0, Math.Max(0, text.Length - length));
        var to = Math.Min(text.Length, from + length);
        // Never through the middle of a character of two code units.
        from -= from > 0 && char.IsLowSurrogate(text[from]) ? 1 : 0;
        to += to < text.Length && char.IsLowSurrogate(text[to]) ? 1 : 0;
        List<MarkedPiece> pieces = [.. Of(text[from..to], terms)];
        if (from > 0)
        {
            pieces.Insert(0, new MarkedPiece("…", false));
        }

        if (to < text.Length)
        {
            pieces.Add(new MarkedPiece("…", false));
        }

        return pieces;
    }

    /// <summary>For each character of the text whether it belongs to a hit.</summary>
    private static bool[] HitsIn(string text, IReadOnlyList<string> terms)
    {
        var (folded, origin) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            // One by one, so that it is known where each folded character came from: ㎡ becomes two.
            foreach (var c in char.IsSurrogate(text[i]) ? text[i].ToString() : CharacterPairs.Fold(text[i].ToString()))
            {
                folded.Append(c);
                origin.Add(i);
            }
        }

        var (hits, where) = (new bool[text.Length], folded.ToString());
        foreach (var term in terms.Where(t => t.Length > 0))
        {
            for (var at = where.IndexOf(term, StringComparison.Ordinal); at >= 0; at = where.IndexOf(term, at + 1, StringComparison.Ordinal))
            {
                for (var i = origin[at]; i <= origin[at + term.Length - 1]; i++)
                {
                    hits[i] = true;
                }
            }
        }

        return hits;
    }
}
