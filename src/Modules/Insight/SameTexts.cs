namespace Fengqiao.Insight;

/// <summary>What people read where two cases seem to be one matter; in SameTexts.resx and SameTexts.en.resx.</summary>
internal sealed class SameTexts;
