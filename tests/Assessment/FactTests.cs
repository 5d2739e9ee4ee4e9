using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Assessment.Tests;

/// <summary>Whatever happens to cases, in whatever order it is told, the sums are those of a count from the beginning.</summary>
public sealed class FactTests
{
    private const int Cases = 60;
    private const int Changes = 400;

    private static readonly string[] Places = ["339901101201001", "339901101201", "339901101", "339901102", "339901"];
    private static readonly Guid[] Units = [new("00000000-0000-7000-8000-0000000000a1"), new("00000000-0000-7000-8000-0000000000a2")];

    /// <summary>The counts as a clerk would take them from a list of cases, each written out again; nothing here is read from the product.</summary>
    private static readonly Dictionary<string, (bool OfClosing, Func<CaseFacts, bool> Counts)> Clerk = new(StringComparer.Ordinal)
    {
        ["accepted"] = (false, Kept),
        ["acceptedClosed"] = (false, f => Kept(f) && f.End == "closed"),
        ["dispatched"] = (false, f => Kept(f) && f.WasDispatched),
        ["rightFirst"] = (false, f => Kept(f) && f.WasDispatched && f.TimesReturned < 1),
        ["returned"] = (false, f => Kept(f) && f.TimesReturned >= 1),
        ["signedInTime"] = (false, f => Kept(f) && f.SignedUtc != null && f.SignDueUtc != null && f.SignedUtc.Value <= f.SignDueUtc.Value),
        ["foundByPatrol"] = (false, f => Kept(f) && f.Channel == "grid-worker"),
        ["hotline"] = (false, f => Kept(f) && f.Channel == "hotline"),
        ["excludedMerged"] = (false, f => f.End == "merged"),
        ["excludedSuspended"] = (false, f => f.End == null && f.IsSuspended),
        ["closed"] = (true, Closed),
        ["closedWithLimit"] = (true, f => Closed(f) && f.DueUtc != null),
        ["closedInTime"] = (true, f => Closed(f) && f.DueUtc != null && f.StoppedUtc != null && f.StoppedUtc.Value <= f.DueUtc.Value),
        ["calledBack"] = (true, f => Closed(f) && f.Resolution != null),
        ["partlySolved"] = (true, f => Closed(f) && f.Resolution == "partly"),
        ["satisfied"] = (true, f => Closed(f) && f.Satisfaction == "satisfied"),
        ["closedByVillage"] = (true, f => Closed(f) && f.Level is RegionLevel.Village or RegionLevel.Grid && Closed(f)),
        ["closedByTown"] = (true, f => Closed(f) && f.Level == RegionLevel.Town),
        ["reopened"] = (true, f => Closed(f) && f.TimesReopened > 0),
        ["assisted"] = (true, f => Closed(f) && f.AssistedInTime != null),
        ["assistedInTime"] = (true, f => Closed(f) && f.AssistedInTime == true),
    };

    [DatabaseTheory]
    public async Task Sums_AfterAnyHistoryToldInAnyOrder_AreThoseOfAFullCount(DatabaseKind kind)
    {
        var told = new Told();
        using var database = await TestDatabase.CreateAsync(kind);
        await using var server = await InProcessServer.StartAsync(database, new FakeTime(), services => services.AddScoped<ICaseFacts>(_ => told));
        var random = new Random(20261123);
        var clock = server.Services.GetRequiredService<CountyClock>();
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var change = 0; change < Changes; change++)
        {
            var id = random.Next(Cases);
            told.Set(id, Draw(random, id, start));
            // Some changes are told twice, some late or never: the day's count finds those.
            for (var times = random.Next(3); times > 0; times--)
            {
                await FollowAsync(server, told.IdOf(random.Next(4) == 0 ? random.Next(Cases) : id));
            }
        }

        foreach (var id in Enumerable.Range(0, Cases))
        {
            await FollowAsync(server, told.IdOf(id));
        }

        (await RecountAsync(server)).ShouldBe(new Recount(told.All.Count, 0, 0), "everything had been told");
        await ShouldAgreeAsync(server, told, clock);

        // What nobody told is found, written, and right.
        foreach (var id in Enumerable.Range(0, 10))
        {
            told.Set(id, Draw(random, id, start));
        }

        var found = await RecountAsync(server);
        (found.Facts > 0, found.Cells > 0).ShouldBe((true, true));
        await ShouldAgreeAsync(server, told, clock);
        (await RecountAsync(server)).ShouldBe(new Recount(told.All.Count, 0, 0));
    }

    private static async Task ShouldAgreeAsync(InProcessServer server, Told told, CountyClock clock)
    {
        using var services = server.Services.CreateScope();
        var cells = await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Cell>().ToListAsync();
        var months = told.All.SelectMany(f => new[] { f.AcceptedUtc, f.EndedUtc ?? f.AcceptedUtc }).Select(t => Month.Of(t, clock)).Distinct().ToList();
        foreach (var month in months)
        {
            foreach (var (place, unit) in told.All.Select(f => (f.Place.Value, f.UnitId ?? Guid.Empty)).Distinct())
            {
                var sum = new Tally();
                foreach (var cell in cells.Where(c => c.Month == month.Number && c.Place == place && c.UnitId == unit))
                {
                    sum.Add(cell.Counts);
                }

                foreach (var (name, (ofClosing, counts)) in Clerk)
                {
                    var expected = told.All.Count(f => f.Place.Value == place && (f.UnitId ?? Guid.Empty) == unit && counts(f) && Month.Of(ofClosing ? f.EndedUtc!.Value : f.AcceptedUtc, clock) == month);
                    CountNames.Of(sum, name).ShouldBe(expected, $"{name} in {month.Text} at {place}");
                }
            }
        }
    }

    private static bool Kept(CaseFacts f) => f.End is null or "closed" && !(f.End != "closed" && f.IsSuspended) && !(f.IsSuspended && f.End == "closed");

    private static bool Closed(CaseFacts f) => Kept(f) && f.End == "closed";

    private static CaseFacts Draw(Random random, int id, DateTime start)
    {
        DateTime? Maybe(DateTime from) => random.Next(3) == 0 ? null : from.AddHours(random.Next(24 * 90));
        T Any<T>(params T[] of) => of[random.Next(of.Length)];
        var accepted = start.AddHours((id * 37) % (24 * 100));
        var end = Any<string?>(null, null, "closed", "closed", "closed", "merged", "refused", "withdrawn");
        var dispatched = random.Next(4) > 0;
        return new CaseFacts(
            Guid.Empty, id + 1, $"N{id}", RegionCode.Parse(Any(Places)), Any("hotline", "grid-worker", "window"), null, dispatched ? Any(Units) : null,
            Any(RegionLevel.County, RegionLevel.Town, RegionLevel.Village), accepted, dispatched, random.Next(3) - 1 is > 0 and var returned ? returned : 0, random.Next(5) == 0 ? 1 : 0,
            Maybe(accepted), Maybe(accepted), Maybe(accepted), Maybe(accepted), Maybe(accepted), Maybe(accepted), end is null ? null : accepted.AddHours(random.Next(24 * 60)), end,
            end is null && random.Next(8) == 0, Any<bool?>(null, false, true), Any<string?>(null, "solved", "partly", "unsolved"), Any<string?>(null, "satisfied", "mostly", "so-so", "dissatisfied"));
    }

    private static async Task FollowAsync(InProcessServer server, Guid id)
    {
        using var services = server.Services.CreateScope();
        await services.ServiceProvider.GetRequiredService<FactKeeper>().FollowAsync(id, default);
    }

    private static async Task<Recount> RecountAsync(InProcessServer server)
    {
        using var services = server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FactKeeper>().RecountAsync(default);
    }

    /// <summary>Cases as somebody else keeps them.</summary>
    private sealed class Told : ICaseFacts
    {
        private readonly SortedDictionary<int, CaseFacts> _all = [];

        public IReadOnlyCollection<CaseFacts> All => _all.Values;

        public Guid IdOf(int id) => new(id + 1, 7, 7, [8, 0, 0, 0, 0, 0, 0, 1]);

        public void Set(int id, CaseFacts facts) => _all[id] = facts with { Id = IdOf(id) };

        public Task<CaseFacts?> FindAsync(Guid id, CancellationToken ct) => Task.FromResult(_all.Values.FirstOrDefault(f => f.Id == id));

        public Task<IReadOnlyList<CaseFacts>> AfterAsync(long sequence, int most, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<CaseFacts>>([.. _all.Values.Where(f => f.Sequence > sequence).OrderBy(f => f.Sequence).Take(most)]);

        public Task<IReadOnlyList<CaseFacts>> ChangedSinceAsync(DateTime utc, int skip, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<CaseFacts>>([]);
    }
}
