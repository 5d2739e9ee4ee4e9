namespace Fengqiao.Cases;

/// <summary>Texts of finding and of figures, in FiguresTexts.resx and FiguresTexts.en.resx.</summary>
internal sealed class FiguresTexts;
