using Fengqiao.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Jobs;

/// <summary>Something small that one node does now and then. A failure is logged and tried again the next time.</summary>
public abstract class Chore(string name, TimeSpan interval, Lease lease, CountyClock clock, ILogger log) : BackgroundService
{
    protected CountyClock Clock { get; } = clock;

    /// <summary>Does it once.</summary>
    public abstract Task RunOnceAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await lease.HoldAsync(name, stoppingToken))
                {
                    await RunRecordedAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("{Chore} could not run: {Type}", name, e.GetType().Name);
            }
        }
    }

    /// <summary>Leaves a trace for the operators' page, also of a failure.</summary>
    private async Task RunRecordedAsync(CancellationToken ct)
    {
        var started = Clock.UtcNow;
        string? fault = null;
        try
        {
            await RunOnceAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            fault = e.GetType().Name;
            throw;
        }
        finally
        {
            if (!ct.IsCancellationRequested)
            {
                await lease.NoteAsync(new JobRun { Job = name, StartedUtc = started, EndedUtc = Clock.UtcNow, NextUtc = started + interval, Fault = fault }, ct);
            }
        }
    }
}
