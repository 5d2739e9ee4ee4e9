using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Measuring;
using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Reading;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Fraud.Learning;

/// <summary>How a model did on messages that no model ever learns from.</summary>
/// <param name="FalseAlarms">Ordinary messages called fraud.</param>
/// <param name="Found">Fraudulent ones called fraud, of whichever kind.</param>
internal sealed record FraudTrial(int Ordinary, int Fraud, int FalseAlarms, int Found, double MacroF1);

/// <param name="Messages">How many were learnt from, ordinary ones included.</param>
internal sealed record LearntFraud(FraudModel Model, FraudTrial Trial, int Messages, int Ordinary);

/// <summary>
/// Learns from labelled messages with the learner of the categories. Every tenth message, chosen by its beginning, is held out for good: on these
/// the threshold is found and versions are compared. Pure.
/// </summary>
internal static class FraudLearner
{
    /// <summary>Fewer of a kind teach its words by heart and nothing else.</summary>
    public const int LeastOfKind = 20;

    /// <summary>Fewer ordinary messages cannot show that one in a hundred is called fraud.</summary>
    public const int LeastOrdinary = 200;

    /// <summary>More than the largest such collections; each costs learning time.</summary>
    public const int Most = 100_000;

    public static bool IsHeldOut(Example message) => new MatterExample(message.Text, message.Label, null, "").IsHeldOut;

    /// <summary>Labels become classes, messages are cut as the page cuts them; what cannot be learnt from is refused with the reason.</summary>
    public static Result<IReadOnlyList<Example>> Prepare(IReadOnlyList<Example> file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Count > Most)
        {
            return InsightErrors.FraudTooMany(Most);
        }

        if (file.FirstOrDefault(e => FraudLabels.ClassOf(e.Label) is null) is { } unknown)
        {
            return InsightErrors.FraudLabelUnknown(unknown.Label);
        }

        List<Example> messages = [.. file.Select(e => new Example(e.Text.Length <= FraudCheck.Longest ? e.Text : e.Text[..FraudCheck.Longest], FraudLabels.ClassOf(e.Label)!)).Distinct()];
        var counts = messages.CountBy(m => m.Label, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        if (counts.GetValueOrDefault(FraudLabels.Ordinary) < LeastOrdinary || counts.Count < 2 || counts.Any(c => c.Value < LeastOfKind))
        {
            return InsightErrors.FraudTooFew(LeastOrdinary, LeastOfKind);
        }

        return Result<IReadOnlyList<Example>>.Of(messages);
    }

    public static Result<LearntFraud> Learn(IReadOnlyList<Example> messages, IProgress<double>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var (learnt, heldOut) = (messages.Where(m => !IsHeldOut(m)).ToList(), messages.Where(IsHeldOut).ToList());
        if (heldOut.TrueForAll(m => m.Label != FraudLabels.Ordinary) || heldOut.TrueForAll(m => m.Label == FraudLabels.Ordinary))
        {
            return InsightErrors.FraudTooFew(LeastOrdinary, LeastOfKind);
        }

        var steps = progress is null ? null : new Progress<LearningProgress>(p => progress.Report((p.Step == LearningStep.Learning ? 0.5 : 0) + (p.Done / 2)));
        return TextLearner.Train(learnt, LearnerShape.Messages, steps, ct).Map(classifier =>
        {
            var model = new FraudModel(classifier, ThresholdOf(classifier, heldOut));
            return new LearntFraud(model, Try(model, heldOut), learnt.Count, learnt.Count(m => m.Label == FraudLabels.Ordinary));
        });
    }

    public static FraudTrial Try(FraudModel model, IReadOnlyList<Example> heldOut)
    {
        ArgumentNullException.ThrowIfNull(model);
        var session = model.Classifier.Open();
        var figures = Measure.Of([.. heldOut.Select(m => session.Read(FoldedText.Of(m.Text)))], [.. heldOut.Select(m => m.Label)]);
        var called = heldOut.Where(m => model.Judge(m.Text, session).Verdict == FraudVerdict.Resembles).Select(m => m.Label == FraudLabels.Ordinary).ToList();
        var ordinary = heldOut.Count(m => m.Label == FraudLabels.Ordinary);
        return new FraudTrial(ordinary, heldOut.Count - ordinary, called.Count(isOrdinary => isOrdinary), called.Count(isOrdinary => !isOrdinary), figures.MacroF1);
    }

    /// <summary>
    /// The lowest score, from an even chance up, that at most one in a hundred ordinary messages reaches; those that the signs of kinds not learnt
    /// call fraud anyway are counted with them.
    /// </summary>
    private static double ThresholdOf(TextClassifier classifier, List<Example> heldOut)
    {
        const double even = 0.5;
        var (never, session) = (new FraudModel(classifier, double.PositiveInfinity), classifier.Open());
        var ordinary = heldOut.Where(m => m.Label == FraudLabels.Ordinary).ToList();
        var bySigns = ordinary.ConvertAll(m => never.Judge(m.Text, session).Verdict == FraudVerdict.Resembles);
        var allowed = Math.Max(0, (int)(ordinary.Count * FraudModel.MostFalseAlarms) - bySigns.Count(s => s));
        var scores = ordinary.Where((_, i) => !bySigns[i]).Select(m => FraudModel.ScoreOf(m.Text, session) ?? 0).OrderDescending().ToList();
        // The first that may not be called fraud lies just below the line.
        return scores.Count <= allowed ? even : Math.Max(even, Math.BitIncrement(scores[allowed]));
    }
}
