using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Routing;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Notifications.Sending;

/// <summary>
/// Sends what is due. Every node does: a message belongs for two minutes to the node that raised its version first, so that it goes out once, and to
/// another one when that node has died meanwhile. A recipient that does not answer holds up nobody else.
/// </summary>
internal sealed class DeliverySender(IServiceScopeFactory scopes, CommitLane lane, CountyClock clock, ILogger<DeliverySender> log) : BackgroundService
{
    private const int MostAtOnce = 400;
    private const int MostInOneMessage = 50;
    private const int Recipients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(10);

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many messages it took up.</returns>
    public async Task<int> SendDueAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var soon = now + DeliveryPlanner.Gather;
        List<Delivery> due;
        Dictionary<Channel, QuietHours> quiet;
        using (var scope = scopes.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
            due = await db.Set<Delivery>().Where(d => d.State == DeliveryState.Waiting && d.DueUtc <= soon && (d.ClaimedUntilUtc == null || d.ClaimedUntilUtc < now))
                .OrderBy(d => d.DueUtc).Take(MostAtOnce).ToListAsync(ct);
            quiet = due.Count == 0 ? [] : (await db.Set<ChannelSetup>().ToListAsync(ct)).ToDictionary(c => c.Channel, c => c.Quiet);
        }

        // To whom something is due, what would be due in a moment goes along.
        var recipients = due.GroupBy(d => (d.Channel, Who: d.Party == Parties.Reporter ? d.CaseId.ToString() : d.Recipient)).Where(g => g.Any(d => d.DueUtc <= now)).ToList();
        await Parallel.ForEachAsync(recipients, new ParallelOptions { MaxDegreeOfParallelism = Recipients, CancellationToken = ct },
            async (group, token) => await SendToOneAsync([.. group.Where(d => d.DueUtc <= now || MayJoin(d))], quiet.GetValueOrDefault(group.Key.Channel), token));
        return recipients.Sum(g => g.Count());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError("Messages could not be sent: {Type}", e.GetType().Name);
            }

            await Task.Delay(Pause, clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendToOneAsync(List<Delivery> due, QuietHours quiet, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var stale = due.FindAll(d => now - d.AtUtc > Retry.StaleAfter && d.Outcome != Delivery.Again);
        await Task.WhenAll(stale.Select(d => SaveAsync(d, d with { State = DeliveryState.GivenUp, Outcome = "stale", EndedUtc = now }, ct)));
        var wake = clock.ToUtc(quiet.Next(clock.ToLocal(now)));
        var asleep = wake > now ? due.FindAll(d => !d.IsUrgent && !stale.Contains(d)) : [];
        await Task.WhenAll(asleep.Select(d => SaveAsync(d, d with { DueUtc = wake }, ct)));
        var bundles = Bundles([.. due.Except(stale).Except(asleep)]).ToList();
        for (var i = 0; i < bundles.Count; i++)
        {
            if (await SendAsync(bundles[i], ct) is { } later)
            {
                // Who did not answer is not asked for each of the others again.
                await Task.WhenAll(bundles.Skip(i + 1).SelectMany(b => b).Select(d => SaveAsync(d, d with { DueUtc = later }, ct)));
                return;
            }
        }
    }

    /// <summary>Gathered, and not one that waits to be repeated.</summary>
    private static bool MayJoin(Delivery d) => d.Channel != Channel.Webhook && d.Party != Parties.Reporter && d.Attempts == 0;

    /// <summary>What goes together: to a colleague all that waits, and again the same when it has to be repeated; else each alone.</summary>
    private static IEnumerable<List<Delivery>> Bundles(List<Delivery> due) =>
        due is [{ Channel: Channel.Webhook } or { Party: Parties.Reporter }, ..]
            ? due.Select(d => new List<Delivery> { d })
            : due.GroupBy(d => d.BundleId).SelectMany(g => g.Key is null ? g.Chunk(MostInOneMessage).Select(c => c.ToList()) : [g.ToList()]);

    /// <returns>When to try this recipient again; null when it may go on.</returns>
    private async Task<DateTime?> SendAsync(List<Delivery> bundle, CancellationToken ct)
    {
        var claimed = await ClaimAsync(bundle, ct);
        if (claimed.Count == 0)
        {
            return null;
        }

        var attempt = await AttemptAsync(claimed, ct);
        var now = clock.UtcNow;
        var later = attempt.End switch
        {
            AttemptEnd.PutOff => now + PutOff,
            AttemptEnd.Failed => now + Retry.After(claimed[0].Attempts, claimed[0].Id),
            _ => (DateTime?)null,
        };
        await Task.WhenAll(claimed.Select(d => SaveAsync(d, After(d, attempt, later, now), ct)));
        return later;
    }

    private static Delivery After(Delivery tried, Attempt attempt, DateTime? later, DateTime now)
    {
        var settled = tried with { ClaimedUntilUtc = null, Outcome = attempt.Outcome, Masked = attempt.Masked ?? tried.Masked };
        return attempt.End switch
        {
            AttemptEnd.Sent => settled with { State = DeliveryState.Sent, EndedUtc = now },
            AttemptEnd.PutOff => settled with { Attempts = tried.Attempts - 1, DueUtc = later!.Value },
            AttemptEnd.Failed when tried.Attempts < Retry.MostAttempts => settled with { DueUtc = later!.Value },
            _ => settled with { State = DeliveryState.Failed, EndedUtc = now },
        };
    }

    private async Task<List<Delivery>> ClaimAsync(List<Delivery> bundle, CancellationToken ct)
    {
        var until = clock.UtcNow + Retry.Claim;
        var id = bundle[0].BundleId ?? bundle[0].Id;
        var claimed = await Task.WhenAll(bundle.Select(async d =>
        {
            var mine = d with { ClaimedUntilUtc = until, Attempts = d.Attempts + 1, BundleId = id };
            return await SaveAsync(d, mine, ct) ? mine with { Version = d.Version + 1 } : null;
        }));
        // In the order of the steps, so that a repetition reads the same.
        return [.. claimed.OfType<Delivery>().OrderBy(d => d.AtUtc).ThenBy(d => d.Number, StringComparer.Ordinal).ThenBy(d => d.Id)];
    }

    private async Task<Attempt> AttemptAsync(List<Delivery> claimed, CancellationToken ct)
    {
        try
        {
            using var scope = scopes.CreateScope();
            var courier = scope.ServiceProvider.GetServices<ICourier>().First(c => c.Channel == claimed[0].Channel);
            return await courier.CarryAsync(claimed, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning("Message {Message} by {Channel} failed: {Type}", claimed[0].Id, claimed[0].Channel, e.GetType().Name);
            return new Attempt(AttemptEnd.Failed, "fault");
        }
    }

    private async Task<bool> SaveAsync(Delivery seen, Delivery changed, CancellationToken ct) =>
        (await lane.WriteAsync(new Commit().Update(changed with { Version = seen.Version + 1 }, seen.Version).WithoutAudit("how far a message got"), CommitOrigin.System("notifications"), ct)).IsSuccess;
}
