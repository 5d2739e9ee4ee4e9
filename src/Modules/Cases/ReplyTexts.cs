namespace Fengqiao.Cases;

/// <summary>Texts of the help with replies; in ReplyTexts.resx and ReplyTexts.en.resx.</summary>
internal sealed class ReplyTexts;
