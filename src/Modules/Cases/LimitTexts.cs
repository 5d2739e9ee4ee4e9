namespace Fengqiao.Cases;

/// <summary>Texts of the limits the law sets and of how they are counted, in LimitTexts.resx and LimitTexts.en.resx.</summary>
internal sealed class LimitTexts;
