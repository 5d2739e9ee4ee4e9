using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>
/// How much more often a run occurs in texts of a class than in all others, as the logarithm of the ratio: what a naive Bayes reader would
/// add up. Used as the scale on which a linear learner sees the runs, which beats either alone (Wang and Manning, "Baselines and Bigrams:
/// Simple, Good Sentiment and Topic Classification", ACL 2012).
/// </summary>
internal static class LogOdds
{
    /// <summary>Pretended occurrences of each run on either side, as a share of the average run's: no run is impossible.</summary>
    private const double Smoothing = 1;

    /// <param name="rows">The texts.</param>
    /// <param name="isOfClass">For each text whether it is of the class.</param>
    /// <returns>One figure for each run; 0 says nothing, positive speaks for the class.</returns>
    public static float[] Of(TextRows rows, bool[] isOfClass)
    {
        var (inside, outside) = (new double[rows.Width], new double[rows.Width]);
        var (insideSum, outsideSum) = (0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var at = rows.Starts[row]; at < rows.Starts[row + 1]; at++)
            {
                if (isOfClass[row])
                {
                    inside[rows.Numbers[at]] += rows.Weights[at];
                    insideSum += rows.Weights[at];
                }
                else
                {
                    outside[rows.Numbers[at]] += rows.Weights[at];
                    outsideSum += rows.Weights[at];
                }
            }
        }

        // The ratio of shares; with a smoothing proportional to the sums, the sums of the smoothed counts cancel to the plain sums.
        var (insideMore, outsideMore) = (Smoothing * insideSum / rows.Width, Smoothing * outsideSum / rows.Width);
        var odds = new float[rows.Width];
        for (var run = 0; run < odds.Length; run++)
        {
            var share = (inside[run] + insideMore) / insideSum;
            var other = (outside[run] + outsideMore) / outsideSum;
            odds[run] = share > 0 && other > 0 ? (float)Math.Log(share / other) : 0;
        }

        return odds;
    }
}
