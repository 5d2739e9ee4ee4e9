namespace Fengqiao.Cases;

/// <summary>Texts of supervision: desk, ladder, letters, rules; in SupervisionTexts.resx and SupervisionTexts.en.resx.</summary>
internal sealed class SupervisionTexts;
