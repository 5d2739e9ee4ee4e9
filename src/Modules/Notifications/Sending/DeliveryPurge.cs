using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Notifications.Sending;

/// <summary>Takes messages out of the log once nobody asks for them any more; what was decided about them stays in the audit.</summary>
internal sealed class DeliveryPurge(CommitLane lane, Lease lease, CountyClock clock, ILogger<DeliveryPurge> log) : Chore("delivery-purge", TimeSpan.FromHours(24), lease, clock, log)
{
    /// <summary>As long as logs have to be kept (网络安全法 21: six months).</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(184);

    public override Task RunOnceAsync(CancellationToken ct) => lane.RunAloneAsync(
        (db, token) => db.ExecuteAsync("DELETE FROM notification_deliveries WHERE ended_utc < @before", token, ("before", Clock.UtcNow - Keep)), ct);
}
