using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Host.Imports;

/// <summary>
/// Imports from the page: first checked, then loaded by the same rules as on the command line, kept in the history, taken back where nothing
/// depends on it. Each kind of file takes the right to what it holds.
/// </summary>
internal sealed class ImportDesk(FengqiaoDb db, IEnumerable<IImport> imports, ImportHistory history, ImportUndo undo, Writer writer, CurrentActor current)
{
    public const int MostShown = 200;
    private const long LargestFile = 20L << 20;
    private static readonly string[] Extensions = [".csv", ".txt", ".xlsx", ".json", ".geojson"];
    private static readonly Error NotAllowed = new("operations.not-allowed", ErrorKind.Forbidden);
    private static readonly Error FileMissing = new("operations.import-file-missing", ErrorKind.Invalid, "file");
    private static readonly Error FileTooLarge = new("operations.import-file-too-large", ErrorKind.TooLarge, "file", LargestFile >> 20);
    private static readonly Error FileKind = new("operations.import-file-kind", ErrorKind.Invalid, "file", string.Join(' ', Extensions));
    private static readonly Error KindMissing = new("operations.import-kind-missing", ErrorKind.Invalid, "kind");
    private static readonly Error Gone = new("operations.import-gone", ErrorKind.Conflict);

    /// <summary>What the actor may bring.</summary>
    public IReadOnlyList<IImport> Kinds { get; } = [.. imports.Where(i => current.Actor.Can(i.Right))];

    public async Task<IReadOnlyList<ImportRun>> ListAsync(CancellationToken ct)
    {
        var kinds = Kinds.Select(k => k.Name).ToList();
        return await db.Set<ImportRun>().Where(r => kinds.Contains(r.Kind)).OrderByDescending(r => r.AtUtc).Take(MostShown).ToListAsync(ct);
    }

    /// <summary>A run, and whether its file still waits; null where there is none or its kind is not the actor's.</summary>
    public async Task<(ImportRun Run, IImport Import, bool Waits)?> FindAsync(Guid id, CancellationToken ct)
    {
        var run = await db.Set<ImportRun>().FirstOrDefaultAsync(r => r.Id == id, ct);
        return run is not null && Kinds.FirstOrDefault(k => k.Name == run.Kind) is { } import
            ? (run, import, await db.Set<ImportUpload>().AnyAsync(u => u.RunId == id, ct))
            : null;
    }

    /// <summary>Judges a file without changing anything, and keeps it for loading.</summary>
    public async Task<Result<Guid>> CheckAsync(string? kind, IFormFile? file, CancellationToken ct)
    {
        if (Kinds.Count == 0)
        {
            return NotAllowed;
        }

        var import = Kinds.FirstOrDefault(k => k.Name == kind);
        var refused = file is null ? FileMissing : Refuse(file);
        if (file is null || refused is not null)
        {
            return import is null ? KindMissing with { Others = [refused!] } : refused!;
        }

        if (import is null)
        {
            return KindMissing;
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        using var copy = new ImportFile(file.FileName, content.ToArray());
        var report = await import.RunAsync(new ImportRequest(copy.Path) { CheckOnly = true }, new Silent(), ct);
        if (report.Failed(out var error))
        {
            return error.For("file");
        }

        var run = ImportHistory.Judged(history.Begin(import.Name, copy.Path), report.Value) with
        {
            FileName = Path.GetFileName(file.FileName),
            State = report.Value.Bad > 0 ? ImportState.Refused : ImportState.Checked,
        };
        var commit = new Commit().Insert(run).Insert(new ImportUpload { RunId = run.Id, Content = content.ToArray() })
            .Audit("import.checked", "import", run.Kind, new { run = run.Id, run.FileName, run.Sha256, run.Read, run.Bad });
        return await writer.SaveAsync(commit, () => run.Id, ct);
    }

    /// <param name="expected">The version of the run its reader saw.</param>
    /// <param name="skipBad">Load the good rows although there are bad ones.</param>
    public async Task<Result<Done>> LoadAsync(Guid id, int expected, bool skipBad, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } found)
        {
            return NotAllowed;
        }

        if (found.Run.Version != expected)
        {
            return CommitErrors.Outdated;
        }

        if (found.Run.State is not (ImportState.Checked or ImportState.Refused) || await db.Set<ImportUpload>().FirstOrDefaultAsync(u => u.RunId == id, ct) is not { } upload)
        {
            return Gone;
        }

        using var copy = new ImportFile(found.Run.FileName, upload.Content);
        var report = await found.Import.RunAsync(new ImportRequest(copy.Path, null, skipBad) { Run = found.Run }, new Silent(), ct);
        if (report.Failed(out var error))
        {
            return error;
        }

        // What was loaded need not wait any more; what was refused meanwhile may be tried again.
        return report.Value.Bad > 0 && !skipBad ? Done.Instance : await writer.SaveAsync(new Commit().Delete(upload).Audit("import.file-removed", "import", found.Run.Kind, new { run = id }), ct);
    }

    public async Task<Result<Done>> UndoAsync(Guid id, int expected, CancellationToken ct) =>
        await FindAsync(id, ct) is { } found ? await undo.RunAsync(found.Import, id, expected, ct) : NotAllowed;

    private static Error? Refuse(IFormFile file) => file switch
    {
        { Length: 0 } => FileMissing,
        { Length: > LargestFile } => FileTooLarge,
        _ when !Extensions.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase) => FileKind,
        _ => null,
    };

    /// <summary>Nobody watches: the browser waits for the answer.</summary>
    private sealed class Silent : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            // The page shows the outcome only.
        }
    }

    /// <summary>The content as a file for the readers, which open files by their paths; gone with the request.</summary>
    private sealed class ImportFile : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fengqiao-import-");

        public ImportFile(string name, byte[] content)
        {
            // The name comes from outside: only its ending is used.
            Path = System.IO.Path.Combine(_folder.FullName, "upload" + System.IO.Path.GetExtension(name).ToLowerInvariant());
            File.WriteAllBytes(Path, content);
        }

        public string Path { get; }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
