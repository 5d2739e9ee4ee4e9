using System.Globalization;
using Fengqiao.Assessment.Indicators;

namespace Fengqiao.Assessment.Features;

/// <summary>Figures as they are read: rates with one place behind the point, nothing judged as a dash, never as 100 %.</summary>
internal static class Shown
{
    public static string Of(decimal? value, bool isRate) => value is not { } known ? "—"
        : isRate ? known.ToString("0.0%", CultureInfo.InvariantCulture)
        : known.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Of(Figure figure, ReadIndicator indicator) => Of(figure.Value, indicator.Of.IsRate);

    /// <summary>In points for a rate, in percent for a count.</summary>
    public static string Change(decimal? now, decimal? then, bool isRate) => (now, then) switch
    {
        (null, _) or (_, null) => "—",
        ({ } a, { } b) when isRate => ((a - b) * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture),
        (_, 0) => "—",
        ({ } a, { } b) => ((a - b) / b).ToString("+0.0%;−0.0%;0.0%", CultureInfo.InvariantCulture),
    };

    /// <summary>For charts, in hundredths where it is a rate.</summary>
    public static double? Point(Figure figure, bool isRate) => figure.Value is { } value ? (double)Math.Round(isRate ? value * 100 : value, 2) : null;

    /// <summary>The indicator that has to stand beside another: a rate of those who answered says little where few were asked.</summary>
    public static string? QualifierOf(string code) => code switch
    {
        "resolution" => "coverage",
        "satisfaction" => "rated",
        _ => null,
    };

    public static bool? Reaches(Figure figure, Indicator indicator) => figure.Value is { } value && indicator.Goal is { } goal
        ? indicator.IsHigherBetter ? value >= goal : value <= goal
        : null;
}
