using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Insight;

/// <summary>
/// Trains and tries readers on labelled files, without any store. A file has a column <c>category</c> (or <c>label</c>) and either
/// <c>text</c> or <c>title</c> with <c>description</c> (or <c>detail</c>).
/// </summary>
public interface ITextLab
{
    /// <summary>Learns from a file and writes the reader to another.</summary>
    Result<LabTraining> Train(string examples, string model, IProgress<double>? progress, CancellationToken ct);

    /// <summary>Learns from one file and reads another.</summary>
    /// <param name="isFraud">Looks at texts as the fraud reader does, not as that of matters.</param>
    Result<LabEvaluation> Evaluate(string train, string test, bool isFraud, IProgress<double>? progress, CancellationToken ct);

    /// <summary>
    /// Learns from parts of a file and reads the rest, with texts that are nearly the same always on one side. What is chosen for the learner
    /// is chosen by this.
    /// </summary>
    Result<LabEvaluation> CrossValidate(string examples, int folds, bool isFraud, IProgress<double>? progress, CancellationToken ct);

    /// <summary>What a trained reader makes of a text, and by which words.</summary>
    Result<LabExplanation> Explain(string model, string text);

    /// <summary>
    /// What many people raise in a file of messages, hottest first. The file has an id, a person, a title and a time, and may have a text, votes
    /// and votes against; <c>docs/insight/hot-issues.md</c> names the columns.
    /// </summary>
    Result<LabHotIssues> FindHot(string messages, CancellationToken ct);

    /// <summary>What <see cref="IReplyChecker"/> says of a file of matters with their replies: columns id, title, text, reply, unit.</summary>
    Result<IReadOnlyList<LabReply>> CheckReplies(string replies, CancellationToken ct);
}

/// <param name="HasReply">Else the hints are what the matter asks.</param>
public sealed record LabReply(string Id, bool HasReply, IReadOnlyList<ReplyHint> Hints);

/// <param name="Messages">How many were read.</param>
/// <param name="Issues">Hottest first; only those of several people, or with votes behind them.</param>
/// <param name="Seconds">Looking for them, without reading the file.</param>
public sealed record LabHotIssues(int Messages, IReadOnlyList<LabHotIssue> Issues, double Seconds);

/// <param name="Name">How one of its members puts it.</param>
/// <param name="Place">As its members name it; null where they name none.</param>
/// <param name="Words">What they have in common.</param>
/// <param name="People">Different people who wrote.</param>
/// <param name="Votes">For less against.</param>
/// <param name="Days">From the first message to the last.</param>
/// <param name="Ids">Oldest first.</param>
public sealed record LabHotIssue(string Name, string? Place, IReadOnlyList<string> Words, double Score, int People, int Votes, double Days, IReadOnlyList<string> Ids);

/// <param name="Examples">How many texts were learnt from.</param>
/// <param name="Classes">How many classes they belong to.</param>
/// <param name="ModelBytes">Size of the file.</param>
/// <param name="Seconds">What learning took, writing included.</param>
public sealed record LabTraining(int Examples, int Classes, long ModelBytes, double Seconds);

/// <param name="Examples">How many texts were learnt from.</param>
/// <param name="TrainingSeconds">What learning took; with cross-validation the mean of the folds.</param>
/// <param name="TextsPerSecond">Read on one core, from the text to the probabilities.</param>
public sealed record LabEvaluation(ReadingFigures Figures, int Examples, double TrainingSeconds, double TextsPerSecond, long ModelBytes);

/// <param name="Answers">All classes, likeliest first.</param>
/// <param name="Words">What spoke for the first of them, strongest first.</param>
public sealed record LabExplanation(IReadOnlyList<LabAnswer> Answers, IReadOnlyList<LabWord> Words);

/// <param name="Confidence">0 to 1.</param>
public sealed record LabAnswer(string Label, double Confidence);

/// <param name="Share">Its part of everything that spoke for the answer, 0 to 1.</param>
public sealed record LabWord(string Text, double Share);
