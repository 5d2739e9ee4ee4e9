using Fengqiao.Contracts.Insight;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Reader;

/// <summary>Learns in the background because somebody pressed the button: the page is answered at once and shows how far it is.</summary>
internal sealed class TrainingStart(IServiceScopeFactory scopes, IHostApplicationLifetime life, ILogger<TrainingStart> log)
{
    /// <summary>The run begun last, for whoever has to wait for it.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    public void Begin(string account) => Last = Task.Run(() => RunAsync(account, life.ApplicationStopping));

    private async Task RunAsync(string account, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IReaderTrainer>().TrainAsync(null, account, null, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Learning failed: {Type}", e.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Learning was stopped with the server");
        }
    }
}
