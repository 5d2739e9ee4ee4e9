namespace Fengqiao.Insight.Hot;

/// <summary>
/// What the titles of an issue have in common, as a person would underline it: the longest passages that a third of them share, those first that few
/// other messages have. Shared by several people, so nobody's own words.
/// </summary>
internal static class SharedWords
{
    private const int Shortest = 2;
    private const int Longest = 8;
    private const int Shown = 4;

    /// <summary>Characters that join words and are part of none worth showing.</summary>
    private const string Small = "的了在是有和与及被把让请问吗呢吧我你您旁边附近又";

    /// <summary>The place that most name, and the words that go with it.</summary>
    /// <param name="members">Of one issue.</param>
    /// <param name="vectors">Tells how rare a run is among all messages.</param>
    public static (string? Place, List<string> Words) Of(IReadOnlyList<HotText> members, MatterVectors vectors)
    {
        var place = members.Select(PlaceWords.Name).OfType<string>().CountBy(n => n, StringComparer.Ordinal)
            .OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).FirstOrDefault();
        // What one of several says is not what they say.
        var name = place.Value * 3 >= members.Count ? place.Key : null;
        return (name, Of([.. members.Select(m => m.Title)], name, vectors));
    }

    private static List<string> Of(List<string> titles, string? place, MatterVectors vectors)
    {
        var words = new List<string>();
        var least = Math.Max(2, (titles.Count + 2) / 3);
        var shared = titles.SelectMany(t => Passages(place is null ? t : t.Replace(place, " ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)).CountBy(p => p, StringComparer.Ordinal).Where(p => p.Value >= least);
        foreach (var (passage, _) in shared.Select(p => (p.Key, Weight: p.Value * vectors.Rarity(p.Key))).OrderByDescending(p => p.Weight).ThenBy(p => p.Key, StringComparer.Ordinal))
        {
            if (words.Count < Shown && !Overlap(passage, place) && !words.Exists(w => Overlap(passage, w)))
            {
                words.Add(passage);
            }
        }

        return words;
    }

    private static IEnumerable<string> Passages(string title)
    {
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var at = 0; at + length <= title.Length; at++)
            {
                var passage = title.Substring(at, length);
                if (passage.All(c => c is >= '\u4e00' and <= '\u9fff' && !Small.Contains(c, StringComparison.Ordinal)))
                {
                    yield return passage;
                }
            }
        }
    }

    /// <summary>They have two neighbouring characters in common.</summary>
    private static bool Overlap(string passage, string? other) =>
        other is not null && Enumerable.Range(0, passage.Length - 1).Any(at => other.Contains(passage.Substring(at, 2), StringComparison.Ordinal));
}
