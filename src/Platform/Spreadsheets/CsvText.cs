using System.Buffers;
using System.Globalization;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// Keeps a spreadsheet program from running the text of a CSV cell as a formula (CSV injection): an apostrophe is put
/// before text that begins like one. <see cref="Original"/> takes it off again, so export and import give back the same text.
/// </summary>
public static class CsvText
{
    private static readonly SearchValues<char> _numberChars = SearchValues.Create("+-.0123456789eE");

    /// <summary>The text as it may stand in an exported CSV cell. Plain numbers such as -2.5 stay numbers.</summary>
    public static string Safe(string text) => StartsFormula(text) ? "'" + text : text;

    /// <summary>The text that <see cref="Safe"/> was given.</summary>
    public static string Original(string text) => text.Length > 1 && text[0] == '\'' && StartsFormula(text) ? text[1..] : text;

    /// <summary>Whether the text would run, also when apostrophes already stand before it; only so can the two undo each other.</summary>
    private static bool StartsFormula(string text)
    {
        var bare = text.AsSpan().TrimStart('\'');
        return bare.Length > 0
            && bare[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
            && !IsNumber(bare);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        !char.IsWhiteSpace(text[0])
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out _)
        && !text.ContainsAnyExcept(_numberChars);
}
