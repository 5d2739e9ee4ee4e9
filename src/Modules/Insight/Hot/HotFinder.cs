namespace Fengqiao.Insight.Hot;

/// <summary>
/// Finds what many people raise: messages are joined from the most alike downwards, each time comparing what the two groups have in common, so a
/// turn of phrase between two messages does not chain their groups together; groups that name different places are never one matter, however
/// much alike the words: half the county has burst pipes. Deterministic: the same messages in the same order give the same issues.
/// </summary>
internal static class HotFinder
{
    /// <summary>Pairs less alike are not looked at.</summary>
    private const double PairLeast = 0.12;

    /// <summary>From here on two groups are one matter.</summary>
    private const double SameMatter = 0.20;

    /// <summary>Where the place does not tie them, the texts below the titles must be so much alike: a shared turn of phrase is no matter.</summary>
    private const double SameStory = 0.07;

    /// <summary>Joining goes through the pairs again: what was too far apart at first may have grown towards each other.</summary>
    private const int Rounds = 2;

    /// <summary>All issues, hottest first. A message that nobody joins is an issue of its own.</summary>
    public static IReadOnlyList<HotIssue> Find(IReadOnlyList<HotText> texts, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Find(texts, MatterVectors.Of(texts, ct), ct);
    }

    /// <param name="vectors">Of these very texts.</param>
    public static IReadOnlyList<HotIssue> Find(IReadOnlyList<HotText> texts, MatterVectors vectors, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var groups = Group(texts, vectors, ct);
        return [.. groups.Select(g => Describe(g, texts, vectors)).OrderByDescending(i => i.Heat.Score).ThenBy(i => i.Members[0])];
    }

    private static IEnumerable<MatterGroup> Group(IReadOnlyList<HotText> texts, MatterVectors vectors, CancellationToken ct)
    {
        var keys = PlaceWords.KeysOf(texts);
        var groupOf = texts.Select((t, i) => new MatterGroup(i, vectors.Rows[i], vectors.Bodies[i], keys[i], t.Town)).ToArray();
        var pairs = MatterPairs.Of(vectors, PairLeast, ct);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var pair in pairs)
            {
                var (a, b) = (groupOf[pair.First], groupOf[pair.Second]);
                if (a == b || !AreOneMatter(a, b))
                {
                    continue;
                }

                ct.ThrowIfCancellationRequested();
                var (into, from) = a.Members.Count >= b.Members.Count ? (a, b) : (b, a);
                into.Join(from);
                foreach (var member in from.Members)
                {
                    groupOf[member] = into;
                }
            }
        }

        return groupOf.Distinct();
    }

    private static bool AreOneMatter(MatterGroup a, MatterGroup b) => a.RelationTo(b) switch
    {
        PlaceRelation.Apart => false,
        PlaceRelation.Same => a.Likeness(b) >= SameMatter,
        _ => a.Likeness(b) >= SameMatter && a.LikenessOfBodies(b) >= SameStory,
    };

    private static HotIssue Describe(MatterGroup group, IReadOnlyList<HotText> texts, MatterVectors vectors)
    {
        var members = group.Members.OrderBy(m => texts[m].At).ThenBy(m => m).ToList();
        var middle = members.MaxBy(m => group.Likeness(vectors.Rows[m]));
        var of = members.ConvertAll(m => texts[m]);
        var (place, words) = SharedWords.Of(of, vectors);
        return new HotIssue(texts[middle].Title.Trim(), place, words, Heat.Of(of), members);
    }
}
