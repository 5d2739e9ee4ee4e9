using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
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

namespace Fengqiao.Cases.Tests.Storage;

/// <summary>The filter that the database applies, the question asked of one loaded case and the eyes with which the ledger is read are the same rule.</summary>
[Collection(HttpTests.Name)]
public sealed class CaseAccessTests
{
    private static readonly string[] Places =
        [World.County, World.Town, World.Village, World.Grid, World.OtherTown, World.OtherVillage, "339901102201001", "33990110", "339902101"];

    private static readonly Guid[] Units = [World.LeadUnit, World.AssistingUnit, World.OtherUnit];

    private static readonly string[] Accounts = ["receiver", "handler", "somebody"];

    [DatabaseTheory]
    public async Task Sees_ForThousandRandomPeople_AnswersWhatTheFilterSelects(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var services = county.Server.Services.CreateScope();
        var random = new Random(20261122);
        var cases = Enumerable.Range(1, 120).Select(i => (Case: Taken(random, i), Units: new List<CaseUnit>(), Readers: new List<string>())).ToList();
        var commit = new Commit().InsertAll(cases.Select(c => c.Case));
        foreach (var (taken, units, readers) in cases)
        {
            // Named also where it does not count: a case may have been restricted once.
            readers.AddRange(Accounts.Where(_ => random.Next(3) == 0));
            commit.InsertAll(readers.Select(account => new NamedReader { CaseId = taken.Id, Account = account }));
            units.AddRange(Units.Where(_ => random.Next(4) == 0).Select(unit => new CaseUnit
            {
                CaseId = taken.Id, UnitId = unit, IsLead = random.Next(2) == 0, IsActive = random.Next(2) == 0, SinceUtc = World.Monday,
            }));
            commit.InsertAll(units);
        }

        await services.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default);
        var access = services.ServiceProvider.GetRequiredService<CaseAccess>();
        var ledger = services.ServiceProvider.GetRequiredService<CaseLedger>();
        await services.ServiceProvider.GetRequiredService<LedgerFeed>().RefreshAsync(default);
        var numbers = cases.ToDictionary(c => (int)c.Case.Sequence, c => c.Case.Number);
        var (seen, hidden) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var actor = Somebody(random);
            var selected = await access.Visible(actor).Select(c => c.Number).ToListAsync();
            var expected = cases.Where(c => CaseAccess.Sees(actor, c.Case, c.Units, c.Readers)).Select(c => c.Case.Number).ToList();
            selected.ShouldBe(expected, ignoreOrder: true, Describe(actor));
            ledger.All(new LedgerQuery(new Sight(actor)), World.Monday).Select(s => numbers[s]).ShouldBe(expected, ignoreOrder: true, "ledger, " + Describe(actor));
            seen += expected.Count;
            hidden += cases.Count - expected.Count;
        }

        // Neither answer is rare, or the comparison would say little.
        seen.ShouldBeGreaterThan(10_000);
        hidden.ShouldBeGreaterThan(10_000);
    }

    private static Case Taken(Random random, int i)
    {
        var taken = Ordinary(random, i);
        if (random.Next(2) == 0)
        {
            taken.Protect(Pick(random, Enum.GetValues<CaseSecrecy>()), null, "保护当事人", World.Monday);
        }

        return taken;
    }

    private static Case Ordinary(Random random, int i) => new Case
    {
        Id = World.NewId(),
        Sequence = 1_000_000 + i,
        Number = $"P{i:0000}",
        Title = "路灯不亮",
        Description = "村口的路灯三天不亮",
        Channel = Channel.Hotline,
        Urgency = Urgency.Normal,
        PeopleConcerned = 1,
        Wish = ReporterWish.Open,
        Place = Pick(random, Places),
        Desk = World.County,
        FirstReceiver = Pick(random, Accounts),
        FirstReceiverUnitId = World.OtherUnit,
        ReceivedUtc = World.Monday,
        RegisteredUtc = World.Monday,
    }.Begin(null);

    /// <summary>Up to three posts with any mixture of the three rights, in any unit, over any region or none; now and then with a narrow token.</summary>
    private static Actor Somebody(Random random)
    {
        var posts = Enumerable.Range(0, random.Next(4)).Select(_ => new Post(
            "any",
            Pick(random, Units),
            RegionCode.TryParse(Pick(random, Places), out var region) ? region : default,
            Rights().ToHashSet(StringComparer.Ordinal))).ToList();
        return new Actor(World.NewId(), Pick(random, Accounts), "", posts) { Scope = random.Next(5) == 0 ? Rights().ToHashSet(StringComparer.Ordinal) : null };

        IEnumerable<string> Rights() => new[] { Contracts.Rights.CasesRead, Contracts.Rights.CasesReadArea, Contracts.Rights.CasesReadSensitive }.Where(_ => random.Next(2) == 0);
    }

    private static string Describe(Actor actor) =>
        $"{actor.Account}: {string.Join("; ", actor.Posts.Select(p => $"{p.UnitId} {p.Region.Value} [{string.Join(' ', p.Rights)}]"))}, scope {(actor.Scope is { } scope ? string.Join(' ', scope) : "all")}";

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
