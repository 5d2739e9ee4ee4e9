using System.Buffers.Binary;
using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Keeps the index in step with the words of cases. A case is drawn anew whenever it is looked at, and written where that says something else: so a
/// message that comes twice changes nothing, and a case whose words were taken out, or that not everybody may see any more, leaves the index.
/// </summary>
internal sealed class SketchKeeper(FengqiaoDb db, CommitLane lane, IMatterTexts texts, SketchSeal seal, CountyClock clock)
{
    /// <summary>Cases in one commit: some three thousand rows, which hold up nobody who waits for the lane.</summary>
    public const int Chunk = 100;

    private const string Why = "runs of words, which follow from cases that have their entries";
    private static readonly CommitOrigin Origin = CommitOrigin.System("matter-index");

    /// <summary>Brings one case into the index.</summary>
    /// <returns>Its words; null where there is no such case, or it is not to be compared.</returns>
    public async Task<MatterText?> FollowAsync(Guid caseId, CancellationToken ct)
    {
        if (await texts.OfAsync([caseId], ct) is not [var one])
        {
            return null;
        }

        await WriteAsync([one], null, ct);
        return one.IsOrdinary ? one : null;
    }

    /// <summary>Goes on filling from where it had stopped, one bounded part at a time.</summary>
    /// <returns>How many cases the part had; 0 when all are in.</returns>
    public async Task<int> FillAsync(CancellationToken ct)
    {
        var mark = await MarkAsync(ct);
        var part = await texts.AfterAsync(mark.Sequence, Chunk, ct);
        if (part.Count > 0)
        {
            await WriteAsync(part, mark with { Sequence = part[^1].Sequence }, ct);
        }

        return part.Count;
    }

    /// <summary>Draws anew what changed since it was last asked.</summary>
    /// <param name="nowUtc">Read before the first row: what changes meanwhile is for the next time.</param>
    public async Task CatchUpAsync(DateTime nowUtc, TimeSpan overlap, CancellationToken ct)
    {
        var (since, seen) = ((await MarkAsync(ct)).ChangedUtc - overlap, 0);
        while (await texts.ChangedSinceAsync(since, seen, Chunk, ct) is { Count: > 0 } part)
        {
            await WriteAsync(part, null, ct);
            seen += part.Count;
        }

        await WriteAsync([], (await MarkAsync(ct)) with { ChangedUtc = nowUtc }, ct);
    }

    /// <summary>Who has just begun to fill reads every case as it is now: earlier changes are in what is read.</summary>
    private async Task<IndexMark> MarkAsync(CancellationToken ct) =>
        await db.Set<IndexMark>().FirstOrDefaultAsync(m => m.Name == IndexMark.Matters, ct)
        ?? new IndexMark { Name = IndexMark.Matters, Sequence = 0, ChangedUtc = clock.UtcNow };

    private async Task WriteAsync(IReadOnlyList<MatterText> part, IndexMark? mark, CancellationToken ct)
    {
        var ids = part.Select(t => t.CaseId).ToList();
        var known = await db.Set<StoredSketch>().Where(s => ids.Contains(s.CaseId)).ToDictionaryAsync(s => s.CaseId, ct);
        var commit = new Commit().WithoutAudit(Why);
        var isEmpty = mark is null;
        foreach (var text in part)
        {
            isEmpty &= !Add(commit, text, known.GetValueOrDefault(text.CaseId));
        }

        if (mark is not null)
        {
            commit.Upsert(mark);
        }

        if (!isEmpty && (await lane.WriteAsync(commit, Origin, ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }

    /// <returns>Whether anything has to be written for it.</returns>
    private bool Add(Commit commit, MatterText text, StoredSketch? known)
    {
        long[] runs = text.IsOrdinary ? seal.Of(text.Title, text.Description) : [];
        var bytes = Bytes(runs);
        if (known is null ? runs.Length == 0 : bytes.AsSpan().SequenceEqual(known.Runs))
        {
            return false;
        }

        foreach (var gone in known is null ? [] : Read(known.Runs).Except(runs))
        {
            commit.Delete(new SketchRun { Run = gone, Sequence = text.Sequence });
        }

        foreach (var run in runs)
        {
            commit.Upsert(new SketchRun { Run = run, Sequence = text.Sequence });
        }

        commit.Upsert(new StoredSketch { CaseId = text.CaseId, Sequence = text.Sequence, Runs = bytes });
        return true;
    }

    private static byte[] Bytes(long[] runs)
    {
        var bytes = new byte[runs.Length * sizeof(long)];
        foreach (var (i, run) in runs.Index())
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), run);
        }

        return bytes;
    }

    private static IEnumerable<long> Read(byte[] bytes) => bytes.Chunk(sizeof(long)).Select(b => BinaryPrimitives.ReadInt64BigEndian(b));
}
