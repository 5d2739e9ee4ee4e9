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

    private const int Folds = 5;

    public static Result<TextClassifier> Train(IReadOnlyList<Example> examples, IProgress<LearningProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(examples);
        string[] labels = [.. examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
        {
            return InsightErrors.OneClass;
        }

        var texts = examples.Select(e => FoldedText.Of(e.Text)).ToList();
        var classes = examples.Select(e => Array.IndexOf(labels, e.Label)).ToArray();
        if (texts.Sum(t => (long)t.Length) == 0)
        {
            return InsightErrors.NothingToRead;
        }

        var all = Enumerable.Range(0, texts.Count).ToList();
        var sharpness = Sharpness(texts, classes, labels, part => progress?.Report(new LearningProgress(LearningStep.Calibrating, part)), ct);
        var model = Train(texts, classes, all, labels, part => progress?.Report(new LearningProgress(LearningStep.Learning, part)), ct);
        return model with { Sharpness = sharpness };
    }

    /// <summary>Trains on some of the texts, uncalibrated.</summary>
    public static TextClassifier Train(
        IReadOnlyList<FoldedText> texts, int[] classes, IReadOnlyList<int> chosen, string[] labels, Action<double>? progress, CancellationToken ct)
    {
        var learnt = chosen.Select(i => texts[i]).ToList();
        var (body, head) = (Vocabulary.Of(learnt, Block.Body, LeastTexts), Vocabulary.Of(learnt, Block.Head, LeastTexts));
        var rows = TextRows.Of(learnt, body, head);
        var each = Enumerable.Range(0, learnt.Count).ToList();
        var (odds, weights, intercepts) = (new float[rows.Width * labels.Length], new float[rows.Width * labels.Length], new float[labels.Length]);
        for (var c = 0; c < labels.Length; c++)
        {
            var isOfClass = chosen.Select(i => classes[i] == c).ToArray();
            var ofClass = LogOdds.Of(rows, each, isOfClass);
            var (learntWeights, intercept) = LinearSvm.Train(ScaledRows.Of(rows, ofClass), each, isOfClass, ct);
            intercepts[c] = intercept;
            for (var run = 0; run < rows.Width; run++)
            {
                odds[(run * labels.Length) + c] = ofClass[run];
                weights[(run * labels.Length) + c] = learntWeights[run];
            }

            progress?.Invoke((c + 1.0) / labels.Length);
        }

        return new TextClassifier(labels, body, head, odds, weights, intercepts, 1);
    }

    /// <summary>The sharpness under which held-out texts are least surprising (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).</summary>
    private static float Sharpness(IReadOnlyList<FoldedText> texts, int[] classes, string[] labels, Action<double> progress, CancellationToken ct)
    {
        var held = new List<(float[] Scores, int Class)>();
        var folds = NearDuplicates.Folds(texts, Folds);
        for (var fold = 0; fold < Folds; fold++)
        {
            var chosen = Enumerable.Range(0, texts.Count).Where(i => folds[i] != fold).ToList();
            if (chosen.Select(i => classes[i]).Distinct().Count() < labels.Length)
            {
                continue;
            }

            var session = Train(texts, classes, chosen, labels, null, ct).Open();
            held.AddRange(Enumerable.Range(0, texts.Count).Where(i => folds[i] == fold).Select(i => (session.Score(texts[i]).ToArray(), classes[i])));
            progress((fold + 1.0) / Folds);
        }

        return Calibration.SharpnessOf(held);
    }
}
