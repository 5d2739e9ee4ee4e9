using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features.SummariseCases;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Ledger;

/// <summary>Whatever is moved in whatever order, figures and lists say what a recount of all rows says.</summary>
[Collection(HttpTests.Name)]
public sealed class FiguresTests
{
    private const int Rounds = 25;
    private const int MovesARound = 12;
    private const int QuestionsARound = 12;

    private static readonly string[] Places = [World.County, World.Town, World.Village, World.Grid, World.OtherTown, World.OtherVillage];
    private static readonly string?[] Categories = [null, "01", "0101", "02"];

    [DatabaseTheory]
    public async Task FiguresAndLists_UnderAnyOrderOfMoves_EqualAFullRecount(DatabaseKind kind)
    {
        var time = new FakeTime(new DateTimeOffset(World.Monday, TimeSpan.Zero));
        await using var county = await County.StartAsync(kind, time);
        var random = new Random(20261122);
        var units = new List<CaseUnit>();
        var commit = new Commit();
        for (var i = 1; i <= 90; i++)
        {
            var taken = Taken(random, i);
            commit.Insert(taken);
            if (random.Next(3) == 0)
            {
                units.Add(new CaseUnit { CaseId = taken.Id, UnitId = World.AssistingUnit, IsLead = false, IsActive = random.Next(2) == 0, SinceUtc = World.Monday });
            }
        }

        var lane = county.Server.Services.GetRequiredService<CommitLane>();
        await lane.WriteAsync(commit.InsertAll(units).WithoutAudit("a test"), CommitOrigin.System("test"), default);
        var asked = 0;
        for (var round = 0; round < Rounds; round++)
        {
            time.SetUtcNow(new DateTimeOffset(World.Monday.AddHours(20 * round), TimeSpan.Zero));
            await MoveSomeAsync(county, lane, random, time.GetUtcNow().UtcDateTime);
            asked += await CompareAsync(county, random);
        }

        asked.ShouldBeGreaterThan(Rounds * QuestionsARound / 2);
    }

    private static async Task MoveSomeAsync(County county, CommitLane lane, Random random, DateTime now)
    {
        using var scope = county.Server.Services.CreateScope();
        var cases = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Case>().OrderBy(c => c.Sequence).ToListAsync();
        for (var i = 0; i < MovesARound; i++)
        {
            var on = cases[random.Next(cases.Count)];
            var possible = MoveTable.StartingFrom(on.State).Where(r => r.Move is not (CaseMove.PassUp or CaseMove.PassDown or CaseMove.Withdraw) || MoveRules.NextDesk(on, r.Move) is not null).ToList();
            if (possible.Count == 0)
            {
                continue;
            }

            var (expected, rule) = (on.Version, possible[random.Next(possible.Count)]);
            on.Do(rule.Move, at: now);
            var commit = new Commit().Update(on, expected);
            if (rule.Move == CaseMove.Dispatch)
            {
                commit.Upsert(new CaseUnit { CaseId = on.Id, UnitId = World.LeadUnit, IsLead = true, IsActive = true, SinceUtc = now });
            }

            (await lane.WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        }
    }

    private static async Task<int> CompareAsync(County county, Random random)
    {
        List<(Case Case, List<CaseUnit> Units)> rows;
        using (var scope = county.Server.Services.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
            var parts = (await db.Set<CaseUnit>().ToListAsync()).ToLookup(u => u.CaseId);
            rows = (await db.Set<Case>().ToListAsync()).ConvertAll(c => (c, parts[c.Id].ToList()));
        }

        var found = 0;
        for (var i = 0; i < QuestionsARound; i++)
        {
            using var scope = county.Server.Services.CreateScope();
            var (actor, filter) = (Somebody(random), AnyFilter(random));
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
            var clock = scope.ServiceProvider.GetRequiredService<CountyClock>();
            var expected = rows.Where(r => CaseAccess.Sees(actor, r.Case, r.Units, []) && Fits(r.Case, filter, clock)).Select(r => r.Case).ToList();
            var said = $"{actor.Account} {string.Join(';', actor.Posts.Select(p => p.Region.Value + string.Join(' ', p.Rights)))} {filter}";

            var sort = LedgerSort.From(Pick(random, ["", "due", "-due", "received", "-updated", "place", "number", "-number"])).Value;
            var list = (await scope.ServiceProvider.GetRequiredService<CaseFinder>().FindAsync(filter, sort, 0, 200, default)).Value;
            list.Total.ShouldBe(expected.Count, said);
            list.Sequences.ShouldBe(Sorted(expected, sort).Select(c => (int)c.Sequence), said + sort);
            var third = (await scope.ServiceProvider.GetRequiredService<CaseFinder>().FindAsync(filter, sort, 10, 5, default)).Value;
            third.Sequences.ShouldBe(list.Sequences.Skip(10).Take(5), said + sort);

            var tally = (await scope.ServiceProvider.GetRequiredService<SummariseCasesHandler>().TallyAsync(filter, default)).Value;
            Recount(tally, expected, clock, said);
            found += expected.Count > 0 ? 1 : 0;
        }

        return found;
    }

    private static void Recount(Tally tally, List<Case> cases, CountyClock clock, string said)
    {
        tally.Total.ShouldBe(cases.Count, said);
        tally.Closed.ShouldBe(cases.Count(c => c.State == CaseState.Closed), said);
        tally.Open.ShouldBe(cases.Count(c => CaseStates.Open.Contains(c.State)), said);
        tally.InTime.ShouldBe(cases.Count(c => c.State == CaseState.Closed && !c.IsLate(clock.UtcNow)), said);
        tally.OverdueOpen.ShouldBe(cases.Count(c => CaseStates.Open.Contains(c.State) && c.IsLate(clock.UtcNow)), said);
        tally.ByState.ToDictionary(s => s.State, s => s.Count).ShouldBe(Counts(cases, c => c.State), ignoreOrder: true, said);
        tally.ByChannel.ToDictionary(s => s.Channel, s => s.Count).ShouldBe(Counts(cases, c => c.Channel), ignoreOrder: true, said);
        tally.ByCategory.ShouldBe(Counts(cases, c => c.Category ?? ""), ignoreOrder: true, said);
        tally.ByPlace.ShouldBe(Counts(cases, c => c.Place), ignoreOrder: true, said);
        tally.ByUnit.ShouldBe(Counts(cases.Where(c => c.LeadUnitId is not null), c => c.LeadUnitId!.Value), ignoreOrder: true, said);
        tally.ByDay.ShouldBe(Counts(cases, c => DateOnly.FromDateTime(clock.ToLocal(c.ReceivedUtc))), ignoreOrder: true, said);
    }

    private static Dictionary<T, int> Counts<T>(IEnumerable<Case> cases, Func<Case, T> by)
        where T : notnull => cases.GroupBy(by).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Those without a limit come last either way; what is equal stands in the order of arrival.</summary>
    private static IEnumerable<Case> Sorted(List<Case> cases, LedgerSort sort)
    {
        Func<Case, IComparable> key = sort.Name switch
        {
            "received" => c => c.ReceivedUtc,
            "due" => c => c.CloseDueUtc ?? DateTime.MinValue,
            "updated" => c => c.UpdatedUtc,
            "number" => c => new Ordinal(c.Number),
            "place" => c => new Ordinal(c.Place),
            _ => c => c.Sequence,
        };
        var first = cases.OrderBy(c => sort.Name == "due" && c.CloseDueUtc is null);
        return sort.Descending ? first.ThenByDescending(key).ThenByDescending(c => c.Sequence) : first.ThenBy(key).ThenBy(c => c.Sequence);
    }

    private static bool Fits(Case c, CaseFilter filter, CountyClock clock)
    {
        var day = DateOnly.FromDateTime(clock.ToLocal(c.ReceivedUtc)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (filter.State is null || (filter.State == "open" ? CaseStates.Open.Contains(c.State) : CaseCodes.Of(c.State) == filter.State))
            && (filter.Channel is null || CaseCodes.Of(c.Channel) == filter.Channel)
            && (filter.Category is null || (filter.Category == "none" ? c.Category is null : c.Category?.StartsWith(filter.Category, StringComparison.Ordinal) == true))
            && (filter.Region is null || (filter.Region.EndsWith('.') ? c.Place == filter.Region.TrimEnd('.') : c.Place.StartsWith(filter.Region, StringComparison.Ordinal)))
            && (filter.Overdue is null || c.IsLate(clock.UtcNow) == filter.Overdue)
            && (filter.From is null || string.CompareOrdinal(day, filter.From) >= 0)
            && (filter.To is null || string.CompareOrdinal(day, filter.To) <= 0);
    }

    private static CaseFilter AnyFilter(Random random)
    {
        return new CaseFilter
        {
            State = Sometimes("open", "closed", "registered", "dispatched", "submitted", "withdrawn"),
            Channel = Sometimes("hotline", "window"),
            Category = Sometimes("none", "01", "0101"),
            Region = Sometimes(World.County, World.Town, World.OtherVillage, World.Town + ".", World.County + "."),
            Overdue = random.Next(5) switch { 0 => true, 1 => false, _ => null },
            From = Sometimes("2026-02-20", "2026-03-01"),
            To = Sometimes("2026-02-27", "2026-03-02"),
        };

        string? Sometimes(params string[] values) => random.Next(4) == 0 ? Pick(random, values) : null;
    }

    private static Actor Somebody(Random random) => new(World.NewId(), Pick(random, ["receiver", "other"]), "",
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Post("any", Pick(random, [World.LeadUnit, World.AssistingUnit, World.OtherUnit]), RegionCode.Parse(Pick(random, Places)),
            new[] { Rights.CasesRead, Rights.CasesReadArea }.Where(_ => random.Next(2) == 0).Append(Rights.StatisticsRead).ToHashSet(StringComparer.Ordinal)))]);

    private static Case Taken(Random random, int i)
    {
        var received = World.Monday.AddMinutes(-random.Next(20_000));
        return new Case
        {
            Id = World.NewId(),
            Sequence = i,
            Number = string.Create(CultureInfo.InvariantCulture, $"SJ20260302339901{i:D5}"),
            Title = "路灯不亮",
            Description = "村口的路灯三天不亮",
            Channel = Pick(random, [Channel.Hotline, Channel.Window]),
            Urgency = Urgency.Normal,
            PeopleConcerned = 1,
            Wish = ReporterWish.Open,
            Place = Pick(random, Places),
            Desk = World.County,
            FirstReceiver = Pick(random, ["receiver", "somebody"]),
            FirstReceiverUnitId = World.OtherUnit,
            ReceivedUtc = received,
            RegisteredUtc = World.Monday,
        }.Begin(Pick(random, Categories));
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private sealed record Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, ((Ordinal)obj!).Text);
    }
}
