using System.Security.Cryptography;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Same;

/// <summary>
/// Writes down which earlier cases a new one says the same as, for people to look at; and what became of a pair when its cases moved on. It joins
/// nothing.
/// </summary>
internal sealed class PairWatch(FengqiaoDb db, CommitLane lane, SketchKeeper keeper, IMatterIndex index, IMatterTexts texts, IMatterComparer comparer, CountyClock clock)
{
    /// <summary>More would not be looked at.</summary>
    private const int MostPairs = 3;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(60);

    /// <summary>States that end a case; codes.</summary>
    private static readonly string[] Ends = ["closed", "refused", "merged", "withdrawn"];

    public async Task TakeUpAsync(Guid caseId, CancellationToken ct)
    {
        if (await keeper.FollowAsync(caseId, ct) is not { IsOpen: true } fresh)
        {
            return;
        }

        var read = comparer.Read(fresh.Title, fresh.Description);
        var near = await texts.OfAsync([.. (await index.FindAsync(fresh.Title, fresh.Description, ct)).Where(id => id != caseId)], ct);
        var likely = near.Where(t => t.IsOrdinary && t.Sequence < fresh.Sequence)
            .Select(t => (Into: t.MergedInto ?? t.CaseId, t.Place, Likeness: read.With(t.Title, t.Description)))
            .Where(t => t.Into != caseId && t.Likeness.IsWorthALook(fresh.Place, t.Place))
            .GroupBy(t => t.Into, (into, found) => (Into: into, found.MaxBy(f => f.Likeness.Score).Likeness))
            .ToDictionary(t => t.Into, t => t.Likeness);
        var chosen = (await texts.OfAsync([.. likely.Keys], ct)).Where(IsCurrent)
            .OrderByDescending(t => t.IsOpen).ThenByDescending(t => likely[t.CaseId].Score).ThenBy(t => t.Sequence)
            .Take(MostPairs);
        foreach (var into in chosen)
        {
            await NoteAsync(PairOf(fresh.CaseId, into.CaseId, likely[into.CaseId]), ct);
        }
    }

    /// <summary>The new case ended: what nobody had looked at need not be looked at.</summary>
    public async Task FollowAsync(CaseMoved moved, CancellationToken ct)
    {
        if (!Ends.Contains(moved.To, StringComparer.Ordinal))
        {
            return;
        }

        var open = await db.Set<SamePair>().Where(p => p.NewerId == moved.CaseId && p.State == PairState.Open).ToListAsync(ct);
        var into = open.Count == 0 ? null : await texts.OfAsync([moved.CaseId], ct) is [var ended, ..] ? ended.MergedInto : null;
        foreach (var pair in open)
        {
            await WriteAsync(new Commit().Update(pair with { State = pair.OlderId == into ? PairState.Joined : PairState.Over, Version = pair.Version + 1 }, pair.Version), ct);
        }
    }

    /// <summary>What ended long ago and comes up again is a new matter.</summary>
    private bool IsCurrent(MatterText into) => into.IsOrdinary && (into.IsOpen || into.UpdatedUtc >= clock.UtcNow - Memory);

    private SamePair PairOf(Guid newer, Guid older, MatterLikeness likeness) => new()
    {
        Id = IdOf(newer, older),
        NewerId = newer,
        OlderId = older,
        Score = Math.Round(likeness.Score, 3),
        TextShare = Math.Round(likeness.Text, 3),
        TitleShare = Math.Round(likeness.Title, 3),
        Places = likeness.Places.Count,
        State = PairState.Open,
        FoundUtc = clock.UtcNow,
    };

    private static Guid IdOf(Guid newer, Guid older)
    {
        Span<byte> both = stackalloc byte[32];
        newer.TryWriteBytes(both, bigEndian: true, out _);
        older.TryWriteBytes(both[16..], bigEndian: true, out _);
        return new Guid(SHA256.HashData(both).AsSpan(0, 16), bigEndian: true);
    }

    private async Task NoteAsync(SamePair pair, CancellationToken ct)
    {
        // A message may come twice; what a person has said to the pair meanwhile stands.
        if (!await db.Set<SamePair>().AnyAsync(p => p.Id == pair.Id, ct))
        {
            await WriteAsync(new Commit().Insert(pair), ct);
        }
    }

    /// <summary>A refused write throws, so that the outbox tries again and finds it as it is by then.</summary>
    private async Task WriteAsync(Commit commit, CancellationToken ct)
    {
        if ((await lane.WriteAsync(commit.WithoutAudit("what was found in the words of cases; a person decides what it is"), CommitOrigin.System("same-matter"), ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
