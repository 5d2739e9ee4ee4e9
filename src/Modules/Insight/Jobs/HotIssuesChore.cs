using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Jobs;

/// <summary>Looks for hot issues a few minutes after the start, so that a new installation has not to wait, and then every hour.</summary>
internal sealed class HotIssuesChore(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<HotIssuesChore> log)
    : Chore("hot-issues", TimeSpan.FromMinutes(3), lease, clock, log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private DateTime _lastUtc = DateTime.MinValue;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        if (Clock.UtcNow - _lastUtc < Pause)
        {
            return;
        }

        _lastUtc = Clock.UtcNow;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IHotIssues>().LookAsync(ct);
    }
}
