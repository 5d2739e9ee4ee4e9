using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fengqiao.Platform.Imports;

/// <summary>
/// Takes a load back: what it added goes, what it changed or removed is as it was. Only while every record is still as the load left it and
/// nothing has been built on those it added.
/// </summary>
public sealed class ImportUndo(FengqiaoDb db, Writer writer, CurrentActor current, IEnumerable<IImportDependents> dependents, CountyClock clock)
{
    private static readonly Error NotLoaded = new("imports.not-loaded", ErrorKind.Conflict);
    private static readonly Error NeverUndone = new("imports.never-undone", ErrorKind.Refused);
    private static readonly Error Referred = new("imports.in-use", ErrorKind.Refused, null, "—");

    /// <param name="expected">The version of the run its reader saw.</param>
    public async Task<Result<Done>> RunAsync(IImport import, Guid runId, int expected, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (await db.Set<ImportRun>().FirstOrDefaultAsync(r => r.Id == runId && r.Kind == import.Name, ct) is not { State: ImportState.Loaded } run)
        {
            return NotLoaded;
        }

        if (!import.CanUndo)
        {
            return NeverUndone;
        }

        var commit = new Commit().Update(run with { State = ImportState.Undone, UndoneUtc = clock.UtcNow, UndoneBy = current.Actor.Account, Version = expected + 1 }, expected);
        var planned = await PlanAsync(commit, run.Id, ct);
        if (planned.Failed(out var error))
        {
            return error;
        }

        import.Announce(commit);
        var saved = await writer.SaveAsync(commit.Audit("import.undone", "import", run.Kind, new { run = run.Id, run.FileName, records = planned.Value }), ct);
        if (saved.Failed(out error))
        {
            // The store refuses to take away what other records name.
            return error.Code == CommitErrors.MissingReference.Code ? Referred : error;
        }

        await import.ShowAsync(ct);
        return saved;
    }

    private async Task<Result<int>> PlanAsync(Commit commit, Guid runId, CancellationToken ct)
    {
        var changes = await db.Set<ImportChange>().Where(c => c.RunId == runId).OrderByDescending(c => c.Number).ToListAsync(ct);
        foreach (var ofRecord in changes.GroupBy(c => c.Record, StringComparer.Ordinal))
        {
            var entity = db.Model.GetEntityTypes().Single(e => e.ClrType.Name == ofRecord.Key);
            var stored = await RecordJournal.LoadAsync(db, entity, ct);
            var added = new List<object>();
            foreach (var change in ofRecord)
            {
                var now = stored.GetValueOrDefault(change.RecordKey);
                if ((now is null ? null : RecordJournal.Content(entity, now)) != change.After)
                {
                    return new Error("imports.changed-since", ErrorKind.Refused, null, change.RecordKey.Trim('[', ']').Replace("\"", "", StringComparison.Ordinal));
                }

                if (change.Before is null)
                {
                    added.Add(now!);
                    commit.Delete(now!);
                    continue;
                }

                Restore(commit, entity, change.Before, now);
            }

            foreach (var dependent in dependents)
            {
                if (added.Count > 0 && await dependent.FirstInUseAsync(ofRecord.Key, added, ct) is { } used)
                {
                    return new Error("imports.in-use", ErrorKind.Refused, null, used);
                }
            }
        }

        return changes.Count;
    }

    private void Restore(Commit commit, IEntityType entity, string before, object? now)
    {
        if (now is IVersioned versioned)
        {
            commit.Update((IVersioned)RecordJournal.Restore(db, entity, before, versioned.Version + 1), versioned.Version);
        }
        else
        {
            commit.Upsert(RecordJournal.Restore(db, entity, before, 1));
        }
    }
}
