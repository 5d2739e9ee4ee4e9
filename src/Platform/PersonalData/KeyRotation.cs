using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.PersonalData;

/// <summary>A column of wrapped keys that follow the master key when it is changed; each module registers its own.</summary>
/// <param name="Table">With the columns <paramref name="Id"/> (uuid) and <paramref name="Column"/> (bytes, empty once erased).</param>
public sealed record WrappedKeyColumn(string Table, string Id, string Column);

/// <summary>Things under the master key that are no rows of the database, and follow it too when it is changed.</summary>
public interface IWrappedElsewhere
{
    /// <summary>Wraps anew what is not under the current master key.</summary>
    /// <returns>How many were wrapped anew, and how many nobody could open.</returns>
    (long Wrapped, long Stuck) Rewrap();
}

/// <summary>
/// Changes the master key while people work: from the first moment new keys are wrapped under the new one, a job wraps the others anew, and
/// only when none is left does the new key count as the database's own. Stopped anywhere, it goes on where it was. Each node of an
/// installation needs the new key; each notices by itself that it is time to use it.
/// </summary>
public sealed class KeyRotation(
    CommitLane lane, IDbContextFactory<FengqiaoDb> contexts, DatabaseOptions database, KeyRing ring, MasterKeySource source, StoredKeys stored, Lease lease,
    IEnumerable<WrappedKeyColumn> columns, IEnumerable<IWrappedElsewhere> elsewhere, CountyClock clock, ILogger<KeyRotation> log) : BackgroundService
{
    private const string Job = "master-key-rotation";
    private const int RowsPerTransaction = 500;
    private const int RowsPerQuery = 5_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>As long as a request already under way may still wrap under the old key; with several nodes, as long as they take to notice.</summary>
    private TimeSpan Settling => database.Kind == DatabaseKind.Sqlite ? TimeSpan.FromSeconds(10) : LookEvery + TimeSpan.FromSeconds(15);

    /// <summary>Begins to change the master key. Repeated while one is being changed, it changes nothing.</summary>
    /// <returns>Fingerprint of the key to come.</returns>
    public async Task<Result<string>> BeginAsync(CommitOrigin origin, CancellationToken ct)
    {
        var (current, next) = await stored.ReadAsync(ct);
        if (next is not null)
        {
            return next;
        }

        var key = source.Next(current!);
        if (key.Failed(out var error))
        {
            return error;
        }

        var begun = await lane.WriteAsync(
            new Commit().Insert(new InstallationFact { Name = StoredKeys.Next, Value = key.Value.Fingerprint })
                .Audit("master-key.begin-change", "master-key", key.Value.Fingerprint, new { from = current }), origin, ct);
        if (begun.Failed(out error))
        {
            return error;
        }

        ring.Use(key.Value);
        return key.Value.Fingerprint;
    }

    /// <summary>Wraps everything anew that is not under the key to come, and ends the change when nothing is left.</summary>
    /// <param name="progress">Told how many keys were wrapped anew.</param>
    /// <returns>How many were wrapped anew; an error when keys are there that nobody can open.</returns>
    public async Task<Result<long>> FinishAsync(Action<long>? progress, CancellationToken ct)
    {
        long done = 0;
        var settled = false;
        while (true)
        {
            var (wrapped, stuck) = await PassAsync(ct);
            done += wrapped;
            progress?.Invoke(done);
            if (wrapped > 0)
            {
                continue;
            }

            if (stuck > 0)
            {
                return PersonalDataErrors.Unavailable(PersonalDataErrors.RotationBlocked, stuck);
            }

            if (settled)
            {
                return await EndAsync(ct) is { } notEnded ? notEnded : done;
            }

            await Task.Delay(Settling, clock.Time, ct);
            settled = true;
        }
    }

    /// <summary>Uses the key to come, or the one that has become the database's own, as another node may have decided.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        string? current, next;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            var facts = await db.Set<InstallationFact>().Where(f => f.Name == StoredKeys.Current || f.Name == StoredKeys.Next).ToDictionaryAsync(f => f.Name, f => f.Value, ct);
            (current, next) = (facts.GetValueOrDefault(StoredKeys.Current), facts.GetValueOrDefault(StoredKeys.Next));
        }

        var wanted = next ?? current;
        if (wanted is not null && wanted != ring.Current && source.Load(wanted) is { IsSuccess: true, Value: var key })
        {
            // Where each node has files of its own, each wraps its own anew.
            ring.Use(key);
            elsewhere.ToList().ForEach(e => e.Rewrap());
        }

        if (next is null && current is not null)
        {
            source.Promote(current);
        }
        else if (next is not null && next == ring.Current && await lease.HoldAsync(Job, ct))
        {
            if ((await FinishAsync(null, ct)).Failed(out var blocked))
            {
                log.LogError("The master key cannot be changed: {Code}", blocked.Code);
            }
        }
        else if (wanted != ring.Current)
        {
            log.LogError("The database is under the master key {Fingerprint}, which this node has not", wanted);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("{Job} could not run: {Type}", Job, e.GetType().Name);
            }
        }
    }

    /// <summary>One look through every column.</summary>
    /// <returns>How many were wrapped anew, and how many nobody could open.</returns>
    private async Task<(long Wrapped, long Stuck)> PassAsync(CancellationToken ct)
    {
        long wrapped = 0, stuck = 0;
        foreach (var column in columns)
        {
            var rows = await LeftAsync(column, ct);
            var changes = rows.ConvertAll(r => (Row: r, Anew: ring.Rewrap(r.Id, r.Wrapped)));
            stuck += changes.Count(c => c.Anew is null);
            foreach (var some in changes.Where(c => c.Anew is not null).Chunk(RowsPerTransaction))
            {
                await lane.RunAloneAsync(async (db, token) =>
                {
                    foreach (var (row, anew) in some)
                    {
                        // Compared with what was read: whoever was erased meanwhile stays erased.
                        wrapped += await db.ExecuteAsync(
                            $"UPDATE {column.Table} SET {column.Column} = @anew WHERE {column.Id} = @id AND {column.Column} = @old",
                            token, ("anew", anew), ("id", row.Id), ("old", row.Wrapped));
                    }
                }, ct);
            }
        }

        foreach (var (anew, left) in elsewhere.Select(e => e.Rewrap()))
        {
            (wrapped, stuck) = (wrapped + anew, stuck + left);
        }

        return (wrapped, stuck);
    }

    private async Task<List<WrappedRow>> LeftAsync(WrappedKeyColumn column, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {column.Id} AS \"Id\", {column.Column} AS \"Wrapped\" FROM {column.Table} WHERE length({column.Column}) > 0 AND substr({column.Column}, 2, {KeyRing.KeyIdBytes}) <> {{0}} LIMIT {RowsPerQuery}");
        return await db.Database.SqlQueryRaw<WrappedRow>(sql, ring.CurrentId).ToListAsync(ct);
    }

    private async Task<Error?> EndAsync(CancellationToken ct)
    {
        var ended = await lane.WriteAsync(StoredKeys.Changed(ring).Audit("master-key.change", "master-key", ring.Current), CommitOrigin.System(Job), ct);
        if (ended.Failed(out var error))
        {
            return error;
        }

        source.Promote(ring.Current);
        return null;
    }

    private sealed record WrappedRow(Guid Id, byte[] Wrapped);
}
