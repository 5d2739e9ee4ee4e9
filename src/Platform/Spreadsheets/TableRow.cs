using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>One row of a table file. Values are text whatever the cell's type was: dates are ISO 8601, numbers invariant.</summary>
public sealed class TableRow
{
    private readonly TableHeader _header;

    internal TableRow(TableHeader header, int number, string[] values, Error? fault)
    {
        _header = header;
        Number = number;
        Values = values;
        Fault = fault;
    }

    /// <summary>The row's number as a person sees it in Excel; the header of an ordinary file is row 1.</summary>
    public int Number { get; }

    /// <summary>
    /// Why the row cannot be trusted (wrong number of cells, a stray quote …); null for a good row. Look here before
    /// the values: in a faulty row they may stand in the wrong columns.
    /// </summary>
    public Error? Fault { get; }

    /// <summary>The cells as they stand in the file, in its order, not trimmed.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The cell under a header, trimmed; null when it is blank. Upper case and spaces in the header do not matter.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such header.</exception>
    public string? this[string header] => At(_header.IndexOf(header));

    internal string? At(int index) => index < Values.Count ? CellText.Trimmed(Values[index]) : null;
}

/// <summary>The header row: names in file order, found without regard to case, width or spaces.</summary>
internal sealed class TableHeader
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    private TableHeader(string[] names, int rowNumber)
    {
        Names = names;
        RowNumber = rowNumber;
    }

    public IReadOnlyList<string> Names { get; }

    public int RowNumber { get; }

    public static Result<TableHeader> Read(string[] cells, int rowNumber)
    {
        var names = Array.ConvertAll(cells, cell => CellText.Trimmed(cell) ?? "");
        var width = Array.FindLastIndex(names, name => name.Length > 0) + 1;
        var header = new TableHeader(names[..width], rowNumber);
        for (var i = 0; i < width; i++)
        {
            // An unnamed column in the middle is tolerated: statistics programs write their row index without a name.
            if (names[i].Length > 0 && !header._index.TryAdd(CellText.Key(names[i]), i))
                return TableErrors.Of(TableErrors.DuplicateHeader, rowNumber, names[i]);
        }

        return header;
    }

    public bool TryIndexOf(string header, out int index) => _index.TryGetValue(CellText.Key(header), out index);

    public int IndexOf(string header) =>
        TryIndexOf(header, out var index) ? index : throw new KeyNotFoundException($"The table has no column '{header}'.");
}
