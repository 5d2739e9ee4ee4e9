using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Platform.Imports;

/// <summary>Loads one kind of record from a file. Checks every row before it changes anything.</summary>
public interface IImport
{
    /// <summary>The word after <c>fengqiao import</c>, e.g. <c>regions</c>.</summary>
    string Name { get; }

    /// <summary>The right it takes to load such files from the page.</summary>
    string Right { get; }

    /// <summary>False for what is never taken back, such as cases: they have numbers, and people were told.</summary>
    bool CanUndo { get; }

    /// <summary>Adds to a commit what tells other nodes that these records changed.</summary>
    void Announce(Commit commit);

    /// <summary>Shows on this node what a commit changed.</summary>
    Task ShowAsync(CancellationToken ct);

    /// <returns>
    /// A report, or an error when the file as a whole cannot be read. Bad rows are not an error: unless <see cref="ImportRequest.SkipBad"/>
    /// is set they keep everything from being loaded, and the report names them.
    /// </returns>
    Task<Result<ImportReport>> RunAsync(ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct);
}

/// <param name="File">CSV or XLSX.</param>
/// <param name="Map">A JSON file that names the column for each field, where the import takes one.</param>
/// <param name="SkipBad">Load the good rows and write the bad ones, with reasons, to a file beside the input.</param>
public sealed record ImportRequest(string File, string? Map = null, bool SkipBad = false)
{
    /// <summary>Reads and judges only: nothing is changed, nothing entered in the history.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>The run of the history that this load belongs to; a new one is entered when null.</summary>
    public ImportRun? Run { get; init; }
}

/// <param name="Fraction">0 to 1 where the total is known.</param>
public sealed record ImportProgress(long Rows, double? Fraction);

/// <param name="Row">As a person counts in a spreadsheet: the header is row 1.</param>
/// <param name="Field">The column as it is named in the file.</param>
public sealed record ImportRowError(int Row, string? Field, Error Error);

/// <param name="Read">Data rows in the file.</param>
/// <param name="Unchanged">Rows that were there already: a second run adds nothing.</param>
/// <param name="Errors">The first of them; <paramref name="Bad"/> counts all.</param>
public sealed record ImportReport(int Read, int Added, int Changed, int Unchanged, int Bad, IReadOnlyList<ImportRowError> Errors, string? BadRowsFile)
{
    /// <summary>All bad rows with their reasons, as CSV; empty when there are none.</summary>
    public string Problems { get; init; } = "";

    /// <summary>What was decided without being asked, e.g. a county row made from its towns' codes. Worth showing, not a failure.</summary>
    public IReadOnlyList<Error> Notices { get; init; } = [];
}
