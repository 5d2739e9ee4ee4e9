using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Jobs;

/// <summary>
/// Counts the limits of open cases anew when the calendar has changed: one node does it, some hundred cases to a transaction, and what nobody
/// had to move is not written. Whoever moves a case at the same moment goes first. Cases that are over, or whose clock has stopped, stay as
/// they were judged.
/// </summary>
internal sealed class ClockRecount(IServiceScopeFactory scopes, ICalendarSource calendar, CatalogueSource catalogue, Lease lease, CountyClock clock, ILogger<ClockRecount> log)
    : Chore(Name, TimeSpan.FromSeconds(20), lease, clock, log)
{
    private const string Name = "case-clocks";
    private const int Chunk = 500;
    private readonly Lease _lease = lease;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var (db, lane) = (scope.ServiceProvider.GetRequiredService<FengqiaoDb>(), scope.ServiceProvider.GetRequiredService<CommitLane>());
        var revision = calendar.Revision;
        if (await db.Set<RecountMark>().AnyAsync(m => m.Name == Name && m.Revision == revision, ct))
        {
            return;
        }

        // Rules may have come with the calendar, by the hand of another node.
        await catalogue.ReloadAsync(ct);
        var clocks = scope.ServiceProvider.GetRequiredService<LimitClocks>();
        var (started, looked, moved, last) = (Clock.UtcNow, 0, 0, 0L);
        var writing = Part.Nothing;
        while (await ReadAsync(db, last, ct) is { Count: > 0 } cases)
        {
            if (!await _lease.HoldAsync(Name, ct))
            {
                // Another node has taken over: it begins anew, and finds what is done already done.
                return;
            }

            // While the lane writes one part, the next is read and counted.
            var counted = Count(clocks, cases);
            moved += await EndAsync(db, lane, clocks, writing, ct);
            writing = counted with { Writing = counted.Moved == 0 ? Part.Written : lane.WriteAsync(counted.Commit, CommitOrigin.System(Name), ct) };
            looked += cases.Count;
            last = cases[^1].Sequence;
        }

        moved += await EndAsync(db, lane, clocks, writing, ct);

        var done = new Commit()
            .Upsert(new RecountMark { Name = Name, Revision = revision, StartedUtc = started, EndedUtc = Clock.UtcNow, Looked = looked, Moved = moved })
            .Audit("case.recount", "cases", "calendar", new { looked, moved });
        if ((await lane.WriteAsync(done, CommitOrigin.System(Name), ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }

    private static Task<List<Case>> ReadAsync(FengqiaoDb db, long last, CancellationToken ct) => db.Set<Case>()
        .Where(c => c.DispatchedUtc != null && c.ClosedUtc == null && c.Sequence > last && (c.StoppedUtc == null || c.HeldUtc != null))
        .OrderBy(c => c.Sequence).Take(Chunk).ToListAsync(ct);

    private Part Count(LimitClocks clocks, List<Case> cases)
    {
        var commit = new Commit();
        var moved = cases.Sum(one => Add(commit, clocks, one));
        commit.Audit("case.recount", "cases", "calendar", new { moved, first = cases[0].Number, last = cases[^1].Number });
        return new Part(cases.ConvertAll(c => c.Id), commit, moved, Part.Written);
    }

    /// <returns>How many had to be moved.</returns>
    private async Task<int> EndAsync(FengqiaoDb db, CommitLane lane, LimitClocks clocks, Part part, CancellationToken ct)
    {
        if ((await part.Writing).IsSuccess)
        {
            return part.Moved;
        }

        // Somebody moved one of them meanwhile: each by itself, as it stands now.
        var moved = 0;
        foreach (var id in part.Cases)
        {
            var now = await db.Set<Case>().FirstAsync(c => c.Id == id, ct);
            var alone = new Commit().Audit("case.recount", "case", now.Number);
            if (Add(alone, clocks, now) == 1 && (await lane.WriteAsync(alone, CommitOrigin.System(Name), ct)).IsSuccess)
            {
                moved++;
            }
        }

        return moved;
    }

    private int Add(Commit commit, LimitClocks clocks, Case one)
    {
        var version = one.Version;
        if (clocks.Of(one) is not { } running || !one.Recount(running))
        {
            return 0;
        }

        one.Touch(Clock.UtcNow);
        commit.Update(one, version);
        return 1;
    }

    /// <summary>Some cases that are being written.</summary>
    private sealed record Part(List<Guid> Cases, Commit Commit, int Moved, Task<Result<Done>> Writing)
    {
        public static readonly Task<Result<Done>> Written = Task.FromResult<Result<Done>>(Done.Instance);

        public static readonly Part Nothing = new([], new Commit(), 0, Written);
    }
}
