namespace Fengqiao.Contracts.Insight;

/// <summary>How often a class was meant, was answered, and was both.</summary>
public sealed record ClassFigures(string Label, int Meant, int Answered, int Right)
{
    /// <summary>Of the answers, how many were right; 0 where none was given.</summary>
    public double Precision => Answered == 0 ? 0 : (double)Right / Answered;

    /// <summary>Of those meant, how many were answered so; 0 where none was meant.</summary>
    public double Recall => Meant == 0 ? 0 : (double)Right / Meant;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Meant + Answered == 0 ? 0 : 2.0 * Right / (Meant + Answered);
}

/// <summary>How a reader did on texts it had not learnt from. Shares are from 0 to 1.</summary>
/// <param name="Texts">How many texts were read.</param>
/// <param name="Accuracy">Right at the first answer.</param>
/// <param name="AmongFirstTwo">Right at the first or second answer.</param>
/// <param name="AccuracyOfSurest">Right among the <see cref="SurestPart"/> of the texts that were answered with most confidence.</param>
/// <param name="CalibrationError">How far confidence lies from the share of right answers, on average.</param>
/// <param name="Classes">In the order of the matrix.</param>
/// <param name="Confusion">A row for each class meant, a column for each class answered.</param>
public sealed record ReadingFigures(
    int Texts,
    double Accuracy,
    double AmongFirstTwo,
    double AccuracyOfSurest,
    double CalibrationError,
    IReadOnlyList<ClassFigures> Classes,
    IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>The part of the texts that is answered with most confidence; the rest may be called "not sure".</summary>
    public const double SurestPart = 0.9;

    /// <summary>Mean of the classes' F1, each counting alike however rare.</summary>
    public double MacroF1 => Classes.Count == 0 ? 0 : Classes.Average(c => c.F1);
}
