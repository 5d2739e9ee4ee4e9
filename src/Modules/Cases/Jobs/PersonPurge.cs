using Fengqiao.Cases.Domain;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Jobs;

/// <summary>Erases the people of cases that were closed longer ago than the retention rule says (PIPL 19, 47).</summary>
internal sealed class PersonPurge(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<PersonPurge> log)
    : Chore("person-purge", TimeSpan.FromHours(6), lease, clock, log)
{
    /// <summary>As many cases as one run erases; the rest waits for the next, so that the lane stays free for people.</summary>
    private const int MostCases = 500;

    private static readonly byte[] Gone = [];

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var services = scope.ServiceProvider;
        var (db, eraser, lane) = (services.GetRequiredService<FengqiaoDb>(), services.GetRequiredService<PersonEraser>(), services.GetRequiredService<CommitLane>());
        var before = await RetentionRules.BeforeAsync(db, RetentionRule.CasePeople, Clock.UtcNow, ct);
        var over = await db.Set<Case>()
            .Where(c => c.ClosedUtc != null && c.ClosedUtc < before && db.Set<CasePerson>().Any(p => p.CaseId == c.Id && p.WrappedKey != Gone))
            .OrderBy(c => c.ClosedUtc).Take(MostCases).ToListAsync(ct);
        foreach (var one in over)
        {
            var people = await db.Set<CasePerson>().Where(p => p.CaseId == one.Id).ToListAsync(ct);
            var plan = await eraser.PlanAsync(one, people, Erasure.Expired, ct);
            // Whoever changed the case meanwhile goes first: the next run finds it again.
            if ((await lane.WriteAsync(plan.Commit, CommitOrigin.System("person-purge"), ct)).IsSuccess)
            {
                eraser.RemoveFiles(plan);
            }
        }

        if (over.Count > 0)
        {
            await eraser.ScrubAsync(ct);
        }
    }
}
