using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Platform.Audit;

/// <summary>The first entry that is not as it was written, and why.</summary>
public sealed record AuditBreak(int Chain, long Sequence, string Reason);

/// <param name="Entries">How many entries were checked.</param>
/// <param name="FirstBreak">Null when all chains hold.</param>
public sealed record AuditVerdict(long Entries, int Chains, AuditBreak? FirstBreak);

/// <summary>Walks every chain from its first entry to its head and recomputes each hash.</summary>
public sealed class AuditVerifier(FengqiaoDb db)
{
    public async Task<AuditVerdict> VerifyAsync(Action<long>? progress, CancellationToken ct)
    {
        var heads = await db.Set<AuditHead>().OrderBy(h => h.Chain).ToListAsync(ct);
        var orphan = await db.Set<AuditEntry>()
            .Where(e => !db.Set<AuditHead>().Any(h => h.Chain == e.Chain))
            .OrderBy(e => e.Chain).ThenBy(e => e.Sequence)
            .Select(e => new { e.Chain, e.Sequence })
            .FirstOrDefaultAsync(ct);
        long checkedEntries = 0;
        foreach (var head in heads)
        {
            var expected = 1L;
            var previous = Array.Empty<byte>();
            await foreach (var entry in db.Set<AuditEntry>().Where(e => e.Chain == head.Chain)
                               .OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
            {
                var reason = Fault(entry, expected, previous);
                if (reason is not null)
                {
                    return new AuditVerdict(checkedEntries, heads.Count, new AuditBreak(head.Chain, Math.Min(entry.Sequence, expected), reason));
                }

                previous = entry.Hash;
                expected++;
                if (++checkedEntries % 1000 == 0)
                {
                    progress?.Invoke(checkedEntries);
                }
            }

            if (expected - 1 != head.Sequence || !previous.AsSpan().SequenceEqual(head.Hash))
            {
                return new AuditVerdict(checkedEntries, heads.Count, new AuditBreak(head.Chain, expected, "missing"));
            }
        }

        var lost = orphan is null ? null : new AuditBreak(orphan.Chain, orphan.Sequence, "no-head");
        return new AuditVerdict(checkedEntries, heads.Count, lost);
    }

    private static string? Fault(AuditEntry entry, long expected, byte[] previous)
    {
        if (entry.Sequence != expected)
        {
            return "missing";
        }

        if (!entry.PreviousHash.AsSpan().SequenceEqual(previous))
        {
            return "not-linked";
        }

        return entry.RecomputeHash().AsSpan().SequenceEqual(entry.Hash) ? null : "changed";
    }
}
