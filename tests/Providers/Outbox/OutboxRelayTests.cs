using System.Collections.Concurrent;
using Fengqiao.Kernel;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Outbox;

/// <summary>What was committed is told, at least once, to each reaction; a reaction that fails holds up neither the others nor the queue.</summary>
public sealed class OutboxRelayTests
{
    /// <summary>After the first failure, the second, third and fourth; the fifth parks.</summary>
    private static readonly TimeSpan[] Schedule = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    [DatabaseTheory]
    public async Task Relay_WhenAllReactionsSucceed_DeliversInOrderAndForgets(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var (time, heard) = (new FakeTime(), new Heard());
        await using var store = await OpenAsync(database, time, heard);
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await store.RunAsync(new Commit().Publish(() => new Told(i)));
        }

        (await RelayAsync(store)).ShouldBe(20);
        heard.By<First>().ShouldBe(Enumerable.Range(0, 20));
        heard.By<Second>().ShouldBe(Enumerable.Range(0, 20));
        (await store.AllAsync<OutboxMessage>()).ShouldBeEmpty();
        (await RelayAsync(store)).ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task Relay_WhenOneReactionFails_RetriesThatOneOnlyOnScheduleAndThenParks(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var time = new FakeTime();
        var heard = new Heard { Fails = _ => true };
        await using var store = await OpenAsync(database, time, heard);
        await store.RunAsync(new Commit().Publish(() => new Told(7)));

        for (var attempt = 1; attempt <= Schedule.Length; attempt++)
        {
            (await RelayAsync(store)).ShouldBe(1);
            var waiting = (await store.AllAsync<OutboxMessage>()).ShouldHaveSingleItem();
            (waiting.Attempts, waiting.Delivered, waiting.LastError, waiting.ParkedUtc).ShouldBe((attempt, nameof(First), nameof(InvalidOperationException), null));
            waiting.DueUtc.ShouldBe(time.GetUtcNow().UtcDateTime + Schedule[attempt - 1]);
            time.Advance(Schedule[attempt - 1] - TimeSpan.FromSeconds(1));
            (await RelayAsync(store)).ShouldBe(0, "not before it is due");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (await RelayAsync(store)).ShouldBe(1);
        (await store.AllAsync<OutboxMessage>()).ShouldHaveSingleItem().ParkedUtc.ShouldBe(time.GetUtcNow().UtcDateTime);
        time.Advance(TimeSpan.FromDays(1));
        (await RelayAsync(store)).ShouldBe(0, "parked until somebody looks");
        heard.By<First>().ShouldBe([7], "it has succeeded and is not called again");
        heard.By<Second>().Count.ShouldBe(Schedule.Length + 1);
    }

    [DatabaseTheory]
    public async Task Relay_WhenAPoisonMessageIsFirst_TheOthersPassIt(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var time = new FakeTime();
        var heard = new Heard { Fails = id => id == 0 };
        await using var store = await OpenAsync(database, time, heard);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await store.RunAsync(new Commit().Publish(() => new Told(i)));
        }

        await RelayAsync(store);
        heard.By<Second>().ShouldBe([0, 1, 2, 3, 4]);
        (await store.AllAsync<OutboxMessage>()).ShouldHaveSingleItem();
        heard.Fails = _ => false;
        time.Advance(Schedule[0]);
        await RelayAsync(store);
        (await store.AllAsync<OutboxMessage>()).ShouldBeEmpty();
        heard.By<Second>().ShouldBe([0, 1, 2, 3, 4, 0]);
    }

    [DatabaseTheory]
    public async Task Relay_WhenThePayloadCannotBeRead_IsParkedAndBlocksNothing(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var time = new FakeTime();
        var heard = new Heard();
        await using var store = await OpenAsync(database, time, heard);
        await store.RunAsync(new Commit().Publish(() => new Told(1)));
        await store.SqlAsync("UPDATE outbox_messages SET payload = '{not json'");
        foreach (var wait in Schedule.Prepend(TimeSpan.Zero))
        {
            time.Advance(wait);
            await RelayAsync(store);
        }

        var parked = (await store.AllAsync<OutboxMessage>()).ShouldHaveSingleItem();
        (parked.ParkedUtc is not null, parked.LastError).ShouldBe((true, nameof(System.Text.Json.JsonException)));
    }

    /// <summary>The first node holds the lease: the second waits until it has run out, and takes over what is left.</summary>
    [PostgresFact]
    public async Task Relay_WhenTwoNodesRun_DeliversOnce_AndTheOtherTakesOverWhenTheFirstIsGone()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var (time, heard) = (new FakeTime(), new Heard());
        await using var one = await OpenAsync(database, time, heard);
        await using var other = await OpenAsync(database, time, heard, chain: 1);
        for (var i = 0; i < 50; i++)
        {
            await one.RunAsync(new Commit().Publish(() => new Told(i)));
        }

        var taken = await Task.WhenAll(Task.Run(() => RelayAsync(one)), Task.Run(() => RelayAsync(other)));
        taken.Order().ShouldBe([0, 50]);
        heard.By<First>().Order().ShouldBe(Enumerable.Range(0, 50));

        await one.RunAsync(new Commit().Publish(() => new Told(99)));
        var (holder, idle) = taken[0] == 50 ? (one, other) : (other, one);
        (await RelayAsync(idle)).ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(31));
        (await RelayAsync(idle)).ShouldBe(1);
        (await RelayAsync(holder)).ShouldBe(0, "the lease has changed hands");
        heard.By<First>().Count(id => id == 99).ShouldBe(1);
    }

    /// <summary>A node may stand still in the middle (a paused machine, a long collection) and not know how long.</summary>
    [PostgresFact]
    public async Task Relay_WhenItsNodeStoodStill_LeavesTheRestToWhoTookOver()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var (time, heard) = (new FakeTime(), new Heard());
        await using var paused = await OpenAsync(database, time, heard);
        await using var other = await OpenAsync(database, time, heard, chain: 1);
        for (var i = 0; i < 5; i++)
        {
            await paused.RunAsync(new Commit().Publish(() => new Told(i)));
        }

        var pauses = 1;
        heard.Then = () =>
        {
            if (pauses-- == 1)
            {
                time.Advance(TimeSpan.FromSeconds(31));
                RelayAsync(other).GetAwaiter().GetResult().ShouldBe(5);
                heard.Fails = id => id == 0;
            }
        };
        await RelayAsync(paused);

        heard.By<First>().Order().ToList().ShouldBe([0, 0, 1, 2, 3, 4], "what was in hand is told twice, the rest once");
        (await paused.AllAsync<OutboxMessage>()).ShouldBeEmpty("a failure of the one in hand must not bring back what the other has settled");
    }

    [PostgresFact]
    public async Task Relay_WhenTheClockIsSetBack_IsNeitherDoneByTwoNorByNobody()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var (time, heard) = (new FakeTime(), new Heard());
        await using var one = await OpenAsync(database, time, heard);
        await using var other = await OpenAsync(database, time, heard, chain: 1);
        await one.RunAsync(new Commit().Publish(() => new Told(1)));
        (await RelayAsync(one)).ShouldBe(1);
        time.SetUtcNow(time.GetUtcNow().AddHours(-1));

        // The first node is silent from here on; the time that passes is measured, not read.
        time.Advance(TimeSpan.FromSeconds(31));
        await one.RunAsync(new Commit().Publish(() => new Told(2)));
        time.Advance(TimeSpan.FromSeconds(1));
        (await RelayAsync(other)).ShouldBe(1, "nobody waits for an hour that has been before");
        (await RelayAsync(one)).ShouldBe(0, "the lease has changed hands");
    }

    /// <summary>At least once: what was delivered but not yet crossed off when the node died is delivered again, not lost.</summary>
    [DatabaseTheory]
    public async Task Relay_WhenItCannotCrossOff_DeliversAgain(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var heard = new Heard();
        await using var store = await OpenAsync(database, new FakeTime(), heard);
        await store.RunAsync(new Commit().Publish(() => new Told(1)));
        using var dying = new CancellationTokenSource();
        heard.Then = dying.Cancel;
        await Should.ThrowAsync<OperationCanceledException>(() => RelayAsync(store, dying.Token));
        heard.Then = () => { };
        (await RelayAsync(store)).ShouldBe(1);
        heard.By<First>().ShouldBe([1, 1]);
        heard.By<Second>().ShouldBe([1]);
    }

    private static Task<Store> OpenAsync(TestDatabase database, FakeTime time, Heard heard, int chain = 0) => Store.OpenAsync(database, time, chain, services =>
    {
        services.AddSingleton(heard).AddReaction<Told, First>().AddReaction<Told, Second>();
        services.TryAddSingleton<OutboxRelay>();
    });

    private static Task<int> RelayAsync(Store store, CancellationToken ct = default) => store.Services.GetRequiredService<OutboxRelay>().RelayOnceAsync(ct);

    /// <summary>What the reactions were told, over all nodes.</summary>
    private sealed class Heard
    {
        private readonly ConcurrentQueue<(Type Reaction, int Id)> _all = new();

        public Func<int, bool> Fails { get; set; } = _ => false;

        /// <summary>Happens after the first reaction.</summary>
        public Action Then { get; set; } = () => { };

        public void Add<T>(int id) => _all.Enqueue((typeof(T), id));

        public List<int> By<T>() => [.. _all.Where(h => h.Reaction == typeof(T)).Select(h => h.Id)];
    }

    private sealed class First(Heard heard) : IReaction<Told>
    {
        public Task ReactAsync(Told message, CancellationToken ct)
        {
            heard.Add<First>(message.Id);
            heard.Then();
            return Task.CompletedTask;
        }
    }

    private sealed class Second(Heard heard) : IReaction<Told>
    {
        public Task ReactAsync(Told message, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            heard.Add<Second>(message.Id);
            return heard.Fails(message.Id) ? throw new InvalidOperationException("no") : Task.CompletedTask;
        }
    }
}
