using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Platform.Persistence;

/// <summary>
/// Writes a group of commits inside an open transaction, in the order that lets a commit lose without a trace: claims and
/// guarded updates first, then numbers, audit entries and rows of those that won.
/// </summary>
internal sealed class CommitBatch(RowMaps maps, CountyClock clock, int auditChain)
{
    public async Task<IReadOnlyList<CommitOutcome>> WriteAsync(IWriteTransaction db, IReadOnlyList<CommitLane.Job> jobs, CancellationToken ct)
    {
        var outcomes = new CommitOutcome[jobs.Count];
        // Asked first, so that the question travels with the claims rather than alone.
        var head = jobs.Any(j => j.Commit!.Audits.Count > 0) ? db.LockAuditHeadAsync(auditChain, ct) : null;
        var won = await ClaimKeysAsync(db, jobs, outcomes, ct);
        won = await UpdateGuardedAsync(db, jobs, won, outcomes, ct);
        if (won.Count > 0)
        {
            var winners = won.ConvertAll(i => jobs[i]);
            await AllotNumbersAsync(db, winners, ct);
            await WriteRowsAsync(db, winners, head, ct);
        }

        return outcomes;
    }

    private async Task<List<int>> ClaimKeysAsync(IWriteTransaction db, IReadOnlyList<CommitLane.Job> jobs, CommitOutcome[] outcomes, CancellationToken ct)
    {
        var keys = jobs.Where(j => j.Commit!.Claim is not null).Select(j => new IdempotencyKey
        {
            Key = j.Commit!.Claim!.Key,
            RequestHash = j.Commit.Claim.RequestHash,
            CreatedUtc = clock.UtcNow,
            Answer = "",
        }).ToList();
        var got = keys.Count == 0 ? [] : await db.ClaimAsync(keys, ct);
        var won = new List<int>(jobs.Count);
        for (var i = 0; i < jobs.Count; i++)
        {
            if (jobs[i].Commit!.Claim is not { } claim || got.Contains(claim.Key))
            {
                won.Add(i);
                continue;
            }

            var answer = await db.ScalarAsync("SELECT answer FROM idempotency_keys WHERE key = @key", ct, ("key", claim.Key));
            var hash = await db.ScalarAsync("SELECT request_hash FROM idempotency_keys WHERE key = @key", ct, ("key", claim.Key));
            outcomes[i] = new CommitOutcome(CommitEnd.Repeated, (string?)answer, (string?)hash);
        }

        return won;
    }

    private async Task<List<int>> UpdateGuardedAsync(IWriteTransaction db, IReadOnlyList<CommitLane.Job> jobs, List<int> candidates, CommitOutcome[] outcomes, CancellationToken ct)
    {
        var lost = new HashSet<int>();
        var updates = candidates.SelectMany(i => jobs[i].Commit!.Updates.Select(u => (Job: i, u.Row, u.Expected)));
        foreach (var ofType in updates.GroupBy(u => u.Row.GetType()).ToList())
        {
            var rows = ofType.Select(u => (u.Row, u.Expected)).ToList();
            var updated = await db.UpdateAsync(maps.For(ofType.Key), rows, ct);
            lost.UnionWith(ofType.Where(u => !updated.Contains(u.Row.Key)).Select(u => u.Job));
        }

        foreach (var i in lost)
        {
            outcomes[i] = new CommitOutcome(CommitEnd.Outdated);
            if (jobs[i].Commit!.Claim is { } claim)
            {
                await db.ExecuteAsync("DELETE FROM idempotency_keys WHERE key = @key", ct, ("key", claim.Key));
            }
        }

        return candidates.FindAll(i => !lost.Contains(i));
    }

    private static async Task AllotNumbersAsync(IWriteTransaction db, List<CommitLane.Job> jobs, CancellationToken ct)
    {
        // Always in the same order of series: two nodes that need the same two series must not wait for each other.
        var bySeries = jobs.SelectMany(j => j.Commit!.Numbers).GroupBy(n => n.Series, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Series: g.Key, Requests: g.ToList())).ToList();
        if (bySeries.Count == 0)
        {
            return;
        }

        var last = await db.AllotAsync(bySeries.ConvertAll(s => (s.Series, s.Requests.Count)), ct);
        foreach (var (series, requests) in bySeries)
        {
            for (var i = 0; i < requests.Count; i++)
            {
                requests[i].Assign(last[series] - requests.Count + 1 + i);
            }
        }
    }

    private async Task WriteRowsAsync(IWriteTransaction db, List<CommitLane.Job> jobs, Task<(long Sequence, byte[] Hash)>? head, CancellationToken ct)
    {
        var audits = head is null ? [] : await ChainAsync(db, jobs, head, ct);
        var keys = jobs.Where(j => j.Commit!.Claim is not null).Select(j => j.Commit!.Claim!).Select(c => (object)new IdempotencyKey
        {
            Key = c.Key,
            RequestHash = c.RequestHash,
            CreatedUtc = clock.UtcNow,
            Answer = c.Answer(),
        }).ToList();
        foreach (var rows in GroupByType(jobs.SelectMany(j => j.Commit!.Deletes)))
        {
            await db.DeleteAsync(maps.For(rows.Key), rows.Value, ct);
        }

        var inserts = jobs.SelectMany(j => j.Commit!.Inserts).Select(row => row is PendingEvent e ? Envelope(e.Message()) : row);
        foreach (var rows in GroupByType(inserts.Concat(audits)))
        {
            await db.InsertAsync(maps.For(rows.Key), rows.Value, ct);
        }

        foreach (var rows in GroupByType(jobs.SelectMany(j => j.Commit!.Upserts).Concat(keys)))
        {
            await db.UpsertAsync(maps.For(rows.Key), rows.Value, ct);
        }

        foreach (var index in jobs.SelectMany(j => j.Commit!.Indexed).GroupBy(i => i.Index, StringComparer.Ordinal))
        {
            if (index.Where(i => i.Replaces).Select(i => i.Key()).ToList() is { Count: > 0 } replaced)
            {
                await db.UnindexAsync(index.Key, replaced, ct);
            }

            await db.IndexAsync(index.Key, [.. index.Select(i => (i.Key(), i.Text))], ct);
        }
    }

    private async Task<List<object>> ChainAsync(IWriteTransaction db, List<CommitLane.Job> jobs, Task<(long Sequence, byte[] Hash)> head, CancellationToken ct)
    {
        var records = jobs.SelectMany(j => j.Commit!.Audits.Select(a => (Record: a, Origin: j.Origin!))).ToList();
        if (records.Count == 0)
        {
            return [];
        }

        await db.FlushAsync(ct);
        var (sequence, hash) = await head;
        var entries = new List<object>(records.Count);
        var now = clock.UtcNow;
        foreach (var (record, origin) in records)
        {
            var details = record.Details is null ? "{}" : JsonSerializer.Serialize(record.Details, CommitLane.DetailsJson);
            var objectId = record.ObjectId();
            var previous = hash;
            sequence++;
            hash = AuditEntry.ComputeHash(auditChain, sequence, now, origin.Actor, record.Action, record.ObjectType, objectId, details, origin.Source, previous);
            entries.Add(new AuditEntry
            {
                Chain = auditChain,
                Sequence = sequence,
                AtUtc = now,
                Actor = origin.Actor,
                Action = record.Action,
                ObjectType = record.ObjectType,
                ObjectId = objectId,
                Details = details,
                Source = origin.Source,
                PreviousHash = previous,
                Hash = hash,
            });
        }

        await db.UpsertAsync(maps.For(typeof(AuditHead)), [new AuditHead { Chain = auditChain, Sequence = sequence, Hash = hash }], ct);
        return entries;
    }

    private OutboxMessage Envelope(IOutboxEvent message) => new()
    {
        Id = clock.NewId(),
        Topic = message.GetType().FullName!,
        Payload = JsonSerializer.Serialize(message, message.GetType(), CommitLane.DetailsJson),
        CreatedUtc = clock.UtcNow,
        DueUtc = clock.UtcNow,
    };

    /// <summary>Rows by table, tables in the order in which they first appear: a row comes after the one it refers to.</summary>
    private static List<KeyValuePair<Type, List<object>>> GroupByType(IEnumerable<object> rows)
    {
        var groups = new Dictionary<Type, List<object>>();
        var order = new List<KeyValuePair<Type, List<object>>>();
        foreach (var row in rows)
        {
            if (!groups.TryGetValue(row.GetType(), out var group))
            {
                groups[row.GetType()] = group = [];
                order.Add(new(row.GetType(), group));
            }

            group.Add(row);
        }

        return order;
    }
}
