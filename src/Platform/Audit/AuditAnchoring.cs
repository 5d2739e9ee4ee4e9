using System.Net.Sockets;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Audit;

/// <summary>
/// Every ten minutes, at the start and at the end of a server: counts how long this node has been running, and anchors its chain where it
/// has grown. Each node anchors its own chain.
/// </summary>
public sealed class AuditAnchoring(
    CommitLane lane, IDbContextFactory<FengqiaoDb> contexts, AnchorExport export, LaneOptions options, CountyClock clock, ILogger<AuditAnchoring> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _one = new(1);
    private long _since = clock.Time.GetTimestamp();

    /// <summary>Anchors the chain now.</summary>
    /// <returns>The anchor; null where nothing has been added since the last one.</returns>
    public async Task<AuditAnchor?> AnchorAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await AnchorAloneAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // What was done since the last anchor is anchored once more.
            await TryAsync(CancellationToken.None);
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await AnchorAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The audit could not be anchored: {Type}", e.GetType().Name);
        }
    }

    private async Task<AuditAnchor?> AnchorAloneAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var age = await GrowOlderAsync(db, ct);
        var head = await db.Set<AuditHead>().FirstOrDefaultAsync(h => h.Chain == options.AuditChain, ct);
        var last = await db.Set<AuditAnchor>().Where(a => a.Chain == options.AuditChain).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
        if (head is null or { Sequence: 0 } || head.Sequence == last?.Sequence)
        {
            return null;
        }

        var suite = export.Options.Suite;
        var anchor = new AuditAnchor
        {
            Number = (last?.Number ?? 0) + 1,
            Chain = options.AuditChain,
            Sequence = head.Sequence,
            Hash = head.Hash,
            AtUtc = clock.UtcNow,
            Minutes = age,
            Previous = last?.Digest ?? [],
            Suite = suite.Id,
            PublicKey = export.Key.PublicKey,
        }.SignedBy(suite, export.Key.PrivateKey);
        // First out of the house: what only the database knew would be forgotten with it.
        Export(anchor);
        await lane.WriteAsync(new Commit().Insert(anchor).WithoutAudit("the audit itself"), CommitOrigin.System("audit-anchor"), ct);
        return anchor;
    }

    private void Export(AuditAnchor anchor)
    {
        try
        {
            export.Append(anchor);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            log.LogError("An audit anchor could not be sent out: {Type}", e.GetType().Name);
        }
    }

    /// <summary>Adds the time that has passed by the monotonic clock: setting the wall clock makes nobody older.</summary>
    private async Task<long> GrowOlderAsync(FengqiaoDb db, CancellationToken ct)
    {
        var minutes = (long)clock.Time.GetElapsedTime(_since).TotalMinutes;
        var before = await db.Set<AuditAge>().Where(a => a.Chain == options.AuditChain).Select(a => (long?)a.Minutes).FirstOrDefaultAsync(ct);
        if (minutes > 0 || before is null)
        {
            await lane.WriteAsync(new Commit().Upsert(new AuditAge { Chain = options.AuditChain, Minutes = (before ?? 0) + minutes }).WithoutAudit("the audit itself"), CommitOrigin.System("audit-anchor"), ct);
            _since += minutes * 60 * clock.Time.TimestampFrequency;
        }

        return (before ?? 0) + minutes;
    }
}
