using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fengqiao.Platform.Imports;

/// <summary>Enters each load in the history, with what it did to each record.</summary>
public sealed class ImportHistory(IDbContextFactory<FengqiaoDb> databases, CurrentActor current, CountyClock clock)
{
    /// <summary>A run for a file that nobody has checked on the page.</summary>
    public ImportRun Begin(string kind, string file) => new()
    {
        Id = clock.NewId(),
        Kind = kind,
        FileName = Path.GetFileName(file.TrimEnd(Path.DirectorySeparatorChar)),
        Sha256 = HashOf(file),
        Account = current.Actor.IsSignedIn ? current.Actor.Account : "operator",
        AtUtc = clock.UtcNow,
        State = ImportState.Checked,
    };

    /// <summary>The run as it stands after the file was judged.</summary>
    public static ImportRun Judged(ImportRun run, ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(report);
        return run with { Read = report.Read, Added = report.Added, Changed = report.Changed, Unchanged = report.Unchanged, Bad = report.Bad, Problems = report.Problems };
    }

    internal Commit Refused(ImportRun run, ImportReport report, bool isNew) => Entry(Judged(run, report) with { State = ImportState.Refused }, run, isNew);

    /// <param name="journalled">What the load writes, where it can be undone; empty where it cannot.</param>
    internal async Task<Commit> LoadedAsync(ImportRun run, ImportReport report, bool isNew, IReadOnlyList<Commit> journalled, CancellationToken ct)
    {
        var entry = Entry(Judged(run, report) with { State = ImportState.Loaded, LoadedUtc = clock.UtcNow }, run, isNew);
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = new Dictionary<IEntityType, Dictionary<string, object>>();
        var number = 0;
        foreach (var (row, gone) in journalled.SelectMany(RowsOf).Where(r => r.Row is not INotJournalled).ToList())
        {
            var entity = db.Model.FindEntityType(row.GetType())!;
            if (!stored.TryGetValue(entity, out var before))
            {
                stored[entity] = before = await RecordJournal.LoadAsync(db, entity, ct);
            }

            var key = RecordJournal.KeyOf(entity, row);
            entry.Insert(new ImportChange
            {
                RunId = run.Id,
                Number = ++number,
                Record = entity.ClrType.Name,
                RecordKey = key,
                Before = before.TryGetValue(key, out var old) ? RecordJournal.Content(entity, old) : null,
                After = gone ? null : RecordJournal.Content(entity, row),
            });
        }

        return entry;
    }

    private static Commit Entry(ImportRun now, ImportRun before, bool isNew) => isNew
        ? new Commit().Insert(now)
        : new Commit().Update(now with { Version = before.Version + 1 }, before.Version);

    private static IEnumerable<(object Row, bool Gone)> RowsOf(Commit commit) =>
    [
        .. commit.Deletes.Select(r => (r, true)),
        .. commit.Updates.Select(u => ((object)u.Row, false)),
        .. commit.Inserts.Where(r => r is not PendingEvent).Select(r => (r, false)),
        .. commit.Upserts.Select(r => (r, false)),
    ];

    private static string HashOf(string file)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
