using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Searches the index: of each run of a matter the newest cases that have it, and of those the ones that have most of them. What is asked for is
/// bounded, so a run that half of the county writes costs no more than a rare one, and a million cases little more than a thousand.
/// </summary>
internal sealed class MatterIndex(FengqiaoDb db, SketchSeal seal) : IMatterIndex
{
    /// <summary>Cases looked at for one run. A run that more cases have tells little: they are found by their other runs, or not at all.</summary>
    public const int Deepest = 400;

    public async Task<IReadOnlyList<Guid>> FindAsync(string title, string text, CancellationToken ct)
    {
        if (Hits(seal.Of(title, text)) is not { } hits)
        {
            return [];
        }

        var ranked = await hits.GroupBy(s => s).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).Take(IMatterIndex.Most).Select(g => g.Key).ToListAsync(ct);
        var cases = await db.Set<StoredSketch>().Where(s => ranked.Contains(s.Sequence)).Select(s => new { s.Sequence, s.CaseId }).ToDictionaryAsync(s => s.Sequence, s => s.CaseId, ct);
        return [.. ranked.Where(cases.ContainsKey).Select(s => cases[s])];
    }

    public async Task<IReadOnlyList<PairedMatter>> PairedAsync(Guid caseId, CancellationToken ct) =>
        await db.Set<SamePair>().Where(p => p.NewerId == caseId || p.OlderId == caseId).OrderByDescending(p => p.Score).Take(IMatterIndex.Most)
            .Select(p => new PairedMatter(p.NewerId == caseId ? p.OlderId : p.NewerId, p.State)).ToListAsync(ct);

    private IQueryable<long>? Hits(IEnumerable<long> runs)
    {
        IQueryable<long>? hits = null;
        foreach (var run in runs)
        {
            var having = db.Set<SketchRun>().Where(r => r.Run == run).OrderByDescending(r => r.Sequence).Take(Deepest).Select(r => r.Sequence);
            hits = hits is null ? having : hits.Concat(having);
        }

        return hits;
    }
}
