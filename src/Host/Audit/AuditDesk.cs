using System.Runtime.CompilerServices;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Host.Audit;

/// <summary>One page of the audit, newest first.</summary>
/// <param name="Total">Counted up to <see cref="AuditDesk.MostCounted"/>.</param>
/// <param name="Alarms">Of the last seven days.</param>
internal sealed record AuditListing(IReadOnlyList<AuditEntry> Entries, int Total, IReadOnlyList<AuditEntry> Alarms, AuditAnchor? LastAnchor);

/// <summary>Reads the audit for those who hold that right alone; other administrators and every desk are refused. Taking it away is itself audited.</summary>
internal sealed class AuditDesk(FengqiaoDb db, Writer writer, CountyClock clock, CurrentActor current)
{
    public const int PageSize = 50;
    public const int MostCounted = 10_000;
    public const int MostExported = 100_000;
    private const int MostAlarms = 5;
    private static readonly Error NotAllowed = new("audit.not-allowed", ErrorKind.Forbidden);

    public async Task<Result<AuditListing>> ListAsync(AuditFilter filter, int page, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.AuditRead))
        {
            return NotAllowed;
        }

        var found = filter.In(db.Set<AuditEntry>(), clock);
        var total = await found.Take(MostCounted).CountAsync(ct);
        var shown = Math.Clamp(page, 1, Math.Max((total + PageSize - 1) / PageSize, 1));
        var entries = await Newest(found).Skip((shown - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var week = clock.UtcNow.AddDays(-7);
        var alarms = await Newest(db.Set<AuditEntry>().Where(e => RefusalWatch.Alarms.Contains(e.Action) && e.AtUtc >= week)).Take(MostAlarms).ToListAsync(ct);
        var anchor = await db.Set<AuditAnchor>().OrderByDescending(a => a.AtUtc).FirstOrDefaultAsync(ct);
        return new AuditListing(entries, total, alarms, anchor);
    }

    /// <summary>Writes down that the audit is taken away, and by which filter, before a line of it is.</summary>
    public async Task<Result<Done>> BeginExportAsync(AuditFilter filter, CancellationToken ct) => current.Actor.Can(Rights.AuditRead)
        ? await writer.SaveAsync(new Commit().Audit("audit.export", "audit", "-", filter), ct)
        : NotAllowed;

    /// <summary>Newest first; at most <see cref="MostExported"/>. Ask <see cref="BeginExportAsync"/> first.</summary>
    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var found = Newest(filter.In(db.Set<AuditEntry>(), clock)).Take(MostExported);
        await foreach (var e in found.AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return [clock.ToLocal(e.AtUtc), e.Actor, e.Action, e.ObjectType, e.ObjectId, e.Details, e.Source, e.Chain, e.Sequence, Convert.ToHexStringLower(e.Hash)];
        }
    }

    private static IOrderedQueryable<AuditEntry> Newest(IQueryable<AuditEntry> entries) =>
        entries.OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Chain).ThenByDescending(e => e.Sequence);
}
