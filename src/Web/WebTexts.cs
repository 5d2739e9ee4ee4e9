namespace Fengqiao.Web;

/// <summary>Names the texts of the shared pages: <c>WebTexts.resx</c> (Simplified Chinese) and <c>WebTexts.en.resx</c>.</summary>
public sealed class WebTexts;
