using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>Collects the errors of an import: counts all of them, keeps the first ones to show. Not thread-safe.</summary>
public sealed class RowErrors(int limit = 100)
{
    private readonly List<ImportRowError> _shown = [];
    private int _lastRow = -1;

    /// <summary>The first errors, in the order in which they were added.</summary>
    public IReadOnlyList<ImportRowError> Shown => _shown;

    /// <summary>All errors, shown or not.</summary>
    public int Total { get; private set; }

    /// <summary>Rows with at least one error, provided rows are checked one after another.</summary>
    public int Rows { get; private set; }

    public bool Any => Total > 0;

    /// <param name="row">As Excel shows it.</param>
    /// <param name="field">The column's header or the field's name; null when the whole row is meant.</param>
    /// <param name="code">Error code; its text is in the resource files.</param>
    /// <param name="args">Values for the text's placeholders; never personal data.</param>
    public void Add(int row, string? field, string code, params object[] args) =>
        AddOne(row, field, new Error(code, ErrorKind.Invalid, field, args));

    /// <summary>Adds every error joined in <paramref name="error"/>.</summary>
    public void Add(int row, Error error)
    {
        foreach (var one in error.All) AddOne(row, one.Field, one with { Others = [] });
    }

    private void AddOne(int row, string? field, Error error)
    {
        Total++;
        if (row != _lastRow) Rows++;
        _lastRow = row;
        if (_shown.Count < limit) _shown.Add(new ImportRowError(row, field, error));
    }
}
