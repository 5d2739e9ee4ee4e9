using System.Globalization;
using Fengqiao.Bench.Load;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// Two sides in turns, in random order within each pair, so that whatever else the machine does falls on both. What counts is the
/// ratio within a pair.
/// </summary>
internal static class Duel
{
    /// <param name="Drain">Time after the round until the server had nothing left to do in the background.</param>
    internal sealed record Pair(RoundResult Product, RoundResult Bare, TimeSpan Drain)
    {
        public double Ratio => Product.PerSecond / Bare.PerSecond;
    }

    public static async Task<IReadOnlyList<Pair>> RunAsync(int rounds, Func<Task<(RoundResult Round, TimeSpan Drain)>> product, Func<Task<RoundResult>> bare)
    {
        var random = new Random(1);
        var pairs = new List<Pair>();
        for (var i = 0; i < rounds; i++)
        {
            Pair pair;
            if (random.Next(2) == 0)
            {
                var (round, drain) = await product();
                pair = new Pair(round, await bare(), drain);
            }
            else
            {
                var other = await bare();
                var (round, drain) = await product();
                pair = new Pair(round, other, drain);
            }

            pairs.Add(pair);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {i + 1}: {pair.Product.PerSecond:F0}/s against {pair.Bare.PerSecond:F0}/s, ratio {pair.Ratio:F2}; processor {pair.Product.ProcessorMs:F2} ms against {pair.Bare.ProcessorMs:F2} ms each, load generator {pair.Product.ClientShare:F2} and {pair.Bare.ClientShare:F2} cores"));
        }

        return pairs;
    }

    public static Table TableOf(StoreKind kind, string acts, IReadOnlyList<Pair> pairs)
    {
        var table = new Table($"{acts} on {kind}", "round", acts + "/s", "bare/s", "ratio", "median ms", "p99 ms", "bare median ms", "bare p99 ms",
            "processor ms each", "bare processor ms each", "load generator cores", "drained after s");
        for (var i = 0; i < pairs.Count; i++)
        {
            var (p, b, drain) = pairs[i];
            table.Add(i + 1, p.PerSecond, b.PerSecond, pairs[i].Ratio, p.MedianMs, p.P99Ms, b.MedianMs, b.P99Ms, p.ProcessorMs, b.ProcessorMs, p.ClientShare, drain.TotalSeconds);
        }

        var ratios = pairs.Select(p => p.Ratio).Order().ToList();
        table.Conclude(string.Create(CultureInfo.InvariantCulture, 
            $"{acts} on {kind}: **{Median(ratios):F2}** of the bare insert (median of {ratios.Count} pairs; {ratios[0]:F2} to {ratios[^1]:F2}); {Median(pairs.Select(p => p.Product.PerSecond)):F0}/s against {Median(pairs.Select(p => p.Bare.PerSecond)):F0}/s, {Median(pairs.Select(p => p.Product.ProcessorMs)):F2} ms of server processor each against {Median(pairs.Select(p => p.Bare.ProcessorMs)):F2} ms."));
        return table;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
