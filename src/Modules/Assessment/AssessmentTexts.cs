namespace Fengqiao.Assessment;

/// <summary>What staff read of indicators and bulletins, in AssessmentTexts.resx and AssessmentTexts.en.resx.</summary>
internal sealed class AssessmentTexts;
