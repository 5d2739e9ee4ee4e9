using Fengqiao.Insight.Hot;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Jobs;

/// <summary>Looks for hot issues every hour.</summary>
internal sealed class HotIssuesChore(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<HotIssuesChore> log)
    : Chore("hot-issues", TimeSpan.FromHours(1), lease, clock, log)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HotWatch>().RunAsync(ct);
    }
}
