namespace Fengqiao.Insight;

/// <summary>Texts of the learnt fraud reader and of answers to numbers; in FraudReaderTexts.resx and FraudReaderTexts.en.resx.</summary>
internal sealed class FraudReaderTexts;
