using System.Text;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>How the text of cells and headers is compared.</summary>
internal static class CellText
{
    /// <summary>Without surrounding white space (the ideographic space and zero-width marks too); null when nothing is left.</summary>
    public static string? Trimmed(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return start == end ? null : text[start..end];
    }

    public static bool AllBlank(ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            foreach (var c in cell)
            {
                if (!IsBlank(c)) return false;
            }
        }

        return true;
    }

    /// <summary>The form under which headers are equal: half-width, lower case, no white space, no underscores.</summary>
    public static string Key(string header)
    {
        var key = new StringBuilder(header.Length);
        foreach (var c in header.Normalize(NormalizationForm.FormKC))
        {
            if (!IsBlank(c) && c != '_') key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B';
}
