namespace Fengqiao.Insight.Replies;

/// <summary>What two texts have in common, as words that can be shown.</summary>
internal static class SharedPieces
{
    public const int Most = 6;

    /// <summary>The story is told by then.</summary>
    private const int Compared = 600;

    private const int Longest = 10;

    public static IReadOnlyList<string> Of(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var text = Start(other).ToLowerInvariant();
        var found = new List<string>();
        foreach (var piece in ContentPairs.Pieces(Start(one).ToLowerInvariant()).Distinct(StringComparer.Ordinal))
        {
            if (char.IsAsciiLetter(piece[0]))
            {
                Add(found, text.Contains(piece, StringComparison.Ordinal) ? piece : "");
                continue;
            }

            for (var at = 0; at + 2 <= piece.Length;)
            {
                var length = 0;
                while (at + length < piece.Length && length < Longest && text.Contains(piece.Substring(at, length + 1), StringComparison.Ordinal))
                {
                    length++;
                }

                Add(found, length >= 2 ? piece.Substring(at, length) : "");
                at += Math.Max(1, length);
            }
        }

        return [.. found.OrderByDescending(f => f.Length).ThenBy(f => f, StringComparer.Ordinal).Take(Most)];
    }

    private static void Add(List<string> found, string piece)
    {
        if (piece.Length > 0 && !found.Exists(f => f.Contains(piece, StringComparison.Ordinal)))
        {
            found.RemoveAll(f => piece.Contains(f, StringComparison.Ordinal));
            found.Add(piece);
        }
    }

    private static string Start(string text) => text.Length <= Compared ? text : text[..Compared];
}
