namespace Fengqiao.Assessment;

internal static class Languages
{
    /// <summary>The reader chose English; otherwise Chinese is shown.</summary>
    public static bool IsEnglish => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
