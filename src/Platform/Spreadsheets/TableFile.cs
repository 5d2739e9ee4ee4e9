using System.Xml;
using ExcelDataReader.Exceptions;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// A CSV or XLSX file as a stream of rows, in bounded memory. The kind is told by content, not by name. Opening checks
/// encoding, archive and header; what is wrong with a single row is told by that row (<see cref="TableRow.Fault"/>).
/// Nothing the file contains makes these methods throw. One enumeration at a time; rows can be read again from the start.
/// </summary>
public sealed class TableFile : IDisposable
{
    private readonly Stream _stream;
    private readonly Func<IRecordReader> _newReader;
    private readonly TableHeader _header;
    private double _progress;

    private TableFile(Stream stream, string name, Func<IRecordReader> newReader, TableHeader header)
    {
        _stream = stream;
        Name = name;
        _newReader = newReader;
        _header = header;
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>The header row, trimmed, in file order; unnamed columns are empty strings.</summary>
    public IReadOnlyList<string> Headers => _header.Names;

    /// <summary>How much of the current enumeration has been read, 0 to 1: bytes for CSV, rows for XLSX.</summary>
    public double Progress => Volatile.Read(ref _progress);

    internal TableHeader Header => _header;

    public static Result<TableFile> Open(string path, TableLimits? limits = null)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return TableErrors.Of(TableErrors.FileMissing, path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return TableErrors.Of(TableErrors.Unreadable, Path.GetFileName(path));
        }

        return Open(stream, Path.GetFileName(path), limits);
    }

    /// <summary>
    /// Opens a stream and takes it over: it is disposed with the table, or at once on failure. A stream that cannot seek
    /// (a request body) is first spooled to a temporary file.
    /// </summary>
    public static Result<TableFile> Open(Stream stream, string name, TableLimits? limits = null)
    {
        limits ??= TableLimits.Default;
        var owned = stream;
        Result<TableFile> table;
        try
        {
            if (!stream.CanSeek)
            {
                owned = TableSource.Spool(stream, limits);
                stream.Dispose();
            }

            table = TableSource.Sniff(owned, limits).Then(newReader => Begin(owned, name, newReader));
        }
        catch (Exception fault)
        {
            table = Explain(fault, name);
        }

        if (!table.IsSuccess) owned.Dispose();
        return table;
    }

    /// <summary>The rows below the header, without blank ones. A fault that ends the reading is the last row's <see cref="TableRow.Fault"/>.</summary>
    public IEnumerable<TableRow> Rows()
    {
        IRecordReader? reader = null;
        try
        {
            Error? fatal = null;
            var last = _header.RowNumber;
            while (Advance(ref reader, ref fatal))
            {
                last = reader!.RowNumber;
                Volatile.Write(ref _progress, reader.Progress);
                if (last <= _header.RowNumber || CellText.AllBlank(reader.Values)) continue;
                yield return new TableRow(_header, last, reader.Values, reader.Fault ?? WidthFault(reader));
            }

            if (fatal is not null) yield return new TableRow(_header, last + 1, [], fatal);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose() => _stream.Dispose();

    private static Result<TableFile> Begin(Stream stream, string name, Func<IRecordReader> newReader)
    {
        using var reader = newReader();
        do
        {
            if (!reader.Read()) return TableErrors.Of(TableErrors.Empty, name);
        }
        while (CellText.AllBlank(reader.Values));

        if (reader.Fault is { } fault) return fault;
        var header = TableHeader.Read(reader.Values, reader.RowNumber);
        if (header.Failed(out var unusable)) return unusable;
        while (reader.Read())
        {
            if (!CellText.AllBlank(reader.Values)) return new TableFile(stream, name, newReader, header.Value);
        }

        return TableErrors.Of(TableErrors.NoRows, name);
    }

    private bool Advance(ref IRecordReader? reader, ref Error? fatal)
    {
        try
        {
            reader ??= _newReader();
            return reader.Read();
        }
        catch (Exception fault)
        {
            fatal = Explain(fault, Name);
            return false;
        }
    }

    private Error? WidthFault(IRecordReader reader)
    {
        var width = _header.Names.Count;
        var cells = reader.Values;
        // Cells beyond the header are harmless when blank: spreadsheets write such trailing separators.
        var ragged = cells.Length < width || (cells.Length > width && !CellText.AllBlank(cells.AsSpan(width)));
        return ragged ? TableErrors.Of(TableErrors.Ragged, reader.RowNumber, width, cells.Length) : null;
    }

    private static Error Explain(Exception fault, string name) => fault switch
    {
        TableFaultException known => known.Error,
        ExcelReaderException or XmlException or InvalidDataException or FormatException or OverflowException
            or KeyNotFoundException or ArgumentException or InvalidOperationException or NullReferenceException
            or IndexOutOfRangeException => TableErrors.Of(TableErrors.NotXlsx, name),
        _ => TableErrors.Of(TableErrors.Unreadable, name),
    };
}
