using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Assessment.Facts;

/// <summary>What a full count found, against what was kept.</summary>
/// <param name="Cases">How many cases were looked at.</param>
/// <param name="Facts">How many of their rows were missing or said something else.</param>
/// <param name="Cells">How many sums were missing, wrong or of nothing.</param>
internal sealed record Recount(int Cases, int Facts, int Cells);

/// <summary>
/// Keeps the sums in step with the cases. Nothing is ever added to a sum: the cells a case lies in, or lay in, are counted anew from the rows of
/// their few cases, in the commit that writes the row. So a message that comes twice, late or in another order changes nothing.
/// </summary>
internal sealed class FactKeeper(FengqiaoDb db, CommitLane lane, ICaseFacts cases, CountyClock clock)
{
    private const int Chunk = 1000;
    private const string Why = "counts, which follow from cases that have their entries";
    private static readonly CommitOrigin Origin = CommitOrigin.System("assessment");

    /// <summary>Writes a case's row anew, and the cells it concerns.</summary>
    public async Task FollowAsync(Guid caseId, CancellationToken ct)
    {
        if (await cases.FindAsync(caseId, ct) is not { } found)
        {
            return;
        }

        await FollowAsync(found, ct);
    }

    /// <returns>How many of the cases that changed since a moment had to be written anew.</returns>
    public async Task<int> CatchUpAsync(DateTime sinceUtc, CancellationToken ct)
    {
        var (written, seen) = (0, 0);
        while (await cases.ChangedSinceAsync(sinceUtc, seen, Chunk, ct) is { Count: > 0 } changed)
        {
            foreach (var one in changed)
            {
                written += await FollowAsync(one, ct) ? 1 : 0;
            }

            seen += changed.Count;
        }

        return written;
    }

    /// <summary>Counts everything anew and mends what is wrong.</summary>
    public async Task<Recount> RecountAsync(CancellationToken ct)
    {
        var (looked, wrong, last) = (0, 0, 0L);
        var months = new SortedSet<int>();
        while (await cases.AfterAsync(last, Chunk, ct) is { Count: > 0 } page)
        {
            var (from, to) = (page[0].Sequence, page[^1].Sequence);
            var kept = await db.Set<CaseFact>().Where(f => f.Sequence >= from && f.Sequence <= to).ToDictionaryAsync(f => f.Id, ct);
            List<CaseFact> changed = [.. page.Select(f => CaseFact.Of(f, clock)).Where(f => !Same(kept.GetValueOrDefault(f.Id), f))];
            months.UnionWith(page.SelectMany(f => CaseFact.Of(f, clock).Months));
            if (changed.Count > 0)
            {
                var commit = new Commit().WithoutAudit(Why);
                foreach (var fact in changed)
                {
                    commit.Upsert(fact);
                }

                await WriteAsync(commit, ct);
            }

            (looked, wrong, last) = (looked + page.Count, wrong + changed.Count, to);
        }

        months.UnionWith(await db.Set<Cell>().Select(c => c.Month).Distinct().ToListAsync(ct));
        var cells = 0;
        foreach (var month in months)
        {
            cells += await RecountAsync(month, ct);
        }

        return new Recount(looked, wrong, cells);
    }

    private async Task<bool> FollowAsync(CaseFacts found, CancellationToken ct)
    {
        var now = CaseFact.Of(found, clock);
        var before = await db.Set<CaseFact>().FirstOrDefaultAsync(f => f.Id == now.Id, ct);
        if (Same(before, now))
        {
            return false;
        }

        var commit = new Commit().WithoutAudit(Why).Upsert(now);
        foreach (var (place, unit, months) in Concerned(before, now))
        {
            var others = await db.Set<CaseFact>()
                .Where(f => f.Place == place && f.UnitId == unit && f.Id != now.Id && (months.Contains(f.AcceptedMonth) || months.Contains(f.ClosedMonth ?? 0)))
                .ToListAsync(ct);
            if (now.Place == place && now.UnitId == unit)
            {
                others.Add(now);
            }

            foreach (var month in months)
            {
                var cell = Cell.Of(month, place, unit, others);
                var kept = await db.Set<Cell>().FirstOrDefaultAsync(c => c.Id == cell.Id, ct);
                if (kept is null)
                {
                    commit.Insert(cell);
                }
                else
                {
                    commit.Update(cell with { Version = kept.Version + 1 }, kept.Version);
                }
            }
        }

        await WriteAsync(commit, ct);
        return true;
    }

    /// <summary>Where the case counts now, and where it counted before.</summary>
    private static IEnumerable<(string Place, Guid Unit, List<int> Months)> Concerned(CaseFact? before, CaseFact now) =>
        new[] { before, now }.OfType<CaseFact>()
            .SelectMany(f => f.Months.Select(m => (f.Place, f.UnitId, Month: m)))
            .GroupBy(c => (c.Place, c.UnitId))
            .Select(g => (g.Key.Place, g.Key.UnitId, g.Select(c => c.Month).Distinct().ToList()));

    private async Task<int> RecountAsync(int month, CancellationToken ct)
    {
        var facts = await db.Set<CaseFact>().Where(f => f.AcceptedMonth == month || f.ClosedMonth == month).ToListAsync(ct);
        var counted = facts.GroupBy(f => (f.Place, f.UnitId)).Select(g => Cell.Of(month, g.Key.Place, g.Key.UnitId, g)).ToDictionary(c => c.Id);
        var kept = await db.Set<Cell>().Where(c => c.Month == month).ToDictionaryAsync(c => c.Id, ct);
        List<Cell> wrong = [.. counted.Values.Where(c => kept.GetValueOrDefault(c.Id)?.Counts != c.Counts)];
        List<Cell> gone = [.. kept.Values.Where(c => !counted.ContainsKey(c.Id) && c.Counts != Cell.Of(month, c.Place, c.UnitId, []).Counts)];
        foreach (var part in wrong.Concat(gone.Select(c => Cell.Of(month, c.Place, c.UnitId, []))).Chunk(Chunk))
        {
            var commit = new Commit().WithoutAudit(Why);
            foreach (var cell in part)
            {
                if (kept.TryGetValue(cell.Id, out var old))
                {
                    commit.Update(cell with { Version = old.Version + 1 }, old.Version);
                }
                else
                {
                    commit.Insert(cell);
                }
            }

            await WriteAsync(commit, ct);
        }

        return wrong.Count + gone.Count;
    }

    private static bool Same(CaseFact? kept, CaseFact now) => kept is not null && kept with { AcceptedUtc = now.AcceptedUtc, ClosedUtc = now.ClosedUtc, LateFromUtc = now.LateFromUtc } == now
        && Near(kept.AcceptedUtc, now.AcceptedUtc) && Near(kept.ClosedUtc, now.ClosedUtc) && Near(kept.LateFromUtc, now.LateFromUtc);

    /// <summary>Stores keep times to the microsecond.</summary>
    private static bool Near(DateTime? one, DateTime? other) =>
        one is null ? other is null : other is not null && (one.Value - other.Value).Duration() < TimeSpan.FromMilliseconds(1);

    /// <summary>Somebody else counted the same cell at the same moment: whoever comes second counts again, by throwing to who called.</summary>
    private async Task WriteAsync(Commit commit, CancellationToken ct)
    {
        if ((await lane.WriteAsync(commit, Origin, ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
