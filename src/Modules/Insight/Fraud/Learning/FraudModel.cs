using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Fraud.Learning;

/// <summary>
/// A classifier of messages with the score from which one is called fraud. Where that line lies was found on messages held out: of the ordinary
/// ones at most <see cref="MostFalseAlarms"/> lie above it.
/// </summary>
internal sealed record FraudModel(TextClassifier Classifier, double Threshold)
{
    /// <summary>Share of ordinary messages that may be called fraud: who is warned of everything heeds nothing.</summary>
    public const double MostFalseAlarms = 0.01;

    /// <summary>Of fewer letters a classifier knows nothing; the signs may.</summary>
    public const int LeastLetters = 6;

    /// <summary>Signs of a kind not learnt stand against what was learnt from this strength on; docs/insight/fraud.md.</summary>
    private const int StrongSigns = 6;

    /// <summary>From this part of the threshold on a message has something of fraud.</summary>
    private const double Suspicious = 0.5;

    public IReadOnlyList<FraudKind> Kinds { get; } = [.. Classifier.Labels.Where(l => l != FraudLabels.Ordinary).Select(Enum.Parse<FraudKind>)];

    /// <summary>1 less the probability that a message is ordinary; null for one too short to be read.</summary>
    public static double? ScoreOf(string message, TextClassifier.Session session) => Read(message, session) is { } read ? ScoreOf(read.Answers) : null;

    /// <inheritdoc cref="Judge(string, TextClassifier.Session)"/>
    public FraudFinding Judge(string message) => Judge(message, Classifier.Open());

    /// <summary>
    /// The answer for a message: by what was learnt; for kinds that were not learnt, by the signs. That something was learnt of some kinds must
    /// not silence what is known of others, but a few signs of them, which many honest messages have, do not outweigh it.
    /// </summary>
    public FraudFinding Judge(string message, TextClassifier.Session session)
    {
        ArgumentNullException.ThrowIfNull(message);
        var signs = FraudCheck.Of(message);
        var isOther = signs.Kind is { } kind && !Kinds.Contains(kind);
        var text = message.Length <= FraudCheck.Longest ? message : message[..FraudCheck.Longest];
        if (Read(text, session) is not { } read || (isOther && signs.Strength >= StrongSigns))
        {
            return signs;
        }

        var score = ScoreOf(read.Answers);
        if (score < Threshold && (isOther || score < Threshold * Suspicious))
        {
            return signs.Verdict == FraudVerdict.Resembles ? signs with { Verdict = FraudVerdict.SomeSigns } : signs;
        }

        var likeliest = read.Answers.First(a => a.Label != FraudLabels.Ordinary).Label;
        var words = DecidingWords.Of(session, text, read.Folded, likeliest).Select(w => w.Text).ToList();
        return new FraudFinding(score >= Threshold ? FraudVerdict.Resembles : FraudVerdict.SomeSigns, Enum.Parse<FraudKind>(likeliest), words);
    }

    private static double ScoreOf(IReadOnlyList<Answer> answers) => 1 - answers.First(a => a.Label == FraudLabels.Ordinary).Probability;

    private static (FoldedText Folded, IReadOnlyList<Answer> Answers)? Read(string message, TextClassifier.Session session)
    {
        var folded = FoldedText.Of(message);
        return folded.Characters.Count(char.IsLetter) < LeastLetters ? null : (folded, session.Read(folded));
    }
}
