using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Audit;

/// <summary>
/// Forgets audit entries after the time of the retention rule, from the beginning of a chain up to an anchor. Both clocks must agree: the
/// calendar, and how long the node has really been running since. A clock that is set ten years ahead forgets nothing, and triggers of the
/// database refuse everything younger than 184 days of running time, whoever asks.
/// </summary>
public sealed class AuditPurge(CommitLane lane, IDbContextFactory<FengqiaoDb> contexts, Lease lease, CountyClock clock, ILogger<AuditPurge> log)
    : Chore("audit-purge", TimeSpan.FromHours(24), lease, clock, log)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rule = await db.Set<RetentionRule>().FirstAsync(r => r.Code == RetentionRule.Audit, ct);
        var days = Math.Max(rule.Days, rule.Floor);
        var before = Clock.UtcNow - TimeSpan.FromDays(days);
        foreach (var age in await db.Set<AuditAge>().ToListAsync(ct))
        {
            var oldest = age.Minutes - (days * 24L * 60);
            var anchor = await db.Set<AuditAnchor>()
                .Where(a => a.Chain == age.Chain && a.AtUtc < before && a.Minutes <= oldest)
                .OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
            if (anchor is not null && await db.Set<AuditEntry>().AnyAsync(e => e.Chain == anchor.Chain && e.Sequence <= anchor.Sequence, ct))
            {
                await ForgetAsync(anchor, ct);
            }
        }
    }

    private async Task ForgetAsync(AuditAnchor anchor, CancellationToken ct)
    {
        await lane.WriteAsync(
            new Commit().Upsert(new AuditBase { Chain = anchor.Chain, Sequence = anchor.Sequence, Hash = anchor.Hash })
                .Audit("audit.forget", "audit-chain", anchor.Chain.ToString(System.Globalization.CultureInfo.InvariantCulture), new { upTo = anchor.Sequence }),
            CommitOrigin.System("audit-purge"), ct);
        await lane.RunAloneAsync(
            (db, token) => db.ExecuteAsync("DELETE FROM audit_entries WHERE chain = @chain AND sequence <= @upto", token, ("chain", anchor.Chain), ("upto", anchor.Sequence)), ct);
    }
}
