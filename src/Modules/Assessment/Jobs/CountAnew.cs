using Fengqiao.Assessment.Facts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Assessment.Jobs;

/// <summary>
/// What no message told: cases that were imported, limits that a new calendar moved. Every ten minutes what changed is looked at again, once a day
/// everything; the day's count is also the proof that the sums were right.
/// </summary>
internal sealed class CountAnew(IServiceScopeFactory scopes, Lease lease, CountyClock clock, ILogger<CountAnew> log)
    : Chore("indicator-count", TimeSpan.FromSeconds(15), lease, clock, log)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private DateTime? _caughtUpTo;
    private DateOnly? _countedOn;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keeper = scope.ServiceProvider.GetRequiredService<FactKeeper>();
        var now = Clock.UtcNow;
        if (_countedOn != Clock.Today)
        {
            var found = await keeper.RecountAsync(ct);
            if (found.Facts + found.Cells > 0)
            {
                log.LogInformation("Indicators counted anew over {Cases} cases: {Facts} rows and {Cells} sums were written", found.Cases, found.Facts, found.Cells);
            }

            (_countedOn, _caughtUpTo) = (Clock.Today, now);
        }
        else if (_caughtUpTo is null || now - _caughtUpTo >= Again)
        {
            await keeper.CatchUpAsync((_caughtUpTo ?? now) - Overlap, ct);
            _caughtUpTo = now;
        }
    }
}
