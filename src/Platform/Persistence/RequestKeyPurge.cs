using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Persistence;

/// <summary>Forgets the answers to requests that nobody will repeat any more. They may name a case and its tracking code.</summary>
public sealed class RequestKeyPurge(CommitLane lane, Lease lease, CountyClock clock, ILogger<RequestKeyPurge> log)
    : Chore("request-key-purge", TimeSpan.FromHours(1), lease, clock, log)
{
    /// <summary>A client that was offline longer than this has to look before it sends again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    public override Task RunOnceAsync(CancellationToken ct)
    {
        var before = Clock.UtcNow - KeptFor;
        return lane.RunAloneAsync((db, token) => db.ExecuteAsync("DELETE FROM idempotency_keys WHERE created_utc < @before", token, ("before", before)), ct);
    }
}
