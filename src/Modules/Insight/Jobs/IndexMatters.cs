using Fengqiao.Insight.Same;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Jobs;

/// <summary>
/// Fills the index of matters with the cases it does not have: those from before it existed, and those that were imported. It writes how far it has
/// come with each part, so a stop costs one part. Every ten minutes cases that changed are drawn anew: words may have been taken out of them.
/// </summary>
internal sealed class IndexMatters(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<IndexMatters> log)
    : Chore(Name, TimeSpan.FromSeconds(20), lease, clock, log)
{
    private const string Name = "matter-index";

    /// <summary>Parts of one run, so that the operators' page sees it go on.</summary>
    private const int MostParts = 200;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private readonly Lease _lease = lease;
    private DateTime? _caughtUp;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Clock.UtcNow;
        for (var part = 0; part < MostParts; part++)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<SketchKeeper>().FillAsync(ct) == 0)
            {
                break;
            }

            if (!await _lease.HoldAsync(Name, ct))
            {
                return;
            }
        }

        if (_caughtUp is null || now - _caughtUp >= Again)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SketchKeeper>().CatchUpAsync(now, Overlap, ct);
            _caughtUp = now;
        }
    }
}
