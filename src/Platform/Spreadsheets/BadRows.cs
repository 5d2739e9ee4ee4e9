using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// A CSV of the rows an import rejected, each with its reason in an extra last column, to be mended and imported again.
/// Appears under its name only when complete.
/// </summary>
public sealed class BadRows : IDisposable
{
    private static readonly HashSet<string> _reasonHeaders = ["原因", "reason"];

    private readonly string _path;
    private readonly int _width;
    private readonly int _oldReasons;
    private readonly StreamWriter _writer;
    private readonly FileStream _file;
    private Error? _fault;
    private bool _complete;

    private BadRows(string path, FileStream file, IReadOnlyList<string> headers, string reasonHeader)
    {
        _path = path;
        _file = file;
        // A file of rejected rows that is imported again already has a column for reasons; the new one replaces it.
        _oldReasons = headers.Count > 0 && IsReason(headers[^1]) ? 1 : 0;
        _width = headers.Count - _oldReasons;
        _writer = TableWriter.CsvWriter(file);
        TableWriter.WriteCsvRow(_writer, [.. headers.Take(_width), reasonHeader]);
    }

    /// <summary>Rows written so far.</summary>
    public int Count { get; private set; }

    /// <summary>Starts the file. A write that fails later is told by <see cref="Complete"/>.</summary>
    /// <param name="path">Where it will be; an older file of that name is replaced on <see cref="Complete"/>.</param>
    /// <param name="headers">The headers of the imported file.</param>
    /// <param name="reasonHeader">The extra header in the user's language: 原因 or reason.</param>
    public static Result<BadRows> Create(string path, IReadOnlyList<string> headers, string reasonHeader = "原因")
    {
        try
        {
            return new BadRows(path, new FileStream(path + ".part", FileMode.Create, FileAccess.Write), headers, reasonHeader);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return TableErrors.Of(TableErrors.Unreadable, path);
        }
    }

    /// <summary>Writes a whole file at once.</summary>
    public static Result<int> Write(string path, IReadOnlyList<string> headers, IEnumerable<(TableRow Row, string Reason)> rows, string reasonHeader = "原因")
    {
        var created = Create(path, headers, reasonHeader);
        if (created.Failed(out var error)) return error;
        using var bad = created.Value;
        foreach (var (row, reason) in rows) bad.Add(row, reason);
        return bad.Complete();
    }

    public void Add(TableRow row, string reason)
    {
        // The reason stays in its own column, however many cells the broken row has; surplus ones follow it.
        var cells = new List<string>(_width + 1);
        for (var i = 0; i < _width; i++) cells.Add(i < row.Values.Count ? row.Values[i] : "");
        cells.Add(reason);
        for (var i = _width + _oldReasons; i < row.Values.Count; i++) cells.Add(row.Values[i]);
        Try(() => TableWriter.WriteCsvRow(_writer, cells));
        Count++;
    }

    /// <summary>Puts the file in place and answers how many rows it has; fails when a write failed, this one or an earlier.</summary>
    public Result<int> Complete()
    {
        Try(() =>
        {
            _writer.Flush();
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            File.Move(_path + ".part", _path, overwrite: true);
            _complete = true;
        });
        return _fault is { } fault ? fault : Count;
    }

    /// <summary>Drops the file unless it was completed.</summary>
    public void Dispose()
    {
        if (_complete) return;
        Try(_writer.Dispose);
        Try(_file.Dispose);
        Try(() => File.Delete(_path + ".part"));
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _fault ??= TableErrors.Of(TableErrors.Unreadable, _path);
        }
    }

    internal static bool IsReason(string header) => _reasonHeaders.Contains(CellText.Key(header));
}
