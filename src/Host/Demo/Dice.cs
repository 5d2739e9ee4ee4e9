namespace Fengqiao.Host.Demo;

/// <summary>
/// A splittable stream of repeatable numbers (SplitMix64). <see cref="Random"/> promises no fixed sequence across runtimes,
/// and a demo county must look the same on every machine. Not for secrets.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private readonly ulong _seed = seed;
    private ulong _state = seed;

    /// <summary>A stream of its own for one purpose, so that a change in one part leaves all other parts as they were.</summary>
    public Dice Fork(string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in purpose)
            hash = (hash ^ character) * 1099511628211UL;
        return new Dice(Mix(_seed ^ hash));
    }

    public Dice Fork(int index) => new(Mix(_seed + ((ulong)index + 1) * 0x9E3779B97F4A7C15UL));

    /// <summary>From 0 (inclusive) to 1 (exclusive).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public int Between(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    /// <inheritdoc cref="Between(int, int)"/>
    public double Between(double low, double high) => low + (high - low) * Next();

    public bool Chance(double share) => Next() < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>The index of one of <paramref name="weights"/>, each as likely as its weight.</summary>
    public int PickIndex(IReadOnlyList<double> weights)
    {
        var rest = Next() * weights.Sum();
        for (var index = 0; index < weights.Count; index++)
        {
            rest -= weights[index];
            if (rest < 0)
                return index;
        }
        return weights.Count - 1;
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Between(0, last);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}
