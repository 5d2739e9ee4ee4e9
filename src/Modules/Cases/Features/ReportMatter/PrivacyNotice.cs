namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>
/// What reporters are told about their data before they send it: what is asked, why, who sees it, how long it is kept (PIPL 17). The version
/// they were shown is stored with their case. Whoever changes a word of it gives it a new version; a test holds both together.
/// </summary>
internal static class PrivacyNotice
{
    /// <summary>Day on which this wording came into force.</summary>
    public const string Version = "2026-11-22";

    /// <summary>Each has a heading <c>Privacy.X</c> and a text <c>Privacy.X.Text</c>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["What", "Why", "Who", "Long", "Rights"];
}
