namespace Fengqiao.Platform;

/// <summary>Names the texts of the errors of Kernel and Platform: <c>PlatformTexts.resx</c> (Simplified Chinese) and <c>PlatformTexts.en.resx</c>.</summary>
public sealed class PlatformTexts;
