namespace Fengqiao.Web.Components;

/// <summary>What a colour means. Text or an icon always says the same, since not everyone sees colours.</summary>
public enum Tone
{
    Neutral,
    Info,
    Progress,
    Good,
    Caution,
    Warning,
    Danger,
}

internal static class ToneNames
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Info => "info",
        Tone.Progress => "progress",
        Tone.Good => "good",
        Tone.Caution => "caution",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        _ => "neutral",
    };
}
