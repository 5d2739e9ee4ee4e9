namespace Fengqiao.Insight.Learning;

/// <summary>Finds how much trust scores deserve.</summary>
internal static class Calibration
{
    /// <summary>Where there is nothing to find it from: too few texts of some class.</summary>
    public const float Usual = 4;

    private const double Least = 0.05;
    private const double Most = 100;

    /// <summary>The sharpness with the smallest mean negative log-likelihood; golden-section search on its logarithm, where the loss has one valley.</summary>
    public static float SharpnessOf(IReadOnlyList<(float[] Scores, int Class)> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (held.Count == 0)
        {
            return Usual;
        }

        var (from, to) = (Math.Log(Least), Math.Log(Most));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        while (to - from > 0.001)
        {
            var (left, right) = (to - (ratio * (to - from)), from + (ratio * (to - from)));
            if (Loss(left) < Loss(right))
            {
                to = right;
            }
            else
            {
                from = left;
            }
        }

        return (float)Math.Exp((from + to) / 2);

        double Loss(double logarithm)
        {
            var sharpness = (float)Math.Exp(logarithm);
            return held.Average(h => -Math.Log(Math.Max(1e-12, TextClassifier.Softmax(h.Scores, sharpness)[h.Class])));
        }
    }
}
