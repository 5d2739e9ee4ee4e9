using Fengqiao.Insight.Learning;

namespace Fengqiao.Insight.Measuring;

/// <summary>How often a class was meant, was answered, and was both.</summary>
internal sealed record ClassFigures(string Label, int Meant, int Answered, int Right)
{
    /// <summary>Of the answers, how many were right; 0 where none was given.</summary>
    public double Precision => Answered == 0 ? 0 : (double)Right / Answered;

    /// <summary>Of those meant, how many were answered so.</summary>
    public double Recall => Meant == 0 ? 0 : (double)Right / Meant;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Meant + Answered == 0 ? 0 : 2.0 * Right / (Meant + Answered);
}

/// <summary>How a reader did on texts it has not learnt from.</summary>
internal sealed record Evaluation(
    int Texts,
    double Accuracy,
    double AmongFirstTwo,
    double AccuracyOfSurest,
    double CalibrationError,
    IReadOnlyList<ClassFigures> Classes,
    IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>The part of the texts that is answered with most confidence; the rest is "not sure".</summary>
    public const double SurestPart = 0.9;

    private const int Bins = 15;

    /// <summary>Mean of the classes' F1, each counting alike however rare.</summary>
    public double MacroF1 => Classes.Average(c => c.F1);

    /// <param name="answers">For each text all classes, likeliest first.</param>
    /// <param name="meant">For each text what people decided.</param>
    public static Evaluation Of(IReadOnlyList<IReadOnlyList<Answer>> answers, IReadOnlyList<string> meant)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(meant);
        string[] labels = [.. answers.SelectMany(a => a.Select(x => x.Label)).Concat(meant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var confusion = labels.Select(_ => new int[labels.Length]).ToArray();
        var judged = new List<(double Sure, bool Right)>(answers.Count);
        var second = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            var first = answers[i][0];
            confusion[Array.IndexOf(labels, meant[i])][Array.IndexOf(labels, first.Label)]++;
            judged.Add((first.Probability, first.Label == meant[i]));
            second += answers[i].Take(2).Any(a => a.Label == meant[i]) ? 1 : 0;
        }

        var surest = judged.OrderByDescending(j => j.Sure).Take((int)Math.Floor(judged.Count * SurestPart)).ToList();
        return new Evaluation(
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
