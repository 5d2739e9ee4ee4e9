using Fengqiao.Kernel;

namespace Fengqiao.Contracts.Insight;

/// <summary>What learning led to.</summary>
/// <param name="Number">Number of the new version.</param>
/// <param name="TookOver">False where the version in use did better on the held-out cases: the new one is kept, but not used.</param>
/// <param name="Accuracy">On the held-out cases.</param>
/// <param name="Earlier">Accuracy of the version in use on the same cases; null where there was none.</param>
public sealed record TrainingOutcome(int Number, int Examples, int HeldOut, double Accuracy, double? Earlier, bool TookOver);

/// <summary>Learns anew from closed cases.</summary>
public interface IReaderTrainer
{
    /// <param name="file">Labelled texts to learn from besides the closed cases, with codes or names of categories; null for none.</param>
    /// <param name="account">Who asked for it; a job's name where nobody did.</param>
    /// <param name="progress">0 to 1.</param>
    Task<Result<TrainingOutcome>> TrainAsync(string? file, string account, IProgress<double>? progress, CancellationToken ct);
}
