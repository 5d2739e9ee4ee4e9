using System.Reflection;
using System.Runtime.InteropServices;
using Fengqiao.Contracts;
using Fengqiao.Host.Health;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Host.Operations;

/// <summary>A job of the background: who does it at present, how it went, when it is due again.</summary>
internal sealed record JobLine(string Job, string? Owner, DateTime? UntilUtc, DateTime? LastUtc, TimeSpan? Took, DateTime? NextUtc, string? Fault);

/// <summary>What an operator looks at first.</summary>
/// <param name="Versions">Name of the part and its version.</param>
internal sealed record SystemReport(IReadOnlyList<HealthCheck> Checks, IReadOnlyList<JobLine> Jobs, IReadOnlyList<(string Part, string Version)> Versions, long Commits, long Transactions);

/// <summary>Gathers the state of this node: health, jobs, versions.</summary>
internal sealed class SystemDesk(FengqiaoDb db, HealthReport health, DatabaseOptions database, CommitLane lane, CurrentActor current)
{
    private static readonly Error NotAllowed = new("operations.not-allowed", ErrorKind.Forbidden);

    public async Task<Result<SystemReport>> LookAsync(CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.OperationsRead))
        {
            return NotAllowed;
        }

        var leases = await db.Set<JobLease>().ToDictionaryAsync(l => l.Job, StringComparer.Ordinal, ct);
        var runs = await db.Set<JobRun>().ToDictionaryAsync(r => r.Job, StringComparer.Ordinal, ct);
        var jobs = leases.Keys.Union(runs.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(job => Line(job, leases.GetValueOrDefault(job), runs.GetValueOrDefault(job))).ToList();
        var (commits, transactions) = lane.Counts;
        return new SystemReport(await health.LookAsync(ct), jobs, await VersionsAsync(ct), commits, transactions);
    }

    private static JobLine Line(string job, JobLease? lease, JobRun? run) =>
        // Eight characters tell a handful of nodes apart; the whole identifier would only be in the way.
        new(job, lease?.Owner[^8..], lease?.UntilUtc, run?.StartedUtc, run is null ? null : run.EndedUtc - run.StartedUtc, run?.NextUtc, run?.Fault);

    private async Task<IReadOnlyList<(string Part, string Version)>> VersionsAsync(CancellationToken ct)
    {
        var number = await (database.Kind == DatabaseKind.Sqlite
            ? db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS \"Value\"")
            : db.Database.SqlQueryRaw<string>("SELECT current_setting('server_version') AS \"Value\"")).SingleAsync(ct);
        var script = await db.Database.SqlQueryRaw<int>("SELECT COALESCE(MAX(number), 0) AS \"Value\" FROM schema_versions").SingleAsync(ct);
        return
        [
            ("program", typeof(SystemDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "—"),
            ("schema", script.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("store", $"{(database.Kind == DatabaseKind.Sqlite ? "SQLite" : "PostgreSQL")} {number}"),
            ("runtime", RuntimeInformation.FrameworkDescription),
            ("system", RuntimeInformation.OSDescription),
        ];
    }
}
