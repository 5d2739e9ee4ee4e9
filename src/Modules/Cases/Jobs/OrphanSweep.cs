using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Jobs;

/// <summary>Removes files whose row never came to be, because the server stopped between writing the one and the other.</summary>
internal sealed class OrphanSweep(IDbContextFactory<FengqiaoDb> contexts, AttachmentStore store, Lease lease, CountyClock clock, ILogger<OrphanSweep> log)
    : Chore("attachment-orphan-sweep", TimeSpan.FromHours(6), lease, clock, log)
{
    private static readonly TimeSpan OlderThan = TimeSpan.FromHours(24);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        store.SweepOrphans(id => db.Set<CaseAttachment>().Any(a => a.Id == id), OlderThan);
    }
}
