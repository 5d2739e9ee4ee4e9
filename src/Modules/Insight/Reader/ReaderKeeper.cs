using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Reader;

/// <summary>The version that reads at present.</summary>
internal sealed record ReaderInUse(Guid Id, int Number, MatterModel Model);

/// <summary>
/// Holds the active version in memory: read at the start, at once after a change made here, within half a minute after one made on another
/// node. A version that cannot be read leaves nothing in use, and the keywords propose; it never stops a start or an intake.
/// </summary>
internal sealed class ReaderKeeper(IServiceScopeFactory scopes, CountyClock clock, ILogger<ReaderKeeper> log) : BackgroundService, IWarmUp
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (Guid Id, bool IsBroken)? _seen;

    /// <summary>Null while nothing was learnt, or what was learnt cannot be read.</summary>
    public ReaderInUse? Current { get; private set; }

    public ReaderSettings Settings { get; private set; } = new();

    /// <summary>True where there is an active version that cannot be read: somebody has to choose another.</summary>
    public bool IsBroken => _seen is { IsBroken: true };

    public async Task WarmUpAsync(CancellationToken ct)
    {
        try
        {
            await RefreshAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The reader could not be loaded ({Type}); keywords propose", e.GetType().Name);
        }
    }

    public async Task RefreshAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<VersionStore>();
            Settings = await store.SettingsAsync(ct);
            var active = await store.ActiveAsync(ct);
            if (active?.Id == _seen?.Id)
            {
                return;
            }

            var loaded = active is null ? (Result<MatterModel>?)null : await store.LoadAsync(active, ct);
            Current = loaded is { IsSuccess: true } model ? new ReaderInUse(active!.Id, active.Number, model.Value) : null;
            _seen = active is null ? null : (active.Id, Current is null);
            if (IsBroken)
            {
                log.LogWarning("Version {Number} of the reader is broken; keywords propose until another takes over", active!.Number);
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
