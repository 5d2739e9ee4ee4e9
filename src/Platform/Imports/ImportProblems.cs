using System.Text;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Imports;

/// <summary>The bad rows of a file as a table with a last column of reasons, to be mended and brought again.</summary>
internal static class ImportProblems
{
    /// <summary>Whoever has more bad rows than this has brought the wrong file.</summary>
    private const int MostRows = 2_000;

    public static string Csv(IReadOnlyList<string> headers, IEnumerable<(TableRow Row, string Reason)> bad)
    {
        var rows = bad.Take(MostRows).Select(b => (IReadOnlyList<object?>)[.. headers.Select((_, i) => i < b.Row.Values.Count ? (object?)b.Row.Values[i] : null), b.Reason]).ToList();
        if (rows.Count == 0)
        {
            return "";
        }

        using var stream = new MemoryStream();
        TableWriter.WriteCsv(stream, [.. headers, "原因"], rows);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
