using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Directories;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <summary>What one kind of file means.</summary>
internal interface IRowReader<T>
    where T : class
{
    /// <summary>The word after <c>fengqiao import</c>.</summary>
    string Name { get; }

    /// <summary>The directory that shows these records.</summary>
    string Directory { get; }

    ColumnMap Columns { get; }

    /// <summary>Opens the file as a table, whatever its form.</summary>
    Result<TableFile> Open(string file);

    /// <summary>Understands one row by itself; what is wrong is noted in <paramref name="cells"/>.</summary>
    T? Read(CellReader cells);

    /// <summary>
    /// Judges the rows together and against what is stored, marks the bad ones, and says what loading the others changes.
    /// </summary>
    Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<T>> rows, CancellationToken ct);
}

/// <summary>What loading the good rows would do.</summary>
internal sealed class ImportPlan
{
    public Commit Commit { get; } = new();

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public List<Error> Notices { get; } = [];

    public bool ChangesNothing => Added == 0 && Changed == 0 && Notices.Count == 0;
}

/// <summary>The steps every import takes: read all, judge all, then load in one transaction or not at all.</summary>
internal sealed class ImportRunner(CommitLane lane, DirectoryKeeper keeper, ErrorTexts texts, CurrentActor current)
{
    private const int ErrorsShown = 100;
    private const int RowsBetweenReports = 500;

    /// <summary>All rows are in memory while they are judged together.</summary>
    private static readonly TableLimits Limits = new(MaxFileBytes: 256L << 20, MaxRows: 200_001);

    public static Result<TableFile> OpenTable(string file) => TableFile.Open(file, Limits);

    public async Task<Result<ImportReport>> RunAsync<T>(IRowReader<T> reader, ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct)
        where T : class
    {
        var opened = reader.Open(request.File);
        if (opened.Failed(out var error))
        {
            return error;
        }

        using var table = opened.Value;
        var bound = reader.Columns.Bind(table);
        if (bound.Failed(out error))
        {
            return error;
        }

        var rows = ReadAll(reader, table, bound.Value, progress, ct);
        var plan = await reader.PlanAsync(rows, ct);
        var bad = rows.Where(r => !r.IsGood).ToList();
        var report = new ImportReport(rows.Count, 0, 0, 0, bad.Count, [.. bad.SelectMany(r => r.RowErrors()).Take(ErrorsShown)], null);
        if (bad.Count > 0)
        {
            if (!request.SkipBad)
            {
                return report;
            }

            var path = request.File.TrimEnd(Path.DirectorySeparatorChar) + ".bad.csv";
            if (BadRows.Write(path, table.Headers, bad.Select(r => (r.Source, Reasons(r.Errors)))).Failed(out error))
            {
                return error;
            }

            report = report with { BadRowsFile = path };
        }

        if (!plan.ChangesNothing)
        {
            plan.Commit.Upsert(keeper.Changed(reader.Directory)).Audit("import." + reader.Name, "import", reader.Name, new { plan.Added, plan.Changed, Bad = bad.Count });
            if ((await lane.WriteAsync(plan.Commit, Origin.Of(current), ct)).Failed(out error))
            {
                return error;
            }

            await keeper.RefreshAsync(ct);
        }

        progress.Report(new ImportProgress(rows.Count, 1));
        return report with { Added = plan.Added, Changed = plan.Changed, Unchanged = plan.Unchanged, Notices = plan.Notices };
    }

    private static List<ImportRow<T>> ReadAll<T>(IRowReader<T> reader, TableFile table, BoundColumns bound, IProgress<ImportProgress> progress, CancellationToken ct)
        where T : class
    {
        var headers = HeadersOf(reader.Columns, table.Headers);
        var rows = new List<ImportRow<T>>();
        foreach (var source in table.Rows())
        {
            ct.ThrowIfCancellationRequested();
            var cells = new CellReader(source, bound, headers);
            var row = new ImportRow<T>(source, cells);
            rows.Add(row);
            if (source.Fault is { } fault)
            {
                cells.Refuse(fault);
            }
            else
            {
                row.Value = reader.Read(cells);
            }

            if (rows.Count % RowsBetweenReports == 0)
            {
                // Judging and loading take about as long as reading.
                progress.Report(new ImportProgress(rows.Count, table.Progress / 2));
            }
        }

        return rows;
    }

    private string Reasons(IReadOnlyList<Error> errors) =>
        string.Join("; ", errors.Select(e => e.Field is null ? texts.Of(e) : $"{e.Field}: {texts.Of(e)}"));

    private static Dictionary<string, string> HeadersOf(ColumnMap columns, IReadOnlyList<string> headers)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns.Columns)
        {
            names[column.Name] = headers.FirstOrDefault(h => column.Headers.Any(c => HeaderNames.Same(c, h))) ?? column.Headers[0];
        }

        return names;
    }
}

/// <summary>How headers are compared here: as <see cref="ColumnMap"/> does, for plain ones.</summary>
internal static class HeaderNames
{
    public static bool Same(string left, string right) => string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string header) => header.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}

/// <summary>Gives an <see cref="IRowReader{T}"/> its place among the imports.</summary>
internal sealed class TableImport<T>(IRowReader<T> reader, ImportRunner runner) : IImport
    where T : class
{
    public string Name => reader.Name;

    public Task<Result<ImportReport>> RunAsync(ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct) =>
        runner.RunAsync(reader, request, progress, ct);
}
