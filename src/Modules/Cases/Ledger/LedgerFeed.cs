using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Ledger;

/// <summary>
/// Brings the <see cref="CaseLedger"/> up to date: reads it whole once after the start, then before each answer what is new or was changed
/// lately, be it by this node or another.
/// </summary>
internal sealed class LedgerFeed(CaseLedger ledger, IDbContextFactory<FengqiaoDb> contexts, CountyClock clock, ILogger<LedgerFeed> log) : BackgroundService
{
    /// <summary>
    /// How far back changes are read again: a change is stamped when it is decided and seen when it is on disk, and the clocks of nodes
    /// differ a little. What was read already costs a comparison.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private const int LoadedAtOnce = 20_000;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private DateTime? _readUtc;
    private long _startedAt;

    /// <summary>After this the ledger holds everything that was on disk when it was called.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var asked = clock.Time.GetTimestamp();
        await _gate.WaitAsync(ct);
        try
        {
            // Somebody who waited too began to read after this was asked: that serves both.
            if (_readUtc is not null && _startedAt > asked)
            {
                return;
            }

            var (at, now) = (clock.Time.GetTimestamp(), clock.UtcNow);
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (_readUtc is { } since)
            {
                await ReadChangesAsync(db, Earlier(since, now - clock.Time.GetElapsedTime(_startedAt, at)) - Overlap, ct);
            }
            else
            {
                await ReadAllAsync(db, ct);
            }

            (_readUtc, _startedAt) = (now, at);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Where the clock was set back since the last reading, changes are stamped earlier than that reading was.</summary>
    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    /// <summary>Reads it before somebody has to wait for it.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RefreshAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The ledger of cases could not be read yet: {Type}", e.GetType().Name);
        }
    }

    private async Task ReadAllAsync(FengqiaoDb db, CancellationToken ct)
    {
        var rows = new List<LedgerRow>(LoadedAtOnce);
        await foreach (var row in Rows(db.Set<Case>()).AsAsyncEnumerable().WithCancellation(ct))
        {
            rows.Add(row);
            if (rows.Count == LoadedAtOnce)
            {
                ledger.Write(rows, []);
                rows.Clear();
            }
        }

        ledger.Write(rows, []);
        var parts = new List<(long, Guid)>(LoadedAtOnce);
        var all = db.Set<CaseUnit>().Join(db.Set<Case>(), u => u.CaseId, c => c.Id, (u, c) => new { c.Sequence, u.UnitId });
        await foreach (var part in all.AsAsyncEnumerable().WithCancellation(ct))
        {
            parts.Add((part.Sequence, part.UnitId));
            if (parts.Count == LoadedAtOnce)
            {
                ledger.Write([], parts);
                parts.Clear();
            }
        }

        ledger.Write([], parts);
        var readers = await db.Set<NamedReader>().Join(db.Set<Case>(), r => r.CaseId, c => c.Id, (r, c) => new { c.Sequence, r.Account }).ToListAsync(ct);
        foreach (var named in readers.GroupBy(r => r.Sequence, r => r.Account))
        {
            ledger.Name(named.Key, [.. named]);
        }
    }

    private async Task ReadChangesAsync(FengqiaoDb db, DateTime since, CancellationToken ct)
    {
        long known = ledger.Largest;
        var changed = db.Set<Case>().Where(c => c.Sequence > known || c.UpdatedUtc >= since);
        var rows = await Rows(changed).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return;
        }

        // After the cases: a unit that joins in between is then known before the case is read again, never the other way round.
        var parts = await changed.Join(db.Set<CaseUnit>(), c => c.Id, u => u.CaseId, (c, u) => new { c.Sequence, u.UnitId }).ToListAsync(ct);
        ledger.Write(rows, parts.Select(p => (p.Sequence, p.UnitId)));

        // Who is named is read whole and replaces what was known: a reader may have been struck off.
        var restricted = rows.FindAll(r => r.Secrecy == CaseSecrecy.Restricted);
        if (restricted.Count > 0)
        {
            var sequences = restricted.ConvertAll(r => r.Sequence);
            var readers = (await db.Set<Case>().Where(c => sequences.Contains(c.Sequence)).Join(db.Set<NamedReader>(), c => c.Id, r => r.CaseId, (c, r) => new { c.Sequence, r.Account })
                .ToListAsync(ct)).ToLookup(r => r.Sequence, r => r.Account);
            sequences.ForEach(s => ledger.Name(s, [.. readers[s]]));
        }
    }

    private static IQueryable<LedgerRow> Rows(IQueryable<Case> cases) => cases.Select(c => new LedgerRow(
        c.Sequence, c.Version, c.Number, c.State, c.Channel, c.Category, c.Place, c.Desk, c.LeadUnitId, c.FirstReceiver,
        c.ReceivedUtc, c.RegisteredUtc, c.UpdatedUtc, c.CloseDueUtc, c.StoppedUtc, c.Secrecy));
}
