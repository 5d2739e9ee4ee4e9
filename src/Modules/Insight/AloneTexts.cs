namespace Fengqiao.Insight;

/// <summary>What is read about dispatches without a click; in AloneTexts.resx and AloneTexts.en.resx.</summary>
internal sealed class AloneTexts;
