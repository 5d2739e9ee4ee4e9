using System.Text.Json;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Supervising;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Supervising;

/// <summary>A server that stood still for days, and cases that need no supervision.</summary>
[Collection(HttpTests.Name)]
public sealed class DowntimeTests
{
    private const int PerUnit = 12;

    /// <summary>Cases dispatched then are due on Friday 2026-03-13, 10:00 UTC.</summary>
    private static readonly DateTime Dispatched = new(2026, 3, 5, 10, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Due = Dispatched.AddDays(8);
    private static readonly Guid[] Units = [World.LeadUnit, World.OtherUnit];

    [DatabaseTheory]
    public async Task Climb_AfterTenDaysOfDowntime_TellsEachUnitOnce(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var server = await InProcessServer.StartAsync(database, new FakeTime(new DateTimeOffset(Due.AddDays(10))));
        await PutCasesAsync(server);
        (await ClimbAsync(server)).ShouldBe(PerUnit * Units.Length);
        (await ClimbAsync(server)).ShouldBe(0);

        var rows = await RowsAsync(server);
        rows.Where(r => !r.IsSkipped).ShouldAllBe(r => r.Level == SupervisionLevel.Letter && r.AnswerDueUtc != null);
        rows.Where(r => r.IsSkipped).GroupBy(r => r.CaseId).ShouldAllBe(c => c.Select(r => r.Rung).Order(StringComparer.Ordinal).SequenceEqual(new[] { "due-soon", "overdue" }));
        var events = await EventsAsync(server);
        events.Select(e => e.UnitId).Order().ShouldBe(Units.Order());
        events.ShouldAllBe(e => e.Cases.Count == PerUnit);

        using var scope = server.Services.CreateScope();
        foreach (var message in events.Concat(events))
        {
            await scope.ServiceProvider.GetRequiredService<Cases.Reactions.TellSupervised>().ReactAsync(message, default);
        }

        var notices = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Notice>().ToListAsync();
        notices.Count.ShouldBe(Units.Length, "told twice, there still is one");
        notices.ShouldAllBe(n => n.Kind == NoticeKind.Letter && n.More == PerUnit - 1);
    }

    [DatabaseTheory]
    public async Task Climb_LeavesTheCaseAsItWas_AndLeavesSubmittedOnesAlone(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var server = await InProcessServer.StartAsync(database, new FakeTime(new DateTimeOffset(Due.AddDays(1))));
        var cases = await PutCasesAsync(server, CaseMove.Sign, CaseMove.Progress, CaseMove.Submit);
        (await ClimbAsync(server)).ShouldBe(0);
        (await RowsAsync(server)).ShouldBeEmpty();
        using var scope = server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        (await db.Set<Case>().OrderBy(c => c.Sequence).Select(c => c.Version).ToListAsync()).ShouldBe(cases.Select(c => c.Version));
    }

    private static async Task<IReadOnlyList<Case>> PutCasesAsync(InProcessServer server, params CaseMove[] moves)
    {
        using var scope = server.Services.CreateScope();
        var cases = new List<Case>();
        var commit = new Commit();
        foreach (var (unit, i) in Units.SelectMany(u => Enumerable.Range(0, PerUnit).Select(i => (u, i))))
        {
            var on = World.NewCase(World.Grid);
            on.Sequence = cases.Count + 1;
            on.Number = $"SJ202603053399010{on.Sequence:D4}";
            on.Do(CaseMove.Dispatch, input: World.FullInput(on, CaseMove.Dispatch) with { LeadUnitId = unit }, at: Dispatched.AddMinutes(-i));
            foreach (var move in moves)
            {
                on.Do(move);
            }

            cases.Add(on);
            commit.Insert(on).Insert(new CaseUnit { CaseId = on.Id, UnitId = unit, IsLead = true, IsActive = true, SinceUtc = Dispatched });
        }

        (await scope.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        return cases;
    }

    private static async Task<int> ClimbAsync(InProcessServer server)
    {
        using var scope = server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<LadderClimber>().ClimbAsync(default);
    }

    private static async Task<List<Supervision>> RowsAsync(InProcessServer server)
    {
        using var scope = server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Supervision>().ToListAsync();
    }

    /// <summary>What waits for the relay, which does not run while the clock stands still.</summary>
    private static async Task<List<UnitSupervised>> EventsAsync(InProcessServer server)
    {
        using var scope = server.Services.CreateScope();
        var topic = typeof(UnitSupervised).FullName;
        var messages = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<OutboxMessage>().Where(m => m.Topic == topic).Select(m => m.Payload).ToListAsync();
        return messages.ConvertAll(m => JsonSerializer.Deserialize<UnitSupervised>(m, JsonSerializerOptions.Web)!);
    }
}
