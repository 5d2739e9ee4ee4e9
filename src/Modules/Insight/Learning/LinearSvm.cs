using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Learning;

/// <summary>
/// A linear support vector machine with squared hinge loss for one class against all others, by dual coordinate descent (Hsieh, Chang, Lin,
/// Keerthi and Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008). Deterministic.
/// </summary>
internal static class LinearSvm
{
    /// <summary>Price of an error; chosen by cross-validation.</summary>
    private const double Cost = 1;

    private const int MostRounds = 30;

    /// <summary>A round in which no multiplier's gradient was larger ends the work: differences below change no ranking.</summary>
    private const double Tolerance = 0.02;

    /// <param name="rows">The texts as the class sees them.</param>
    /// <param name="chosen">Which of them are learnt from.</param>
    /// <param name="isOfClass">For each text whether it is of the class.</param>
    /// <param name="ct">Stops between rounds.</param>
    /// <returns>A weight for each run, and the intercept.</returns>
    public static (float[] Weights, float Intercept) Train(TextRows rows, IReadOnlyList<int> chosen, bool[] isOfClass, CancellationToken ct)
    {
        var weights = new float[rows.Width];
        var intercept = 0f;
        const double diagonal = 0.5 / Cost;
        var curvature = chosen.Select(row => diagonal + 1 + SquareOf(rows, row)).ToArray();
        var multipliers = new double[chosen.Count];
        var order = Enumerable.Range(0, chosen.Count).ToArray();
        var random = new Random(1);
        for (var round = 0; round < MostRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            random.Shuffle(order);
            var largest = 0.0;
            foreach (var i in order)
            {
                var row = chosen[i];
                var side = isOfClass[row] ? 1 : -1;
                var gradient = (side * (Dot(rows, row, weights) + intercept)) - 1 + (diagonal * multipliers[i]);
                var projected = multipliers[i] > 0 ? gradient : Math.Min(gradient, 0);
                largest = Math.Max(largest, Math.Abs(projected));
                if (projected == 0)
                {
                    continue;
                }

                var moved = Math.Max(0, multipliers[i] - (gradient / curvature[i]));
                var step = (float)((moved - multipliers[i]) * side);
                multipliers[i] = moved;
                Add(rows, row, step, weights);
                intercept += step;
            }

            if (largest < Tolerance)
            {
                break;
            }
        }

        return (weights, intercept);
    }

    public static float Dot(TextRows rows, int row, float[] weights)
    {
        var sum = 0f;
        for (var at = rows.Starts[row]; at < rows.Starts[row + 1]; at++)
        {
            sum += weights[rows.Numbers[at]] * rows.Weights[at];
        }

        return sum;
    }

    private static void Add(TextRows rows, int row, float step, float[] weights)
    {
        for (var at = rows.Starts[row]; at < rows.Starts[row + 1]; at++)
        {
            weights[rows.Numbers[at]] += step * rows.Weights[at];
        }
    }

    private static double SquareOf(TextRows rows, int row)
    {
        var sum = 0.0;
        for (var at = rows.Starts[row]; at < rows.Starts[row + 1]; at++)
        {
            sum += (double)rows.Weights[at] * rows.Weights[at];
        }

        return sum;
    }
}
