using System.Collections.Concurrent;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Jobs;

/// <summary>Which node does a job at present. The token grows with each change of hands.</summary>
public sealed class JobLease
{
    public required string Job { get; init; }

    public required string Owner { get; set; }

    public required DateTime UntilUtc { get; set; }

    public required long Token { get; set; }
}

internal sealed class JobLeaseConfiguration : IEntityTypeConfiguration<JobLease>
{
    public void Configure(EntityTypeBuilder<JobLease> builder)
    {
        builder.ToTable("job_leases");
        builder.HasKey(l => l.Job);
    }
}

/// <summary>How a job went the last time, on whichever node.</summary>
public sealed class JobRun
{
    public required string Job { get; init; }

    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    /// <summary>When it is due again.</summary>
    public required DateTime NextUtc { get; init; }

    /// <summary>Kind of failure; null when it went well. Never a message, which may quote what somebody wrote.</summary>
    public string? Fault { get; init; }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.HasKey(r => r.Job);
    }
}

/// <summary>
/// Lets one node of several do a job. The row is renewed only when half of the time has gone, so that an idle node costs nothing.
/// </summary>
public sealed class Lease(CommitLane lane, CountyClock clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private readonly string _owner = clock.NewId().ToString("N");

    // When each lease was last got, as measured: a wall clock that is set back must not make it longer than others know.
    private readonly ConcurrentDictionary<string, long> _got = new(StringComparer.Ordinal);

    /// <summary>True while this node holds the lease of the job, having renewed it if that was due.</summary>
    public async Task<bool> HoldAsync(string job, CancellationToken ct)
    {
        if (Since(job) < Length / 2)
        {
            return true;
        }

        var (now, measured) = (clock.UtcNow, clock.Time.GetTimestamp());
        var got = false;
        await lane.RunAloneAsync(async (db, token) =>
        {
            // An end further ahead than any lease goes was written by a clock that has been set back since: nobody waits for that.
            var changed = await db.ExecuteAsync(
                "INSERT INTO job_leases (job, owner, until_utc, token) VALUES (@job, @owner, @until, 1) ON CONFLICT (job) DO UPDATE " +
                "SET token = job_leases.token + CASE WHEN job_leases.owner = excluded.owner THEN 0 ELSE 1 END, owner = excluded.owner, until_utc = excluded.until_utc " +
                "WHERE job_leases.owner = excluded.owner OR job_leases.until_utc < @now OR job_leases.until_utc > @never",
                token, ("job", job), ("owner", _owner), ("until", now + Length), ("now", now), ("never", now + (2 * Length)));
            got = changed == 1;
        }, ct);
        if (got)
        {
            _got[job] = measured;
        }
        else
        {
            _got.TryRemove(job, out _);
        }

        return got;
    }

    /// <summary>
    /// True while nobody else can have taken the job over. Asked between the parts of a long one, because a node may have stood still
    /// in the middle without noticing.
    /// </summary>
    public bool IsHeld(string job) => Since(job) < Length;

    private TimeSpan Since(string job) => _got.TryGetValue(job, out var got) ? clock.Time.GetElapsedTime(got) : TimeSpan.MaxValue;

    /// <summary>Writes down how a job went. A run that cannot be noted went all the same.</summary>
    internal Task NoteAsync(JobRun run, CancellationToken ct) => lane.WriteAsync(new Commit().Upsert(run).WithoutAudit("how a job ran"), CommitOrigin.System("jobs"), ct);
}
