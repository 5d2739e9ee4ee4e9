using System.Runtime.CompilerServices;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Platform.Http;

/// <summary>The kinds of file a table is handed out as.</summary>
public enum TableFormat
{
    /// <summary>Office Open XML, one sheet.</summary>
    Xlsx,

    /// <summary>RFC 4180 in UTF-8 with a byte order mark.</summary>
    Csv,
}

/// <summary>
/// A table as a file to download. It is written to a temporary file first, so that memory does not grow with the rows and a fault
/// in the middle is an error page rather than half a file.
/// </summary>
public static class TableDownload
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The format of a code as it stands in a form or an address: <c>csv</c>, anything else is a workbook.</summary>
    public static TableFormat FormatOf(string? code) => code == "csv" ? TableFormat.Csv : TableFormat.Xlsx;

    /// <param name="name">Name of the file without its ending, and of the sheet; Chinese is fine.</param>
    /// <param name="headers">In words, in the reader's language.</param>
    /// <param name="rows">Codes already put into words, times already in the county's zone. Text that begins like a formula is made harmless.</param>
    public static async Task<IResult> OfAsync(
        HttpContext context, TableFormat format, string name, IReadOnlyList<string> headers, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 64 * 1024,
        });
        try
        {
            // The writers are synchronous, and rows may wait for the store: neither belongs on the thread that answers requests.
            await Task.Run(() => Write(file, format, name, headers, rows.ToBlockingEnumerable(ct)), ct);
            file.Position = 0;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        context.Response.Headers.CacheControl = "no-store";
        return format == TableFormat.Csv
            ? TypedResults.Stream(file, "text/csv; charset=utf-8", name + ".csv")
            : TypedResults.Stream(file, Workbook, name + ".xlsx");
    }

    /// <summary>As above, for rows that are in memory already.</summary>
    public static Task<IResult> OfAsync(HttpContext context, TableFormat format, string name, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct) =>
        OfAsync(context, format, name, headers, OneByOne(rows, ct), ct);

    private static void Write(Stream file, TableFormat format, string name, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        if (format == TableFormat.Csv)
        {
            TableWriter.WriteCsv(file, headers, rows);
        }
        else
        {
            TableWriter.WriteXlsx(file, headers, rows, name);
        }

        file.Flush();
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> OneByOne(IEnumerable<IReadOnlyList<object?>> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }
}
