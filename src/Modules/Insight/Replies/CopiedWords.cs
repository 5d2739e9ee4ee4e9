namespace Fengqiao.Insight.Replies;

/// <summary>How much of a text was taken over from another, word for word.</summary>
internal static class CopiedWords
{
    /// <summary>So many characters in a row are no coincidence.</summary>
    private const int Run = 8;

    /// <summary>A shorter draft that says what it is about has said little else yet.</summary>
    private const int LeastLength = 40;

    /// <summary>Saying again what the matter is takes up a part of a reply, not most of it.</summary>
    private const double TooMuch = 0.6;

    private const int Shown = 30;

    /// <summary>The longest piece that was taken over, where most of the draft was; else null.</summary>
    public static string? In(string draft, string matter)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(matter);
        var (mine, theirs) = (Letters(draft), Letters(matter));
        if (mine.Length < LeastLength || theirs.Length < Run)
        {
            return null;
        }

        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at + Run <= theirs.Length; at++)
        {
            runs.Add(theirs.Substring(at, Run));
        }

        var (copied, length, best, bestEnd) = (0, 0, 0, 0);
        for (var at = 0; at + Run <= mine.Length; at++)
        {
            if (!runs.Contains(mine.Substring(at, Run)))
            {
                length = 0;
                continue;
            }

            // The first run brings all its characters, each further one its last.
            copied += length == 0 ? Run : 1;
            length += length == 0 ? Run : 1;
            if (length > best)
            {
                (best, bestEnd) = (length, at + Run);
            }
        }

        return copied >= TooMuch * mine.Length ? mine.Substring(bestEnd - best, Math.Min(best, Shown)) : null;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
