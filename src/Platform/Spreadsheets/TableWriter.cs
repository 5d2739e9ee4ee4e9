using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// Writes tables for people: exports, templates, rejected rows. Rows are taken one at a time, so memory does not grow
/// with them. The streams are written synchronously and left open: for a response, write to a temporary file first.
/// </summary>
public static class TableWriter
{
    private static readonly SearchValues<char> _needQuotes = SearchValues.Create("\",;\t\r\n");

    /// <summary>
    /// RFC 4180 with CRLF, and with a UTF-8 byte order mark because Excel on Chinese Windows reads the file as GBK without one.
    /// Text that begins like a formula is neutralised (<see cref="CsvText.Safe"/>).
    /// </summary>
    public static void WriteCsv(Stream stream, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var writer = CsvWriter(stream);
        WriteCsvRow(writer, headers);
        foreach (var row in rows) WriteCsvRow(writer, row);
    }

    /// <summary>
    /// One sheet: bold frozen header, widths fitted to the first rows. Numbers become number cells; everything else, dates
    /// included, is typed text, which no program runs as a formula.
    /// </summary>
    public static void WriteXlsx(Stream stream, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows, string sheetName = "Sheet1")
    {
        using var writer = new XlsxWriter(stream);
        writer.Write(headers, rows, sheetName);
    }

    internal static StreamWriter CsvWriter(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 32 * 1024, leaveOpen: true) { NewLine = "\r\n" };

    internal static void WriteCsvRow(TextWriter writer, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) writer.Write(',');
            var cell = cells[i];
            var text = cell is string s ? CsvText.Safe(s) : Text(cell);
            // A lone blank cell is quoted, else its row would be a blank line, which readers skip.
            if (text.AsSpan().ContainsAny(_needQuotes) || (text.Length == 0 && cells.Count == 1))
                text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            writer.Write(text);
        }

        writer.WriteLine();
    }

    /// <summary>Invariant text of a cell; dates in ISO 8601.</summary>
    internal static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "TRUE" : "FALSE",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => CsvText.Safe(cell.ToString() ?? ""),
    };
}
