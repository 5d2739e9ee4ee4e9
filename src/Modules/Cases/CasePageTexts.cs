namespace Fengqiao.Cases;

/// <summary>What the page of a case, its papers and the intake say, in CasePageTexts.resx and CasePageTexts.en.resx.</summary>
internal sealed class CasePageTexts;
