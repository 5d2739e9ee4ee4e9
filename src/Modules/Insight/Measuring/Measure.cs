using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Learning;

namespace Fengqiao.Insight.Measuring;

/// <summary>Counts how a reader did.</summary>
internal static class Measure
{
    private const int Bins = 15;

    /// <param name="answers">For each text all classes, likeliest first.</param>
    /// <param name="meant">For each text what people decided.</param>
    public static ReadingFigures Of(IReadOnlyList<IReadOnlyList<Answer>> answers, IReadOnlyList<string> meant)
    {
        string[] labels = [.. answers.SelectMany(a => a.Select(x => x.Label)).Concat(meant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = labels.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        var confusion = labels.Select(_ => new int[labels.Length]).ToArray();
        var judged = new List<(double Sure, bool Right)>(answers.Count);
        var second = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            var first = answers[i][0];
            confusion[numbers[meant[i]]][numbers[first.Label]]++;
            judged.Add((first.Probability, first.Label == meant[i]));
            second += answers[i].Take(2).Any(a => a.Label == meant[i]) ? 1 : 0;
        }

        var surest = judged.OrderByDescending(j => j.Sure).Take((int)Math.Floor(judged.Count * ReadingFigures.SurestPart)).ToList();
        return new ReadingFigures(
            answers.Count,
            Share(judged),
            answers.Count == 0 ? 0 : (double)second / answers.Count,
            Share(surest),
            CalibrationErrorOf(judged),
            [.. labels.Select((label, c) => new ClassFigures(label, confusion[c].Sum(), confusion.Sum(row => row[c]), confusion[c][c]))],
            confusion);
    }

    /// <summary>
    /// Expected calibration error: how far the share of right answers lies from the mean confidence, in bins of confidence of equal width,
    /// weighted by how many texts are in them (Naeini, Cooper and Hauskrecht, AAAI 2015).
    /// </summary>
    private static double CalibrationErrorOf(List<(double Sure, bool Right)> judged) => judged
        .GroupBy(j => Math.Min(Bins - 1, (int)(j.Sure * Bins)))
        .Sum(bin => Math.Abs(bin.Average(j => j.Right ? 1.0 : 0) - bin.Average(j => j.Sure)) * bin.Count() / judged.Count);

    private static double Share(List<(double Sure, bool Right)> judged) => judged.Count == 0 ? 0 : judged.Average(j => j.Right ? 1.0 : 0);
}
