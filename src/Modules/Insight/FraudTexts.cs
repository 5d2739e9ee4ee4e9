namespace Fengqiao.Insight;

/// <summary>What citizens read when they send a suspicious message on, and staff when they work on it; in FraudTexts.resx and FraudTexts.en.resx.</summary>
internal sealed class FraudTexts;
