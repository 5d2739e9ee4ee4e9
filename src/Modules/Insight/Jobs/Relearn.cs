using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Jobs;

/// <summary>Learns anew by itself: at first as soon as there are cases enough, then once a week. The county can turn it off.</summary>
internal sealed class Relearn(IServiceScopeFactory scopes, ReaderKeeper keeper, Lease lease, CountyClock clock, ILogger<Relearn> log)
    : Chore("reader-relearn", TimeSpan.FromHours(1), lease, clock, log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(7);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var versions = await scope.ServiceProvider.GetRequiredService<VersionStore>().AllAsync(ct);
        if (!keeper.Settings.LearnsByItself || (versions is [var newest, ..] && newest.MadeUtc > Clock.UtcNow - Pause))
        {
            return;
        }

        var outcome = await scope.ServiceProvider.GetRequiredService<IReaderTrainer>().TrainAsync(null, "reader-relearn", null, ct);
        if (outcome.Failed(out var error))
        {
            log.LogInformation("The reader did not learn: {Code}", error.Code);
        }
    }
}
