using Fengqiao.Cases.Supervising;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Jobs;

/// <summary>Lets overdue cases climb the ladder of supervision, once a minute on one of the nodes.</summary>
internal sealed class ClimbLadders(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<ClimbLadders> log)
    : Chore("supervision", TimeSpan.FromMinutes(1), lease, clock, log)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        await scope.ServiceProvider.GetRequiredService<LadderClimber>().ClimbAsync(ct);
    }
}
