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
    /// <param name="isOfClass">For each text whether it is of the class.</param>
    /// <param name="ct">Stops between rounds.</param>
    /// <returns>A weight for each run, and the intercept.</returns>
    public static (float[] Weights, float Intercept) Train(TextRows rows, bool[] isOfClass, CancellationToken ct)
    {
        var weights = new float[rows.Width];
        var intercept = 0f;
        const double diagonal = 0.5 / Cost;
        var curvature = Enumerable.Range(0, rows.Count).Select(row => diagonal + 1 + SquareOf(rows, row)).ToArray();
        var multipliers = new double[rows.Count];
        var order = Enumerable.Range(0, rows.Count).ToArray();
#pragma warning disable S2245 // A fixed dice, so that the same texts always make the same machine; nothing here is secret.
        var random = new Random(1);
#pragma warning restore S2245
        for (var round = 0; round < MostRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            random.Shuffle(order);
            var largest = 0.0;
            foreach (var row in order)
            {
                var side = isOfClass[row] ? 1 : -1;
                var gradient = (side * (Dot(rows, row, weights) + intercept)) - 1 + (diagonal * multipliers[row]);
                var projected = multipliers[row] > 0 ? gradient : Math.Min(gradient, 0);
                largest = Math.Max(largest, Math.Abs(projected));
                if (projected == 0)
                {
                    continue;
                }

                var moved = Math.Max(0, multipliers[row] - (gradient / curvature[row]));
                var step = (float)((moved - multipliers[row]) * side);
                multipliers[row] = moved;
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

    private static float Dot(TextRows rows, int row, float[] weights)
    {
        var (from, length) = (rows.Starts[row], rows.Starts[row + 1] - rows.Starts[row]);
        var numbers = rows.Numbers.AsSpan(from, length);
        var values = rows.Weights.AsSpan(from, length);
        // Two sums side by side: a single one would wait for each addition before the next.
        var (even, odd) = (0f, 0f);
        var i = 0;
        for (; i + 1 < numbers.Length; i += 2)
        {
            even += weights[numbers[i]] * values[i];
            odd += weights[numbers[i + 1]] * values[i + 1];
        }

        return even + odd + (i < numbers.Length ? weights[numbers[i]] * values[i] : 0);
    }

    private static void Add(TextRows rows, int row, float step, float[] weights)
    {
        var (from, length) = (rows.Starts[row], rows.Starts[row + 1] - rows.Starts[row]);
        var numbers = rows.Numbers.AsSpan(from, length);
        var values = rows.Weights.AsSpan(from, length);
        for (var i = 0; i < numbers.Length; i++)
        {
            weights[numbers[i]] += step * values[i];
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
