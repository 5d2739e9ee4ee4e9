namespace Fengqiao.Host.Demo.Texts;

/// <summary>
/// Chooses among sentences the one that shares most pairs of characters with what was already said. A category's sentences cover
/// several situations; without this, a title about a pension that stopped would stand above a story about missing service years.
/// </summary>
internal static class Closeness
{
    private const int Slots = 8192;

    public static string Closest(string said, IReadOnlyList<string> candidates)
    {
        // Hashed pairs may collide; a wrong point now and then does no harm to a choice between sentences.
        Span<bool> pairs = stackalloc bool[Slots];
        pairs.Clear();
        for (var index = 1; index < said.Length; index++)
            pairs[Slot(said, index)] = true;
        var (best, bestScore) = (candidates[0], -1.0);
        foreach (var candidate in candidates)
        {
            var shared = 0;
            for (var index = 1; index < candidate.Length; index++)
                shared += pairs[Slot(candidate, index)] ? 1 : 0;
            var score = shared / Math.Sqrt(candidate.Length + 4);
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }
        return best;
    }

    private static int Slot(string text, int index) => (text[index - 1] * 131 + text[index]) % Slots;
}
