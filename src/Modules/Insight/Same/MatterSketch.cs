using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Which few runs of three characters stand for a matter in the index: of its title, and of title and text together, those whose scramble is
/// smallest. Two matters that say much the same draw much the same runs, whatever else the county holds; nothing has to be counted or learnt first.
/// One more stands for the whole, so that word for word the same is found however common its words are.
/// </summary>
internal static class MatterSketch
{
    /// <summary>A run is two overlapping pairs: a pair alone is in too many texts to narrow anything down.</summary>
    private const int RunLength = 3;

    private const int OfTitle = 16;
    private const int OfAll = 16;

    /// <summary>The most runs one matter has.</summary>
    public const int Most = OfTitle + OfAll + 1;

    /// <summary>The story is told by then; see <see cref="MatterComparer"/>.</summary>
    private const int Compared = 600;

    /// <summary>The runs, at most <see cref="Most"/>; none where there is no letter and no digit.</summary>
    public static IReadOnlyCollection<string> Runs(string title, string text)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(text);
        var (said, told) = (Folded(title), Folded(text));
        var runs = new HashSet<string>(StringComparer.Ordinal);
        if (said.Length + told.Length == 0)
        {
            return runs;
        }

        var beginning = said[..Math.Min(said.Length, Compared)];
        runs.UnionWith(Smallest(beginning, OfTitle));
        runs.UnionWith(Smallest(beginning + told[..Math.Min(told.Length, Compared)], OfAll));
        runs.Add($"={said}\n{told}");
        return runs;
    }

    private static string Folded(string text) => new(FoldedText.Of(text).Characters);

    private static IEnumerable<string> Smallest(string text, int most)
    {
        if (text.Length <= RunLength)
        {
            return text.Length == 0 ? [] : [text];
        }

        var drawn = new PriorityQueue<string, ulong>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + RunLength <= text.Length; i++)
        {
            var run = text.Substring(i, RunLength);
            if (known.Add(run))
            {
                // The queue gives up its smallest first, so what is to be kept goes in upside down.
                drawn.Enqueue(run, ulong.MaxValue - Scramble(run));
                if (drawn.Count > most)
                {
                    drawn.Dequeue();
                }
            }
        }

        return drawn.UnorderedItems.Select(i => i.Element);
    }

    /// <summary>The same in every process, for good: what is stored was drawn by it.</summary>
    private static ulong Scramble(string run)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in run)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
