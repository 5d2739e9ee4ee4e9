using Fengqiao.Insight.Measuring;
using Fengqiao.Insight.Reading;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Learning;

/// <summary>Where training stands: what it does, and how much of that is done (0 to 1).</summary>
internal readonly record struct LearningProgress(LearningStep Step, double Done);

internal enum LearningStep
{
    /// <summary>Learning from a part and trying it on the rest, to find out how sure an answer may be.</summary>
    Calibrating,

    /// <summary>Learning from all.</summary>
    Learning,
}

/// <summary>Trains a <see cref="TextClassifier"/>. The same examples always give the same one.</summary>
internal static class TextLearner
{
    /// <summary>Runs that fewer texts have teach nothing about the next text.</summary>
    private const int LeastTexts = 2;

    /// <summary>Bounds the model: 8 million numbers are 32 MB in memory and half of that in the file.</summary>
    private const int MostCells = 8_000_000;

    private const int Folds = 5;

    /// <summary>So many held-out texts settle one number; further folds would only take time.</summary>
    private const int EnoughHeld = 1_200;

    public static Result<TextClassifier> Train(IReadOnlyList<Example> examples, IProgress<LearningProgress>? progress, CancellationToken ct) =>
        Train(examples, LearnerShape.Matters, progress, ct);

    public static Result<TextClassifier> Train(IReadOnlyList<Example> examples, LearnerShape shape, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        string[] labels = [.. examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
        {
            return InsightErrors.OneClass;
        }

        var texts = examples.Select(e => FoldedText.Of(e.Text, e.About)).ToList();
        if (texts.Sum(t => (long)t.Length) == 0)
        {
            return InsightErrors.NothingToRead;
        }

        var numbers = labels.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        var classes = examples.Select(e => numbers[e.Label]).ToArray();
        var sharpness = Sharpness(texts, classes, labels, shape, part => progress?.Report(new LearningProgress(LearningStep.Calibrating, part)), ct);
        var model = Train(texts, classes, labels, shape, part => progress?.Report(new LearningProgress(LearningStep.Learning, part)), ct);
        return model with { Sharpness = sharpness };
    }

    /// <summary>Trains without calibration.</summary>
    public static TextClassifier Train(IReadOnlyList<FoldedText> texts, int[] classes, string[] labels, LearnerShape shape, Action<double>? progress, CancellationToken ct)
    {
        var most = MostCells / ClassTable.CellsOf(labels.Length);
        var head = Vocabulary.Of(texts, Block.Head, shape.Longest, LeastTexts, most / 4);
        var body = Vocabulary.Of(texts, Block.Body, shape.Longest, LeastTexts, most - head.Count);
        var rows = TextRows.Of(texts, body, head);
        var table = new ClassTable(labels.Length, rows.Width, rows.BodyWidth, shape.HeadLength, new float[labels.Length]);
        var done = 0;
        Parallel.For(0, labels.Length, new ParallelOptions { CancellationToken = ct }, c =>
        {
            var isOfClass = Array.ConvertAll(classes, of => of == c);
            var odds = LogOdds.Of(rows, isOfClass);
            var (weights, intercept) = LinearSvm.Train(ScaledRows.Of(rows, odds, shape.HeadLength), isOfClass, ct);
            table.Intercepts[c] = intercept;
            for (var run = 0; run < rows.Width; run++)
            {
                table.Set(run, c, odds[run], odds[run] * weights[run]);
            }

            progress?.Invoke((double)Interlocked.Increment(ref done) / labels.Length);
        });
        return new TextClassifier(labels, body, head, table, 1);
    }

    /// <summary>The sharpness under which held-out texts are least surprising (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).</summary>
    private static float Sharpness(List<FoldedText> texts, int[] classes, string[] labels, LearnerShape shape, Action<double> progress, CancellationToken ct)
    {
        var held = new List<(float[] Scores, int Class)>();
        var folds = NearDuplicates.Folds(texts, Folds);
        for (var fold = 0; fold < Folds && held.Count < EnoughHeld; fold++)
        {
            var chosen = Enumerable.Range(0, texts.Count).Where(i => folds[i] != fold).ToList();
            // A class that has all its few examples in this fold would be unknown to the reader that is tried.
            if (chosen.Select(i => classes[i]).Distinct().Count() < labels.Length)
            {
                continue;
            }

            var session = Train([.. chosen.Select(i => texts[i])], [.. chosen.Select(i => classes[i])], labels, shape, null, ct).Open();
            held.AddRange(Enumerable.Range(0, texts.Count).Where(i => folds[i] == fold).Select(i => (session.Score(texts[i]).ToArray(), classes[i])));
            progress((fold + 1.0) / Folds);
        }

        return Calibration.SharpnessOf(held);
    }
}
