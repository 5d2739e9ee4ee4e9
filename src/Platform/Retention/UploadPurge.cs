using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Retention;

/// <summary>Forgets files that were checked for an import and never loaded: they hold whatever somebody put into them.</summary>
public sealed class UploadPurge(CommitLane lane, IDbContextFactory<FengqiaoDb> contexts, Lease lease, CountyClock clock, ILogger<UploadPurge> log)
    : Chore("import-upload-purge", TimeSpan.FromHours(6), lease, clock, log)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var before = await RetentionRules.BeforeAsync(db, RetentionRule.ImportUploads, Clock.UtcNow, ct);
        var old = await db.Set<ImportUpload>().Join(db.Set<ImportRun>().Where(r => r.AtUtc < before), u => u.RunId, r => r.Id, (u, r) => r.Id).ToListAsync(ct);
        foreach (var run in old)
        {
            await lane.WriteAsync(
                new Commit().Delete(new ImportUpload { RunId = run, Content = [] }).Audit("import.forget-upload", "import", run.ToString()),
                CommitOrigin.System("import-upload-purge"), ct);
        }
    }
}
