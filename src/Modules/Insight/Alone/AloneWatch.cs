namespace Fengqiao.Insight.Alone;

/// <summary>How many of those checked were wrong, and what that says about all of them.</summary>
/// <param name="From">Lower end of the 95 % interval, 0 to 1.</param>
/// <param name="To">Upper end.</param>
internal readonly record struct WrongShare(int Wrong, int Judged, double From, double To)
{
    /// <summary>Null where nothing was checked.</summary>
    public double? Value => Judged == 0 ? null : (double)Wrong / Judged;
}

/// <summary>What the samples say, and when they say: stop. Pure.</summary>
internal static class AloneWatch
{
    /// <summary>So many of a day are checked at least, where there are as many.</summary>
    public const int LeastSample = 5;

    /// <summary>The newest verdicts that count.</summary>
    public const int Window = 100;

    /// <summary>Fewer verdicts say nothing.</summary>
    public const int LeastJudged = 20;

    /// <summary>z of the normal distribution for 95 %.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>How many of a day's are checked.</summary>
    public static int SampleOf(int made, double share) => Math.Min(made, Math.Max(LeastSample, (int)Math.Ceiling(made * share)));

    /// <summary>The share of wrong ones, with the interval of Wilson (1927), which holds for few and for none as well.</summary>
    public static WrongShare Of(int wrong, int judged)
    {
        if (judged == 0)
        {
            return new WrongShare(0, 0, 0, 1);
        }

        var (p, n) = ((double)wrong / judged, (double)judged);
        var middle = (p + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return new WrongShare(wrong, judged, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>Whether too much of what was checked lately was wrong.</summary>
    /// <param name="verdicts">Of cases dispatched since it was switched on; the newest <see cref="Window"/> count.</param>
    public static bool MustStop(IEnumerable<AutoVerdict> verdicts, double mostWrong)
    {
        var counted = verdicts.Take(Window).ToList();
        return counted.Count >= LeastJudged && counted.Count(v => v != AutoVerdict.Right) > mostWrong * counted.Count;
    }
}
