namespace Fengqiao.Cases;

/// <summary>What newcomers are shown on their first visit, in GuideTexts.resx and GuideTexts.en.resx.</summary>
internal sealed class GuideTexts;
