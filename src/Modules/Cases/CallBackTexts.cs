namespace Fengqiao.Cases;

/// <summary>Texts of call-backs: the telephone list, the link, the figures, the rules; in CallBackTexts.resx and CallBackTexts.en.resx.</summary>
internal sealed class CallBackTexts;
