using System.Globalization;
using Fengqiao.Contracts.Insight;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>
/// Figures of the reader as lines. Names of figures are the same in every language, so that a program can find them; points in numbers too.
/// </summary>
internal static class InsightReport
{
    public static readonly CultureInfo Figures = CultureInfo.InvariantCulture;

    private const int ShownAnswers = 5;

    /// <param name="output">Where the lines go.</param>
    /// <param name="done">What was measured.</param>
    /// <param name="ordinary">Label of harmless texts, whose false alarms are reported; null where no class is such.</param>
    public static void Print(TextWriter output, LabEvaluation done, string? ordinary)
    {
        var figures = done.Figures;
        Line(output, "texts", $"{figures.Texts}", HostText.Get("Insight.LearntFrom", done.Examples));
        Line(output, "macro-F1", Four(figures.MacroF1), "");
        Line(output, "accuracy", Four(figures.Accuracy), "");
        Line(output, "among first two", Four(figures.AmongFirstTwo), "");
        Line(output, "accuracy of the surest 90 %", Four(figures.AccuracyOfSurest), "");
        Line(output, "calibration error", Four(figures.CalibrationError), "");
        if (ordinary is not null)
        {
            PrintAlarms(output, figures, ordinary);
        }

        Line(output, "training", done.TrainingSeconds.ToString("0.0", Figures) + " s", "");
        Line(output, "reading", done.TextsPerSecond.ToString("0", Figures) + " texts/s", HostText.Get("Insight.OneCore"));
        Line(output, "model", Megabytes(done.ModelBytes), "");
        PrintClasses(output, figures);
        PrintConfusion(output, figures);
    }

    public static void Print(TextWriter output, LabExplanation done)
    {
        foreach (var answer in done.Answers.Take(ShownAnswers))
        {
            output.WriteLine($"{answer.Confidence.ToString("0.000", Figures)}  {answer.Label}");
        }

        output.WriteLine();
        output.WriteLine(done.Words.Count == 0 ? HostText.Get("Insight.NoWords") : HostText.Get("Insight.Words", done.Answers[0].Label));
        foreach (var word in done.Words)
        {
            output.WriteLine($"{word.Share.ToString("0.000", Figures)}  {word.Text}");
        }
    }

    public static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", Figures) + " MB";

    private static void PrintAlarms(TextWriter output, ReadingFigures figures, string ordinary)
    {
        var harmless = figures.Classes.Where(c => c.Label == ordinary).ToList();
        var (meant, right) = (harmless.Sum(c => c.Meant), harmless.Sum(c => c.Right));
        var missed = harmless.Sum(c => c.Answered) - right;
        var harmful = figures.Texts - meant;
        Line(output, "false alarms", $"{meant - right} of {meant}", Share(meant - right, meant));
        Line(output, "missed fraud", $"{missed} of {harmful}", Share(missed, harmful));
    }

    private static void PrintClasses(TextWriter output, ReadingFigures figures)
    {
        output.WriteLine();
        output.WriteLine($"{"precision",10} {"recall",10} {"F1",10} {"texts",8}  class");
        foreach (var c in figures.Classes)
        {
            output.WriteLine($"{Four(c.Precision),10} {Four(c.Recall),10} {Four(c.F1),10} {c.Meant,8}  {c.Label}");
        }
    }

    private static void PrintConfusion(TextWriter output, ReadingFigures figures)
    {
        output.WriteLine();
        output.WriteLine(HostText.Get("Insight.Confusion"));
        output.WriteLine(string.Concat(figures.Classes.Select((_, c) => $"{c + 1,7}")));
        foreach (var (c, row) in figures.Confusion.Index())
        {
            output.WriteLine(string.Concat(row.Select(n => $"{n,7}")) + $"  {c + 1} {figures.Classes[c].Label}");
        }
    }

    private static void Line(TextWriter output, string name, string value, string note) => output.WriteLine(note.Length == 0 ? $"{name}: {value}" : $"{name}: {value} ({note})");

    private static string Share(int part, int whole) => whole == 0 ? "—" : (100.0 * part / whole).ToString("0.00", Figures) + " %";

    private static string Four(double value) => value.ToString("0.0000", Figures);
}
