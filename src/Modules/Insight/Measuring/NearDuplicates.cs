using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Measuring;

/// <summary>
/// Parts texts into folds so that texts which are nearly the same lie in the same one: a text that is tested must not have been learnt from
/// in another wording.
/// </summary>
internal static class NearDuplicates
{
    /// <summary>Length of the compared runs of characters.</summary>
    private const int Shingle = 4;

    /// <summary>How many shingles of a text are looked up: those with the smallest hashes, the same for the same passages.</summary>
    private const int Samples = 24;

    /// <summary>A shingle of more texts than this is a turn of phrase and makes nobody neighbours.</summary>
    private const int TooCommon = 60;

    /// <summary>Shared shingles, as a share of the shorter text's, from which two texts are nearly the same.</summary>
    private const double NearlySame = 0.4;

    /// <summary>For each text its fold, 0 up; folds are of nearly equal size. Deterministic.</summary>
    public static int[] Folds(IReadOnlyList<FoldedText> texts, int count)
    {
        var groups = Groups(texts);
        var sizes = new int[count];
        var ofGroup = new Dictionary<int, int>();
        var order = groups.Distinct().ToArray();
#pragma warning disable S2245 // A fixed dice, so that the same texts always lie in the same folds; nothing here is secret.
        new Random(1).Shuffle(order);
#pragma warning restore S2245
        var members = groups.CountBy(g => g).ToDictionary();
        foreach (var group in order)
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            ofGroup[group] = smallest;
            sizes[smallest] += members[group];
        }

        return [.. groups.Select(g => ofGroup[g])];
    }

    /// <summary>For each text the first of those that are nearly the same, or are so by way of others.</summary>
    public static int[] Groups(IReadOnlyList<FoldedText> texts)
    {
        var first = Enumerable.Range(0, texts.Count).ToArray();
        var shingles = texts.Select(Shingles).ToList();
        var index = new Dictionary<int, List<int>>();
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var shingle in shingles[i].Order().Take(Samples))
            {
                if (!index.TryGetValue(shingle, out var sharing))
                {
                    index[shingle] = sharing = [];
                }

                sharing.Add(i);
            }
        }

        foreach (var sharing in index.Values.Where(s => s.Count is > 1 and <= TooCommon))
        {
            foreach (var (a, b) in sharing.SelectMany((a, at) => sharing.Skip(at + 1).Select(b => (a, b))))
            {
                if (First(a) != First(b) && AreNearlySame(shingles[a], shingles[b]))
                {
                    var (low, high) = (Math.Min(First(a), First(b)), Math.Max(First(a), First(b)));
                    first[high] = low;
                }
            }
        }

        return [.. Enumerable.Range(0, texts.Count).Select(First)];

        int First(int text)
        {
            while (first[text] != text)
            {
                text = first[text] = first[first[text]];
            }

            return text;
        }
    }

    private static bool AreNearlySame(HashSet<int> a, HashSet<int> b)
    {
        var (small, large) = a.Count < b.Count ? (a, b) : (b, a);
        return small.Count(large.Contains) > NearlySame * small.Count;
    }

    private static HashSet<int> Shingles(FoldedText text)
    {
        var found = new HashSet<int>();
        for (var at = 0; at + Shingle <= text.Length; at++)
        {
            var hash = 2166136261u;
            foreach (var character in text.Characters.AsSpan(at, Shingle))
            {
                hash = (hash ^ character) * 16777619;
            }

            hash ^= hash >> 15;
            hash *= 0x85ebca6b;
            found.Add((int)(hash ^ (hash >> 13)));
        }

        return found;
    }
}
