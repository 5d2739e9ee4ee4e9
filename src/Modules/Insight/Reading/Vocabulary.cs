using System.Runtime.InteropServices;

namespace Fengqiao.Insight.Reading;

/// <summary>
/// The runs of characters that are known, each with a number from 0 up. Open addressing in one array: a text asks about a thousand runs, and
/// most of what reading it costs is waiting for memory.
/// </summary>
internal sealed class Vocabulary
{
    private readonly ulong[] _keys;
    private readonly int[] _numbers;
    private readonly int _mask;

    /// <param name="known">Distinct keys; the number of a key is its place in the list.</param>
    /// <param name="longest">Characters of the longest run looked for.</param>
    public Vocabulary(IReadOnlyList<ulong> known, int longest)
    {
        (Known, Longest) = (known, longest);
        var size = 16;
        while (size < known.Count * 2)
        {
            size *= 2;
        }

        (_keys, _numbers, _mask) = (new ulong[size], new int[size], size - 1);
        for (var number = 0; number < known.Count; number++)
        {
            var at = (int)(known[number] >> 8) & _mask;
            while (_keys[at] != 0)
            {
                at = (at + 1) & _mask;
            }

            (_keys[at], _numbers[at]) = (known[number], number);
        }
    }

    public IReadOnlyList<ulong> Known { get; }

    public int Longest { get; }

    public int Count => Known.Count;

    /// <summary>The number of a run; -1 for one that is not known.</summary>
    public int Find(ulong key)
    {
        var at = (int)(key >> 8) & _mask;
        while (_keys[at] != key)
        {
            if (_keys[at] == 0)
            {
                return -1;
            }

            at = (at + 1) & _mask;
        }

        return _numbers[at];
    }

    /// <summary>
    /// Learns the runs of a block that occur in at least <paramref name="leastTexts"/> texts: one that occurs once teaches nothing about the
    /// next text. Where more than <paramref name="most"/> do, the rarer ones are left out.
    /// </summary>
    public static Vocabulary Of(IEnumerable<FoldedText> texts, Block block, int longest, int leastTexts, int most)
    {
        var counts = new Dictionary<ulong, (int Texts, int Last)>();
        var keys = Array.Empty<ulong>();
        var at = 0;
        foreach (var text in texts)
        {
            at++;
            var part = Grams.PartOf(text, block);
            Array.Resize(ref keys, Math.Max(keys.Length, Grams.Count(part.Length, longest)));
            var count = Grams.Write(part, block, longest, keys);
            for (var i = 0; i < count; i++)
            {
                ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, keys[i], out _);
                if (seen.Last != at)
                {
                    seen = (seen.Texts + 1, at);
                }
            }
        }

        var least = leastTexts;
        while (counts.Values.Count(c => c.Texts >= least) > most)
        {
            least++;
        }

        // In order, so that the same texts always make the same model.
        return new Vocabulary([.. counts.Where(c => c.Value.Texts >= least).Select(c => c.Key).Order()], longest);
    }
}
