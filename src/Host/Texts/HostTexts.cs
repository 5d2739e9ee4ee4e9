namespace Fengqiao.Host.Texts;

/// <summary>Names the texts of the command line and of starting: <c>HostTexts.resx</c> (Simplified Chinese) and <c>HostTexts.en.resx</c>.</summary>
internal sealed class HostTexts;
