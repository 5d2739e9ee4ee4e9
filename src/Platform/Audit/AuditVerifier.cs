using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Platform.Audit;

/// <summary>The first entry that is not as it was written, and why.</summary>
public sealed record AuditBreak(int Chain, long Sequence, string Reason);

/// <param name="Entries">How many entries were checked.</param>
/// <param name="FirstBreak">Null when all chains hold.</param>
/// <param name="Anchors">How many anchors were compared with their chain.</param>
public sealed record AuditVerdict(long Entries, int Chains, AuditBreak? FirstBreak, int Anchors = 0);

/// <summary>
/// Walks every chain from its base to its head, recomputes each hash, and compares the chain with the anchors that were taken of it: who
/// rewrites entries with fitting hashes, or cuts off the end and writes a fitting head, cannot rewrite those.
/// </summary>
public sealed class AuditVerifier(FengqiaoDb db)
{
    public Task<AuditVerdict> VerifyAsync(Action<long>? progress, CancellationToken ct) => VerifyAsync(progress, [], ct);

    /// <param name="exported">Anchors as they were exported; those in the database are compared too. Null stands for a line that is none.</param>
    public async Task<AuditVerdict> VerifyAsync(Action<long>? progress, IReadOnlyList<AuditAnchor?> exported, CancellationToken ct)
    {
        var heads = await db.Set<AuditHead>().OrderBy(h => h.Chain).ToListAsync(ct);
        var bases = await db.Set<AuditBase>().ToDictionaryAsync(b => b.Chain, ct);
        var anchors = exported.OfType<AuditAnchor>().Concat(await db.Set<AuditAnchor>().ToListAsync(ct)).ToList();
        if (AnchorFault(exported, anchors) is { } forged)
        {
            return new AuditVerdict(0, heads.Count, forged);
        }

        long entries = 0;
        foreach (var chain in heads.Select(h => h.Chain).Concat(anchors.Select(a => a.Chain)).Distinct().Order())
        {
            var walk = new ChainWalk(chain, bases.GetValueOrDefault(chain), [.. anchors.Where(a => a.Chain == chain).OrderBy(a => a.Sequence)]);
            var broken = await WalkAsync(walk, heads.Find(h => h.Chain == chain), () =>
            {
                if (++entries % 1000 == 0)
                {
                    progress?.Invoke(entries);
                }
            }, ct);
            if (broken is not null)
            {
                return new AuditVerdict(entries, heads.Count, broken, anchors.Count);
            }
        }

        return new AuditVerdict(entries, heads.Count, await OrphanAsync(ct), anchors.Count);
    }

    private async Task<AuditBreak?> WalkAsync(ChainWalk walk, AuditHead? head, Action counted, CancellationToken ct)
    {
        await foreach (var entry in db.Set<AuditEntry>().Where(e => e.Chain == walk.Chain).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (walk.Take(entry) is { } broken)
            {
                return broken;
            }

            counted();
        }

        return walk.End(head);
    }

    /// <summary>An exported line that is no anchor, or an anchor that its key never signed.</summary>
    private static AuditBreak? AnchorFault(IReadOnlyList<AuditAnchor?> exported, List<AuditAnchor> anchors) =>
        anchors.Find(a => !a.IsSigned) is { } forged ? new AuditBreak(forged.Chain, forged.Sequence, "anchor-forged")
        : exported.Contains(null) ? new AuditBreak(0, 0, "anchor-unreadable")
        : null;

    private async Task<AuditBreak?> OrphanAsync(CancellationToken ct)
    {
        var orphan = await db.Set<AuditEntry>()
            .Where(e => !db.Set<AuditHead>().Any(h => h.Chain == e.Chain))
            .OrderBy(e => e.Chain).ThenBy(e => e.Sequence)
            .Select(e => new { e.Chain, e.Sequence })
            .FirstOrDefaultAsync(ct);
        return orphan is null ? null : new AuditBreak(orphan.Chain, orphan.Sequence, "no-head");
    }
}
