namespace Fengqiao.Insight;

/// <summary>What staff and citizens read of the reader, in InsightTexts.resx and InsightTexts.en.resx.</summary>
internal sealed class InsightTexts;
