using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Persistence;

/// <summary>How a commit ended.</summary>
internal enum CommitEnd
{
    Committed,

    /// <summary>A row had another version, or was gone.</summary>
    Outdated,

    /// <summary>The same request was answered before.</summary>
    Repeated,
    Duplicate,
    MissingReference,
    Unavailable,
}

/// <param name="Answer">The answer given the first time, when the end is <see cref="CommitEnd.Repeated"/>.</param>
/// <param name="StoredHash">Hash of the request that used the idempotency key first.</param>
internal readonly record struct CommitOutcome(CommitEnd End, string? Answer = null, string? StoredHash = null);

/// <summary>Who acts, and from where; written into the audit entries of the commit.</summary>
public sealed record CommitOrigin(string Actor, string Source)
{
    public static CommitOrigin System(string what) => new("system", what);
}

/// <summary>
/// The one way into the store. Commits that arrive while a transaction is being written to disk are put into the next one together;
/// each is answered after the disk has it, and one that fails is repeated alone so that it does not spoil the others.
/// One lane per process: on SQLite it owns the only writing connection (docs/adr/0004).
/// </summary>
public sealed class CommitLane : IAsyncDisposable
{
    /// <summary>Larger groups gain nothing more and make the last one wait.</summary>
    private const int LargestGroup = 256;

    /// <summary>How often a transaction that lost against another node's is tried.</summary>
    private const int MostTries = 5;

    internal static readonly JsonSerializerOptions DetailsJson = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Job> _putOff = [];
    private readonly IWriteStore _store;
    private readonly CommitBatch _batch;
    private readonly ILogger<CommitLane> _log;
    private readonly Task _running;

    internal CommitLane(IWriteStore store, RowMaps maps, CountyClock clock, LaneOptions options, ILogger<CommitLane> log)
    {
        _store = store;
        _batch = new CommitBatch(maps, clock, options.AuditChain);
        _log = log;
        _running = Task.Run(RunAsync);
    }

    /// <summary>True once the disk has failed to keep an acknowledged write. Only a restart, after somebody has looked, clears it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Commits and transactions since the start; their quotient says how well grouping works.</summary>
    public (long Commits, long Transactions) Counts { get; private set; }

    internal Task<CommitOutcome> RunAsync(Commit commit, CommitOrigin origin, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var job = new Job(commit, origin, null);
        Enqueue(job);
        return job.Completion.Task;
    }

    /// <summary>
    /// Writes a commit on behalf of the platform itself (imports, jobs, commands).
    /// </summary>
    public async Task<Result<Done>> WriteAsync(Commit commit, CommitOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var outcome = await RunAsync(commit.RequireAudit(), origin, ct);
        return outcome.End == CommitEnd.Committed ? Done.Instance : CommitErrors.Of(outcome.End);
    }

    /// <summary>Runs statements in a transaction of their own, after what is in the lane already.</summary>
    public async Task RunAloneAsync(Func<IWriteSession, CancellationToken, Task> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var job = new Job(null, null, work);
        Enqueue(job);
        await job.Completion.Task;
    }

    /// <summary>Gives up what the store still holds of rows as they were, so that what was erased is not found in its files.</summary>
    /// <param name="tables">Whose rows.</param>
    public async Task ScrubAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var job = new Job(null, null, (db, token) => ((IWriteTransaction)db).ScrubAsync(tables, token)) { IsOutside = true };
        Enqueue(job);
        await job.Completion.Task;
    }

    /// <summary>Writes tables anew, so that nothing of rows as they were stays in the store's files. For hours when nobody works.</summary>
    /// <param name="tables">Whose rows.</param>
    /// <param name="fact">Name of the installation fact that keeps when it was done.</param>
    /// <param name="value">What it is set to.</param>
    /// <returns>False where the store's log could not be cleared: its operator has to.</returns>
    public async Task<bool> RewriteAsync(IReadOnlyList<string> tables, string fact, string value, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var isLogClear = false;
        var job = new Job(null, null, async (db, token) =>
        {
            isLogClear = await ((IWriteTransaction)db).RewriteAsync(tables, token);
            await db.ExecuteAsync("INSERT INTO installation_facts (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", token, ("name", fact), ("value", value));
        }) { IsOutside = true };
        Enqueue(job);
        await job.Completion.Task;
        return isLogClear;
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _running;
        await _store.DisposeAsync();
    }

    private void Enqueue(Job job)
    {
        if (!_jobs.Writer.TryWrite(job))
        {
            job.Completion.TrySetResult(new CommitOutcome(CommitEnd.Unavailable));
        }
    }

    private async Task RunAsync()
    {
        while (_putOff.Count > 0 || await _jobs.Reader.WaitToReadAsync())
        {
            var group = NextGroup();
            try
            {
                await WriteAsync(group);
            }
            catch (Exception e)
            {
                _log.LogError(e, "The commit lane failed outside a transaction");
                group.ForEach(j => j.Completion.TrySetException(e));
            }
        }
    }

    /// <summary>
    /// As many waiting commits as may share a transaction: two that change the same row or use the same key do not,
    /// because the store could not say which of them won.
    /// </summary>
    private List<Job> NextGroup()
    {
        var group = new List<Job>();
        var taken = new HashSet<object>();
        var waiting = new Queue<Job>(_putOff);
        _putOff.Clear();
        while (group.Count < LargestGroup && (waiting.TryDequeue(out var job) || _jobs.Reader.TryRead(out job)))
        {
            if (!job.CanShare)
            {
                if (group.Count == 0)
                {
                    group.Add(job);
                }
                else
                {
                    _putOff.Add(job);
                }

                break;
            }

            if (job.Claims().Any(taken.Contains))
            {
                _putOff.Add(job);
                continue;
            }

            taken.UnionWith(job.Claims());
            group.Add(job);
        }

        _putOff.AddRange(waiting);
        return group;
    }

    private async Task WriteAsync(List<Job> group)
    {
        if (IsBroken)
        {
            group.ForEach(j => j.Completion.TrySetResult(new CommitOutcome(CommitEnd.Unavailable)));
            return;
        }

        var fault = await TryAsync(group);
        for (var tries = 1; tries < MostTries && fault is not null && _store.Classify(fault) == StoreFault.Rivalry; tries++)
        {
            fault = await TryAsync(group);
        }

        if (fault is null)
        {
            return;
        }

        if (group.Count > 1 && _store.Classify(fault) is not (StoreFault.Unavailable or StoreFault.Broken))
        {
            foreach (var job in group)
            {
                await WriteAsync([job]);
            }

            return;
        }

        Fail(group, fault);
    }

    private void Fail(List<Job> group, Exception fault)
    {
        CommitEnd? end = _store.Classify(fault) switch
        {
            StoreFault.Duplicate => CommitEnd.Duplicate,
            StoreFault.MissingReference => CommitEnd.MissingReference,
            StoreFault.Rivalry or StoreFault.Unavailable or StoreFault.Broken => CommitEnd.Unavailable,
            _ => null,
        };
        if (_store.Classify(fault) == StoreFault.Broken)
        {
            IsBroken = true;
            _log.LogCritical("The disk failed under the database ({Fault}); writing stops until the server is restarted", fault.GetType().Name);
        }

        foreach (var job in group)
        {
            if (end is { } known && job.Commit is not null)
            {
                job.Completion.TrySetResult(new CommitOutcome(known));
            }
            else
            {
                job.Completion.TrySetException(fault);
            }
        }
    }

    /// <summary>One transaction for the group; null when it is on disk and everybody has been answered.</summary>
    private async Task<Exception?> TryAsync(List<Job> group)
    {
        IWriteTransaction? transaction = null;
        try
        {
            transaction = await _store.OpenAsync(CancellationToken.None);
            if (group is [{ IsOutside: true, Work: { } outside }])
            {
                await outside(transaction, CancellationToken.None);
                group[0].Completion.TrySetResult(new CommitOutcome(CommitEnd.Committed));
                return null;
            }

            await transaction.BeginAsync(CancellationToken.None);
            IReadOnlyList<CommitOutcome> outcomes;
            if (group is [{ Work: { } work }])
            {
                await work(transaction, CancellationToken.None);
                outcomes = [new CommitOutcome(CommitEnd.Committed)];
            }
            else
            {
                outcomes = await _batch.WriteAsync(transaction, group, CancellationToken.None);
            }

            if (outcomes is [{ End: not CommitEnd.Committed } lost])
            {
                // Alone in its transaction it may have lost at one of several rows: nothing of it stays.
                await RollbackAsync(transaction);
                group[0].Completion.TrySetResult(lost);
                return null;
            }

            await transaction.CommitAsync(CancellationToken.None);
            Counts = (Counts.Commits + group.Count, Counts.Transactions + 1);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Completion.TrySetResult(outcomes[i]);
            }

            return null;
        }
        catch (Exception e)
        {
            await RollbackAsync(transaction);
            return e;
        }
    }

    private async Task RollbackAsync(IWriteTransaction? transaction)
    {
        try
        {
            await (transaction?.RollbackAsync() ?? Task.CompletedTask);
        }
        catch (Exception e)
        {
            _log.LogWarning(e, "Rollback failed; the connection will be replaced");
        }
    }

    /// <summary>Something waiting to be written, and whoever waits for it.</summary>
    internal sealed class Job(Commit? commit, CommitOrigin? origin, Func<IWriteSession, CancellationToken, Task>? work)
    {
        public Commit? Commit { get; } = commit;

        public CommitOrigin? Origin { get; } = origin;

        public Func<IWriteSession, CancellationToken, Task>? Work { get; } = work;

        /// <summary>The work may not run in a transaction.</summary>
        public bool IsOutside { get; init; }

        public TaskCompletionSource<CommitOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool CanShare => Commit is { CanShare: true };

        public IEnumerable<object> Claims()
        {
            foreach (var (row, _) in Commit?.Updates ?? [])
            {
                yield return row.Key;
            }

            if (Commit?.Claim is { } claim)
            {
                yield return claim.Key;
            }
        }
    }
}

/// <param name="AuditChain">Number of this node's audit chain; each node of an installation has its own (docs/adr/0010).</param>
public sealed record LaneOptions(int AuditChain = 0);
