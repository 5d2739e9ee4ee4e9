namespace Fengqiao.Insight.Reading;

/// <summary>A part of the text that is weighed by itself.</summary>
internal enum Block
{
    /// <summary>The whole text.</summary>
    Body,

    /// <summary>
    /// Its first <see cref="Grams.HeadLength"/> characters, where a message has its title: two thirds of the decision in a twentieth of the
    /// characters.
    /// </summary>
    Head,
}

/// <summary>
/// The runs of one to three, or as many as a task asks for, neighbouring characters of a text, as 64-bit keys. Chinese has no blanks between words; runs of
/// characters need no dictionary, know every word of two or three characters and survive texts from which words were dropped.
/// </summary>
internal static class Grams
{
    public const int HeadLength = 30;

    // FNV-1a, 64 bit, with a final mix; a collision among some hundred thousand runs is unlikely and would only blur two of them.
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ReadOnlySpan<char> PartOf(FoldedText text, Block block) =>
        block == Block.Head && text.Length > HeadLength ? text.Characters.AsSpan(0, HeadLength) : text.Characters;

    /// <summary>How many runs a part has.</summary>
    public static int Count(int length, int longest)
    {
        var count = 0;
        for (var n = 1; n <= longest; n++)
        {
            count += Math.Max(0, length - n + 1);
        }

        return count;
    }

    /// <summary>Writes the keys of all runs: those that begin at the first character, shortest first, then those at the second.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(ReadOnlySpan<char> part, Block block, int longest, Span<ulong> keys)
    {
        var written = 0;
        var seed = (Offset ^ (ulong)block) * Prime;
        for (var start = 0; start < part.Length; start++)
        {
            var key = seed;
            var end = Math.Min(part.Length, start + longest);
            for (var at = start; at < end; at++)
            {
                key = (key ^ part[at]) * Prime;
                keys[written++] = Mix(key + (ulong)(at - start));
            }
        }

        return written;
    }

    /// <summary>All runs of a block with where they stand, in the order of <see cref="Write"/>.</summary>
    public static IEnumerable<(ulong Key, int Start, int Length)> In(FoldedText text, Block block, int longest)
    {
        var keys = new ulong[Count(PartOf(text, block).Length, longest)];
        Write(PartOf(text, block), block, longest, keys);
        var at = 0;
        for (var start = 0; start < PartOf(text, block).Length; start++)
        {
            for (var length = 1; length <= Math.Min(longest, PartOf(text, block).Length - start); length++)
            {
                yield return (keys[at++], start, length);
            }
        }
    }

    /// <summary>Never 0, which marks an empty place in the vocabulary.</summary>
    private static ulong Mix(ulong key)
    {
        key ^= key >> 32;
        key *= 0xd6e8feb86659fd93;
        key ^= key >> 32;
        return key | 1;
    }
}
