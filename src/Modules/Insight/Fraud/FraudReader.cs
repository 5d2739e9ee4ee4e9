using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Fraud;

/// <summary>
/// Answers for messages: by the version the county has learnt, by <see cref="FraudCheck"/> while nothing is learnt or it cannot be read. Holds the
/// version in memory: read at the start, at once after a change made here, within half a minute after one made on another node.
/// </summary>
internal sealed class FraudReader(IServiceScopeFactory scopes, CountyClock clock, ILogger<FraudReader> log) : BackgroundService, IWarmUp
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (Guid Id, bool IsBroken)? _seen;

    /// <summary>Null while the signs answer.</summary>
    public FraudModel? Current { get; private set; }

    /// <summary>True where there is a version in use that cannot be read: somebody has to choose another.</summary>
    public bool IsBroken => _seen is { IsBroken: true };

    /// <summary>Never throws for a message; keeps nothing of it.</summary>
    public FraudFinding Of(string? message) => Current is { } model && !string.IsNullOrWhiteSpace(message) ? model.Judge(message) : FraudCheck.Of(message);

    public async Task WarmUpAsync(CancellationToken ct)
    {
        try
        {
            await RefreshAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The fraud reader could not be loaded ({Type}); the signs answer", e.GetType().Name);
        }
    }

    public async Task RefreshAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<FraudVersionStore>();
            var active = await store.ActiveAsync(ct);
            if (active?.Id == _seen?.Id)
            {
                return;
            }

            var loaded = active is null ? (Result<FraudModel>?)null : await store.LoadAsync(active, ct);
            Current = loaded is { IsSuccess: true } model ? model.Value : null;
            _seen = active is null ? null : (active.Id, Current is null);
            if (IsBroken)
            {
                log.LogWarning("Version {Number} of the fraud reader is broken; the signs answer until another is chosen", active!.Number);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WarmUpAsync(stoppingToken);
        }
    }
}
