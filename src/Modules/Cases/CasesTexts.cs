namespace Fengqiao.Cases;

/// <summary>The texts of this module lie beside this class, in CasesTexts.resx and CasesTexts.en.resx.</summary>
internal sealed class CasesTexts;
