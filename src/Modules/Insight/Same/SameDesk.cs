using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Same;

/// <summary>A pair of which the person may see both cases.</summary>
internal sealed record SeenPair(SamePair Pair, SeenCase Newer, SeenCase Older)
{
    /// <summary>The newer one is still at a desk, and the older one goes on.</summary>
    public bool CanJoin => Newer.State == "registered" && Older.IsOpen;
}

/// <summary>Pairs as people judge them: who may see both cases may see the pair; who dispatches decides.</summary>
internal sealed class SameDesk(FengqiaoDb db, ICaseSight sight, IMatterJoining joining, Writer writer, CommitLane lane, CurrentActor current, CountyClock clock)
{
    public const int MostShown = 50;

    /// <summary>So many are looked at for those the person may see.</summary>
    private const int MostRead = 500;

    public bool MayLook => current.Actor.Can(Rights.CasesRead) || current.Actor.Can(Rights.CasesReadArea);

    public bool MayDecide => current.Actor.Can(Rights.CasesDispatch);

    /// <summary>New cases that came last first; of each, those it can be joined to before the others.</summary>
    public async Task<IReadOnlyList<SeenPair>> ListAsync(PairState state, CancellationToken ct)
    {
        var pairs = await db.Set<SamePair>().Where(p => p.State == state).OrderByDescending(p => p.FoundUtc).ThenByDescending(p => p.Score).ThenBy(p => p.Id).Take(MostRead).ToListAsync(ct);
        var seen = await SeenAsync([.. pairs.SelectMany(p => new[] { p.NewerId, p.OlderId }).Distinct()], ct);
        return [.. pairs.Where(p => seen.ContainsKey(p.NewerId) && seen.ContainsKey(p.OlderId)).Select(p => new SeenPair(p, seen[p.NewerId], seen[p.OlderId]))
            .OrderByDescending(p => p.Newer.ReceivedUtc).ThenBy(p => p.Newer.Id).ThenByDescending(p => p.CanJoin).ThenByDescending(p => p.Pair.Score)
            .Take(MostShown)];
    }

    /// <summary>The newer case goes on as part of the older, by the move that anybody else would make on its page.</summary>
    public async Task<Result<Done>> JoinAsync(Guid id, int version, CancellationToken ct)
    {
        var found = await FindAsync(id, version, ct);
        if (found.Failed(out var error))
        {
            return error;
        }

        var pair = found.Value;
        if ((await joining.JoinAsync(pair.NewerId, pair.OlderId, ct)).Failed(out error))
        {
            return error;
        }

        // The request's key was used up by the move. Whoever was quicker here, the reaction to the move among them, wrote the same.
        await lane.WriteAsync(Decided(pair, PairState.Joined), new CommitOrigin(current.Actor.Account, current.Source), ct);
        return Done.Instance;
    }

    /// <summary>They are one matter and both go on; or they are not one, and are not proposed again.</summary>
    public async Task<Result<Done>> DecideAsync(Guid id, PairState state, int version, CancellationToken ct)
    {
        var found = await FindAsync(id, version, ct);
        return found.Failed(out var error) ? error : await writer.SaveAsync(Decided(found.Value, state), ct);
    }

    private Commit Decided(SamePair pair, PairState state) => new Commit()
        .Update(pair with { State = state, DecidedUtc = clock.UtcNow, DecidedBy = current.Actor.Account, Version = pair.Version + 1 }, pair.Version)
        .Audit("same-matter.decide", "same-matter", pair.Id.ToString(), new { state, newer = pair.NewerId, older = pair.OlderId });

    private async Task<Result<SamePair>> FindAsync(Guid id, int version, CancellationToken ct)
    {
        if (await db.Set<SamePair>().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } pair || (await SeenAsync([pair.NewerId, pair.OlderId], ct)).Count < 2)
        {
            return InsightErrors.PairMissing;
        }

        return !MayDecide ? InsightErrors.PairNotYours : pair.Version != version ? CommitErrors.Outdated : pair;
    }

    private async Task<Dictionary<Guid, SeenCase>> SeenAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        var seen = new Dictionary<Guid, SeenCase>();
        foreach (var some in cases.Chunk(ICaseSight.Most))
        {
            foreach (var one in await sight.OfAsync(some, ct))
            {
                seen[one.Id] = one;
            }
        }

        return seen;
    }
}
