using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Watching;

/// <summary>Clears away the presences of nodes that died. Nobody believes them any longer; they would only pile up.</summary>
internal sealed class PresenceSweep(IDbContextFactory<FengqiaoDb> contexts, CommitLane lane, Lease lease, CountyClock clock, ILogger<PresenceSweep> log)
    : Chore("presence-sweep", TimeSpan.FromMinutes(10), lease, clock, log)
{
    private readonly CommitLane _lane = lane;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Clock.UtcNow;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var commit = new Commit().WithoutAudit("who has which page open");
        var stale = await db.Set<CasePresence>().Where(p => p.UntilUtc < now).Take(1000).ToListAsync(ct);
        foreach (var presence in stale)
        {
            commit.Delete(presence);
        }

        if (stale.Count > 0)
        {
            await _lane.WriteAsync(commit, CommitOrigin.System("presence-sweep"), ct);
        }
    }
}
