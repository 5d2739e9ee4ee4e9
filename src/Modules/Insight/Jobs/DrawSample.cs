using Fengqiao.Insight.Alone;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Jobs;

/// <summary>Once a day is over, draws which of its automatic dispatches people check: those with the lowest lots.</summary>
internal sealed class DrawSample(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<DrawSample> log)
    : Chore("auto-dispatch-sample", TimeSpan.FromMinutes(5), lease, clock, log)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var lane = scope.ServiceProvider.GetRequiredService<CommitLane>();
        var today = Clock.Today;
        var before = (today.Year * 10000) + (today.Month * 100) + today.Day;
        var settings = await db.Set<AloneSettings>().FirstOrDefaultAsync(ct) ?? new AloneSettings();
        var days = await db.Set<AutoDispatch>().Where(d => d.IsSampled == null && d.State == AutoState.Made && d.Day < before).Select(d => d.Day).Distinct().ToListAsync(ct);
        foreach (var day in days.Order())
        {
            var made = await db.Set<AutoDispatch>().Where(d => d.Day == day && d.State == AutoState.Made).OrderBy(d => d.Lot).ThenBy(d => d.CaseId).ToListAsync(ct);
            var sampled = AloneWatch.SampleOf(made.Count, settings.SampleShare);
            var commit = new Commit().Audit("auto-dispatch.sample", "day", day.ToString(System.Globalization.CultureInfo.InvariantCulture), new { made.Count, sampled });
            foreach (var (rank, one) in made.Index())
            {
                commit.Update(one with { IsSampled = rank < sampled, Version = one.Version + 1 }, one.Version);
            }

            // Refused means that somebody judged or returned one of them at this moment: drawn the next time.
            await lane.WriteAsync(commit, CommitOrigin.System("auto-dispatch-sample"), ct);
        }
    }
}
