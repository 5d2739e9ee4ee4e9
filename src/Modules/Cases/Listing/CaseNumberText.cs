namespace Fengqiao.Cases.Listing;

/// <summary>What people type of a case number: all of it, its beginning, or its last digits.</summary>
internal static class CaseNumberText
{
    private const string Letters = "SJ";
    private const int MostDigits = 19;
    private const int FewestDigits = 3;

    public static bool IsBeginning(string text) =>
        text.Length > Letters.Length && text.Length <= Letters.Length + MostDigits && text.StartsWith(Letters, StringComparison.OrdinalIgnoreCase)
        && text.Skip(Letters.Length).All(char.IsAsciiDigit);

    public static bool IsWhole(string text) => text.Length == Letters.Length + MostDigits && IsBeginning(text);

    /// <summary>Three digits or more: with fewer, nearly every day has such a case.</summary>
    public static bool IsEnding(string text) => text.Length is >= FewestDigits and <= MostDigits && text.All(char.IsAsciiDigit);
}
