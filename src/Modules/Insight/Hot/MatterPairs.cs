namespace Fengqiao.Insight.Hot;

/// <param name="First">Position of the earlier of the two in the list.</param>
/// <param name="Likeness">Cosine of their rows, 0 to 1.</param>
internal readonly record struct MatterPair(int First, int Second, double Likeness);

/// <summary>Finds the pairs of messages that are alike through an index of their runs, so never by comparing all with all.</summary>
internal static class MatterPairs
{
    /// <param name="vectors">The messages.</param>
    /// <param name="least">Pairs less alike are left out.</param>
    /// <returns>Most alike first; of equals the earlier ones first.</returns>
    public static List<MatterPair> Of(MatterVectors vectors, double least, CancellationToken ct)
    {
        var index = new List<(int Message, double Weight)>?[vectors.Runs];
        var likeness = new double[vectors.Rows.Count];
        var touched = new List<int>();
        var pairs = new List<MatterPair>();
        for (var message = 0; message < vectors.Rows.Count; message++)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var (run, weight) in vectors.Rows[message])
            {
                foreach (var (other, othersWeight) in index[run] ??= [])
                {
                    if (likeness[other] == 0)
                    {
                        touched.Add(other);
                    }

                    likeness[other] += weight * othersWeight;
                }

                index[run]!.Add((message, weight));
            }

            foreach (var other in touched)
            {
                if (likeness[other] >= least)
                {
                    pairs.Add(new MatterPair(other, message, likeness[other]));
                }

                likeness[other] = 0;
            }

            touched.Clear();
        }

        pairs.Sort((a, b) => (-a.Likeness, a.First, a.Second).CompareTo((-b.Likeness, b.First, b.Second)));
        return pairs;
    }
}
