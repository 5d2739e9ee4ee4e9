using Microsoft.Extensions.Localization;

namespace Fengqiao.Web.Components;

/// <summary>Lengths of time in words, in the two largest units that matter.</summary>
public static class Durations
{
    /// <summary>For example 2 天 3 小时, 5 小时, 40 分钟. Less than a minute is one minute.</summary>
    public static string Text(IStringLocalizer<WebTexts> texts, TimeSpan span)
    {
        var (days, hours, minutes) = ((int)span.TotalDays, span.Hours, span.Minutes);
        if (days >= 10 || (days > 0 && hours == 0))
            return Unit(texts, "Day", days);
        if (days > 0)
            return texts["Duration.Two", Unit(texts, "Day", days), Unit(texts, "Hour", hours)];
        if (hours > 0)
            return hours >= 6 || minutes == 0 ? Unit(texts, "Hour", hours) : texts["Duration.Two", Unit(texts, "Hour", hours), Unit(texts, "Minute", minutes)];
        return Unit(texts, "Minute", Math.Max(1, minutes));
    }

    private static string Unit(IStringLocalizer<WebTexts> texts, string unit, int count) =>
        texts[count == 1 ? $"Duration.{unit}.One" : $"Duration.{unit}", count];
}
