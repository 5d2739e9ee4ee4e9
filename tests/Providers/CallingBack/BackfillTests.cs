using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Case = Fengqiao.Cases.Domain.Case;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.CallingBack;

/// <summary>A county that called back before there were tasks gets those it would have had.</summary>
public sealed class BackfillTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    [DatabaseTheory]
    public async Task Script_OverOlderCases_MakesATaskForEachCallBackAndEachThatWaits(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database, new FakeTime(new DateTimeOffset(Start)));
        var clock = store.Services.GetRequiredService<CountyClock>();
        CaseMove[] verified = [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Contact, CaseMove.Submit, CaseMove.Verify];
        CaseMove[] again = [CaseMove.SendBack, CaseMove.Submit, CaseMove.Verify];
        var commit = new Commit();
        var waiting = Put(commit, clock, 1, verified);
        var second = Put(commit, clock, 2, [.. verified, CaseMove.CallBack, .. again]);
        var closed = Put(commit, clock, 3, [.. verified, CaseMove.CallBack, .. again, CaseMove.CallBack, CaseMove.Close]);
        Put(commit, clock, 4, [CaseMove.Dispatch]);
        (await store.RunAsync(commit)).End.ShouldBe(CommitEnd.Committed);

        var script = Store.Shipped.For(store.Options.Kind).Single(s => s.Sql.Contains("CREATE TABLE call_back_tasks", StringComparison.Ordinal)).Sql;
        await store.SqlAsync(script[script.IndexOf("INSERT INTO call_back_tasks", StringComparison.Ordinal)..]);

        var tasks = (await store.AllAsync<CallBackTask>()).ToLookup(t => t.CaseId);
        tasks.Count.ShouldBe(3);
        tasks[waiting.Id].Select(t => (t.Round, t.State, t.WasContacted, t.OpenedUtc, t.IsOpen)).ShouldBe([(1, CallBackState.Waiting, true, waiting.UpdatedUtc, true)]);
        tasks[second.Id].OrderBy(t => t.Round).Select(t => (t.Round, t.State)).ShouldBe([(1, CallBackState.Done), (2, CallBackState.Waiting)]);
        tasks[closed.Id].OrderBy(t => t.Round).Select(t => (t.Round, t.State, t.Resolution, t.Satisfaction, t.Way, t.EndedBy))
            .ShouldBe([(1, CallBackState.Done, Resolution.Solved, Satisfaction.Mostly, CallBackWay.Phone, "caller"), (2, CallBackState.Done, Resolution.Solved, Satisfaction.Mostly, CallBackWay.Phone, "caller")]);
    }

    private static Case Put(Commit commit, CountyClock clock, int sequence, CaseMove[] moves)
    {
        var on = new Case
        {
            Id = clock.NewId(), Sequence = sequence, Number = $"SJ202603023399010{sequence:D4}", Title = "路灯不亮", Description = "村口的路灯不亮", Channel = Channel.Window, Urgency = Urgency.Normal,
            PeopleConcerned = 1, Wish = ReporterWish.Open, Place = "339901101", Desk = "339901", FirstReceiver = "receiver", ReceivedUtc = Start, RegisteredUtc = Start,
        }.Begin(null);
        commit.Insert(on);
        var at = Start;
        foreach (var move in moves)
        {
            at = at.AddHours(1);
            var due = move == CaseMove.Dispatch ? new DueTimes(at.AddHours(4), at.AddHours(24), new DueTime(at.AddDays(7), at.AddDays(7))) : (DueTimes?)null;
            var input = new MoveInput { Text = "说明", LeadUnitId = Guid.Parse("01980000-0000-7000-8000-000000000001"), Resolution = Resolution.Solved, Satisfaction = Satisfaction.Mostly };
            commit.Insert(on.Apply(MoveTable.Find(move, on.State)!, input, new MoveContext(at, clock.NewId(), "caller", null, due)));
        }

        return on;
    }
}
