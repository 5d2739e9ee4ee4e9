using System.Text.Json;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Supervising;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Case = Fengqiao.Cases.Domain.Case;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Supervising;

/// <summary>Ladders over real databases: nodes that look at the same moment, restarts, clocks that differ and jump.</summary>
public sealed class ClimbTests
{
    private const int PerUnit = 12;
    private static readonly DateTime Due = new(2026, 3, 13, 10, 0, 0, DateTimeKind.Utc);
    private static readonly Guid[] Units = [Guid.Parse("01980000-0000-7000-8000-000000000001"), Guid.Parse("01980000-0000-7000-8000-000000000002")];

    [DatabaseTheory]
    public async Task Climb_ByTwoNodesWithRestartsAndClockJumps_GivesEachRungOnceWithItsWord(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using (var first = await OpenAsync(database, Due.AddDays(-8)))
        {
            await PutCasesAsync(first);
        }

        double[] days = [-3, -0.9, 0.1, -2, 0.2, 6, 0.3, 40, 5, 41, 60];
        foreach (var day in days)
        {
            // A node that opens with another clock is a restart and a jump at once; on PostgreSQL there are two, which know nothing of each other.
            await using var one = await OpenAsync(database, Due.AddDays(day));
            await using var other = kind == DatabaseKind.Postgres ? await OpenAsync(database, Due.AddDays(day).AddSeconds(1), chain: 1) : null;
            await Task.WhenAll(new[] { one, other ?? one, one, other ?? one }.Select(node => Task.Run(() => ClimbAsync(node))));
        }

        await using var last = await OpenAsync(database, Due);
        var rows = await last.AllAsync<Supervision>();
        rows.Select(r => (r.CaseId, r.Rung, r.Occurrence)).ShouldBeUnique();
        var cases = rows.GroupBy(r => r.CaseId).ToList();
        cases.Count.ShouldBe(PerUnit * Units.Length);
        foreach (var one in cases)
        {
            one.Where(r => !r.IsSkipped).OrderBy(r => r.Level).Select(r => r.Rung).ShouldBe(["due-soon", "overdue", "overdue-letter", "overdue-listed", "unanswered-listed"]);
            one.Where(r => r.IsSkipped).Select(r => r.Rung).ShouldBe(["unanswered-letter"]);
        }

        // The word to the unit was written with the row: for each row one.
        var told = (await last.AllAsync<OutboxMessage>()).Select(m => JsonSerializer.Deserialize<UnitSupervised>(m.Payload, JsonSerializerOptions.Web)!).SelectMany(e => e.Cases).ToList();
        told.Count.ShouldBe(rows.Count(r => !r.IsSkipped));
        told.Select(t => (t.CaseId, t.Step)).ShouldBeUnique();
        var letters = rows.Where(r => r.LetterNumber is not null).Select(r => r.LetterNumber!.Value).Order().ToList();
        letters.ShouldBe(Enumerable.Range(1, cases.Count * 3).Select(n => (long)n), "numbered without gaps, also where a node lost");
    }

    private static Task<Store> OpenAsync(TestDatabase database, DateTime now, int chain = 0) => Store.OpenAsync(database, new FakeTime(new DateTimeOffset(now)), chain, services =>
        services.AddSingleton<ICalendarSource>(new Weekdays()).AddScoped<Issuing>().AddScoped<LadderClimber>());

    private static async Task ClimbAsync(Store node)
    {
        using var scope = node.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<LadderClimber>().ClimbAsync(default);
    }

    private static async Task PutCasesAsync(Store store)
    {
        var clock = store.Services.GetRequiredService<CountyClock>();
        var commit = new Commit();
        for (var i = 0; i < PerUnit * Units.Length; i++)
        {
            var at = clock.UtcNow;
            var on = new Case
            {
                Id = clock.NewId(), Sequence = i + 1, Number = $"SJ202603053399010{i:D4}", Title = "路灯不亮", Description = "村口的路灯不亮", Channel = Channel.Window, Urgency = Urgency.Normal,
                PeopleConcerned = 1, Wish = ReporterWish.Open, Place = "339901101", Desk = "339901", FirstReceiver = "receiver", ReceivedUtc = at, RegisteredUtc = at,
            }.Begin(null);
            var limits = new DueTimes(at.AddHours(4), at.AddHours(24), new DueTime(Due, Due));
            on.Apply(MoveTable.Find(CaseMove.Dispatch, CaseState.Registered)!, new MoveInput { LeadUnitId = Units[i % Units.Length] }, new MoveContext(at, clock.NewId(), "dispatcher", null, limits));
            commit.Insert(on);
        }

        (await store.RunAsync(commit)).End.ShouldBe(CommitEnd.Committed);
    }

    private sealed class Weekdays : ICalendarSource
    {
        public WorkingCalendar Current => WorkingCalendar.Weekdays;

        public Guid Revision => Guid.Empty;
    }
}
