using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>One field of an import and the headers under which files carry it.</summary>
/// <param name="Name">The field's name in code.</param>
/// <param name="Headers">Accepted headers, Chinese and English; case, width, spaces and underscores do not matter.</param>
/// <param name="Required">Whether a file without this column is refused.</param>
public sealed record Column(string Name, string[] Headers, bool Required = false);

/// <summary>What to do with columns that no field claims.</summary>
public enum UnknownColumns
{
    /// <summary>Refuse the file: a misspelt optional header must not lose a column silently.</summary>
    Refuse,

    /// <summary>Read past them, for files made by others.</summary>
    Ignore,
}

/// <summary>Declares which columns an import reads, and finds them in a file's header.</summary>
public sealed class ColumnMap(IReadOnlyList<Column> columns, UnknownColumns unknown = UnknownColumns.Refuse)
{
    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>Finds the columns. All that is missing, unknown or ambiguous is reported at once, with what was found and what is expected.</summary>
    public Result<BoundColumns> Bind(TableFile table)
    {
        var errors = new List<Error>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var claimed = new HashSet<int>();
        var found = string.Join(", ", table.Headers.Where(name => name.Length > 0));
        foreach (var column in Columns)
        {
            var places = Places(column, table.Header);
            claimed.UnionWith(places);
            if (places.Count > 1)
                errors.Add(TableErrors.Of(TableErrors.AmbiguousColumn, column.Name, string.Join(", ", places.Select(i => table.Headers[i]))).For(column.Name));
            else if (places.Count == 1)
                positions[column.Name] = places[0];
            else if (column.Required)
                errors.Add(TableErrors.Of(TableErrors.MissingColumn, column.Name, string.Join(", ", column.Headers), found).For(column.Name));
            else
                positions[column.Name] = -1;
        }

        if (unknown == UnknownColumns.Refuse)
        {
            var expected = string.Join(", ", Columns.Select(column => column.Headers[0]));
            for (var i = 0; i < table.Headers.Count; i++)
            {
                // A mended file of rejected rows comes back with the reasons still in it.
                if (table.Headers[i].Length > 0 && !claimed.Contains(i) && !BadRows.IsReason(table.Headers[i]))
                    errors.Add(TableErrors.Of(TableErrors.UnknownColumn, table.Headers[i], expected).For(table.Headers[i]));
            }
        }

        return Error.Join(errors) is { } error ? error : new BoundColumns(positions);
    }

    private static List<int> Places(Column column, TableHeader header)
    {
        var places = new List<int>();
        foreach (var name in column.Headers)
        {
            if (header.TryIndexOf(name, out var index) && !places.Contains(index)) places.Add(index);
        }

        return places;
    }
}

/// <summary>Where each field of a <see cref="ColumnMap"/> stands in one file.</summary>
public sealed class BoundColumns
{
    private readonly Dictionary<string, int> _positions;

    internal BoundColumns(Dictionary<string, int> positions) => _positions = positions;

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string field) => _positions.TryGetValue(field, out var at) && at >= 0;

    /// <summary>The field's value in a row, trimmed; null when blank or when the file has no such column.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such field.</exception>
    public string? this[TableRow row, string field] => _positions[field] is >= 0 and var at ? row.At(at) : null;
}
