using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Platform.Imports;

/// <summary>What one kind of file means.</summary>
public interface IRowReader<T>
    where T : class
{
    /// <summary>The word after <c>fengqiao import</c>.</summary>
    string Name { get; }

    /// <summary>The columns a file may have, unless a map names them.</summary>
    ColumnMap Columns { get; }

    /// <inheritdoc cref="IImport.Right"/>
    string Right { get; }

    /// <inheritdoc cref="IImport.CanUndo"/>
    bool CanUndo => true;

    /// <inheritdoc cref="IImport.Announce"/>
    void Announce(Commit commit)
    {
    }

    /// <summary>Opens the file as a table, whatever its form.</summary>
    Result<TableFile> Open(string file) => ImportRunner.OpenTable(file);

    /// <summary>Finds the columns in the file. Imports that take a map override it.</summary>
    Result<BoundColumns> Bind(TableFile table, ImportRequest request) => Columns.Bind(table);

    /// <summary>Understands one row by itself; what is wrong is noted in <paramref name="cells"/>.</summary>
    T? Read(CellReader cells);

    /// <summary>
    /// Judges the rows together and against what is stored, marks the bad ones, and says what loading the others changes.
    /// </summary>
    Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<T>> rows, CancellationToken ct);

    /// <summary>Called once everything is on disk, to show it.</summary>
    Task LoadedAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What loading the good rows would do.</summary>
public sealed class ImportPlan
{
    private readonly List<Commit> _commits = [new()];

    /// <summary>What to write. Almost always one; an import of very many independent rows spreads them over several, so that others can write in between.</summary>
    public IReadOnlyList<Commit> Commits => _commits;

    /// <summary>The commit that rows go into at present.</summary>
    public Commit Commit => _commits[^1];

    /// <summary>Puts the rows from here on into a further transaction.</summary>
    public void StartAnother() => _commits.Add(new Commit());

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public List<Error> Notices { get; } = [];

    public bool ChangesNothing => Added == 0 && Changed == 0 && Notices.Count == 0;
}

/// <summary>The steps every import takes: read all, judge all, then load in one transaction or not at all.</summary>
public sealed class ImportRunner(CommitLane lane, ErrorTexts texts, CurrentActor current, ImportHistory history)
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
        var bound = reader.Bind(table, request);
        if (bound.Failed(out error))
        {
            return error;
        }

        var rows = ReadAll(reader, table, bound.Value, progress, ct);
        var plan = await reader.PlanAsync(rows, ct);
        var bad = rows.Where(r => !r.IsGood).ToList();
        var report = new ImportReport(rows.Count, 0, 0, 0, bad.Count, [.. bad.SelectMany(r => r.RowErrors()).Take(ErrorsShown)], null)
        {
            Problems = ImportProblems.Csv(table.Headers, bad.Select(r => (r.Source, Reasons(r.Errors)))),
        };
        if (request.CheckOnly)
        {
            return report with { Added = plan.Added, Changed = plan.Changed, Unchanged = plan.Unchanged, Notices = plan.Notices };
        }

        var run = request.Run ?? history.Begin(reader.Name, request.File);
        if (bad.Count > 0)
        {
            if (!request.SkipBad)
            {
                var entered = await lane.WriteAsync(history.Refused(run, report, request.Run is null).Audit("import.refused", "import", reader.Name, new { run = run.Id, report.Bad }), Origin, ct);
                return entered.Failed(out error) ? error : report;
            }

            var path = request.File.TrimEnd(Path.DirectorySeparatorChar) + ".bad.csv";
            if (BadRows.Write(path, table.Headers, bad.Select(r => (r.Source, Reasons(r.Errors)))).Failed(out error))
            {
                return error;
            }

            report = report with { BadRowsFile = path };
        }

        report = report with { Added = plan.Added, Changed = plan.Changed, Unchanged = plan.Unchanged, Notices = plan.Notices };
        var entry = await history.LoadedAsync(run, report, request.Run is null, reader.CanUndo ? plan.Commits : [], ct);
        if (plan.ChangesNothing)
        {
            var seen = await lane.WriteAsync(entry.Audit("import." + reader.Name, "import", reader.Name, new { plan.Added, plan.Changed, Bad = bad.Count }), Origin, ct);
            if (seen.Failed(out error))
            {
                return error;
            }
        }
        else
        {
            plan.Commits[0].Include(entry);
            var loaded = await LoadAsync(reader.Name, plan, bad.Count, rows.Count, progress, ct);
            if (loaded.Failed(out error))
            {
                return error;
            }

            await reader.LoadedAsync(ct);
        }

        progress.Report(new ImportProgress(rows.Count, 1));
        return report;
    }

    private async Task<Result<Done>> LoadAsync(string name, ImportPlan plan, int bad, int rows, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        // The audit entry goes first: should the load be cut off, the trail says that it was begun.
        plan.Commits[0].Audit("import." + name, "import", name, new { plan.Added, plan.Changed, Bad = bad });
        for (var i = 0; i < plan.Commits.Count; i++)
        {
            var written = await lane.WriteAsync(i == 0 ? plan.Commits[0] : plan.Commits[i].WithoutAudit("further rows of an import that has its entry"), Origin, ct);
            if (!written.IsSuccess)
            {
                return written;
            }

            progress.Report(new ImportProgress(rows, 0.5 + (0.5 * (i + 1) / plan.Commits.Count)));
        }

        return Done.Instance;
    }

    /// <summary>The person at the page, or whoever sits at the command line.</summary>
    private CommitOrigin Origin => new(current.Actor.IsSignedIn ? current.Actor.Account : "operator", current.Source);

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
public static class HeaderNames
{
    public static bool Same(string left, string right) => string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string header) => header.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}

/// <summary>Gives an <see cref="IRowReader{T}"/> its place among the imports.</summary>
public sealed class TableImport<T>(IRowReader<T> reader, ImportRunner runner) : IImport
    where T : class
{
    public string Name => reader.Name;

    public string Right => reader.Right;

    public bool CanUndo => reader.CanUndo;

    public void Announce(Commit commit) => reader.Announce(commit);

    public Task ShowAsync(CancellationToken ct) => reader.LoadedAsync(ct);

    public Task<Result<ImportReport>> RunAsync(ImportRequest request, IProgress<ImportProgress> progress, CancellationToken ct) =>
        runner.RunAsync(reader, request, progress, ct);
}
