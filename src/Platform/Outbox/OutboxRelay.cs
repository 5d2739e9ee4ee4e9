using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Outbox;

/// <summary>An event type and the reactions to it, as the modules registered them.</summary>
public sealed record ReactionRegistration(Type Event, Type Reaction, Func<IServiceProvider, object, CancellationToken, Task> Run);

/// <summary>
/// Hands committed events to their reactions, oldest first. A reaction that fails is tried again after 10 s, 1 min, 10 min and 1 h;
/// then the message is parked for an operator. One that has succeeded is not called again for the same message.
/// </summary>
public sealed class OutboxRelay(
    IServiceScopeFactory scopes,
    CommitLane lane,
    Lease lease,
    IEnumerable<ReactionRegistration> registrations,
    CountyClock clock,
    ILogger<OutboxRelay> log) : BackgroundService
{
    private const string Job = "outbox-relay";
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan[] Retries = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];
    private readonly ILookup<string, ReactionRegistration> _reactions = registrations.ToLookup(r => r.Event.FullName!, StringComparer.Ordinal);

    /// <summary>Delivers what is due now; returns how many messages it took up.</summary>
    public async Task<int> RelayOnceAsync(CancellationToken ct)
    {
        if (!await lease.HoldAsync(Job, ct))
        {
            return 0;
        }

        using var scope = scopes.CreateScope();
        var now = clock.UtcNow;
        var due = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<OutboxMessage>()
            .Where(m => m.ParkedUtc == null && m.DueUtc <= now).OrderBy(m => m.Id).Take(BatchSize).ToListAsync(ct);
        var delivered = new Commit().WithoutAudit("messages between modules that have arrived");
        var taken = 0;
        foreach (var message in due)
        {
            // Whoever holds the lease by now takes up the rest: this node stood still.
            if (!lease.IsHeld(Job))
            {
                break;
            }

            taken++;
            var attempts = message.Attempts;
            if (await DeliverAsync(message, ct))
            {
                delivered.Delete(message);
            }
            else
            {
                await PutOffAsync(message, attempts, ct);
            }
        }

        if (taken > 0)
        {
            await lane.WriteAsync(delivered, CommitOrigin.System("outbox"), ct);
        }

        return taken;
    }

    /// <summary>Notes a failure, unless somebody else has settled or noted the message meanwhile.</summary>
    private Task PutOffAsync(OutboxMessage message, int attempts, CancellationToken ct) =>
        lane.RunAloneAsync(
            (db, token) => db.ExecuteAsync(
                "UPDATE outbox_messages SET attempts = @attempts, due_utc = @due, delivered = @delivered, last_error = @error, parked_utc = @parked WHERE id = @id AND attempts = @before",
                token, ("attempts", message.Attempts), ("due", message.DueUtc), ("delivered", message.Delivered), ("error", message.LastError), ("parked", message.ParkedUtc),
                ("id", message.Id), ("before", attempts)),
            ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RelayOnceAsync(stoppingToken) == BatchSize)
                {
                    continue;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError("Outbox relay could not run: {Type}", e.GetType().Name);
            }

            await Task.Delay(Pause, clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        var delivered = message.Delivered.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        Exception? failure = null;
        foreach (var reaction in _reactions[message.Topic].Where(r => !delivered.Contains(r.Reaction.Name)))
        {
            try
            {
                using var scope = scopes.CreateScope();
                var content = JsonSerializer.Deserialize(message.Payload, reaction.Event, CommitLane.DetailsJson)!;
                await reaction.Run(scope.ServiceProvider, content, ct);
                delivered.Add(reaction.Reaction.Name);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure = e;
                log.LogWarning("Reaction {Reaction} to message {Message} failed: {Type}", reaction.Reaction.Name, message.Id, e.GetType().Name);
            }
        }

        if (failure is null)
        {
            return true;
        }

        message.Delivered = string.Join(',', delivered);
        message.LastError = failure.GetType().Name;
        if (message.Attempts < Retries.Length)
        {
            message.DueUtc = clock.UtcNow + Retries[message.Attempts];
        }
        else
        {
            message.ParkedUtc = clock.UtcNow;
        }

        message.Attempts++;
        return false;
    }
}
