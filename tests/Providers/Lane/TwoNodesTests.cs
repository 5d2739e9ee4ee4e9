using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>Two nodes over one PostgreSQL. They know nothing of each other but what the database says.</summary>
public sealed class TwoNodesTests
{
    private const int PerNode = 150;

    /// <summary>Nodes have chains of their own; should somebody give two the same, they wait for each other and nothing breaks.</summary>
    [PostgresTheory]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    public async Task Write_FromBothAtOnce_KeepsNumbersAndChainsWhole(int chain, int otherChain)
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database, chain: chain);
        await using var other = await Store.OpenAsync(database, chain: otherChain);
        var given = new long[PerNode * 2];
        var ends = await Task.WhenAll(Enumerable.Range(0, given.Length).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).RunAsync(new Commit()
            .Number("shared", n => given[i] = n)
            .Number($"own-{i % 2}", _ => { })
            .Insert(People.New())
            .Audit("test", "staff", "x")))));

        ends.ShouldAllBe(e => e.End == CommitEnd.Committed);
        given.Order().ShouldBe(Enumerable.Range(1, given.Length).Select(n => (long)n));
        var verdict = await one.VerifyAsync();
        (verdict.Entries, verdict.Chains, verdict.FirstBreak).ShouldBe((given.Length, chain == otherChain ? 1 : 2, null));
    }

    /// <summary>Nothing but the chain is shared here: no number makes the nodes wait for each other by chance.</summary>
    [PostgresFact]
    public async Task Write_FromBothToOneChain_LosesAndRefusesNothing()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database);
        await using var other = await Store.OpenAsync(database);
        var ends = await Task.WhenAll(new[] { one, other }.Select(node => Task.Run(async () =>
        {
            var refused = 0;
            for (var i = 0; i < PerNode; i++)
            {
                refused += (await node.RunAsync(new Commit().Insert(People.New()).Audit("test", "staff", "x"))).End == CommitEnd.Committed ? 0 : 1;
            }

            return refused;
        })));
        ends.ShouldBe([0, 0]);
        var verdict = await one.VerifyAsync();
        (verdict.Entries, verdict.FirstBreak).ShouldBe((PerNode * 2L, null));
    }

    [PostgresFact]
    public async Task Work_OfTwoNodesThatLockEachOtherOut_IsDoneByBoth()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database);
        await using var other = await Store.OpenAsync(database, chain: 1);
        var (left, right) = (People.New(), People.New());
        await one.RunAsync(new Commit().InsertAll([left, right]));
        using var bothHoldOne = new Barrier(2);
        var tries = 0;

        Task ChangeAsync(Store node, StaffMember first, StaffMember second) => node.Lane.RunAloneAsync(async (db, ct) =>
        {
            await db.ExecuteAsync("UPDATE staff SET name = name || '甲' WHERE id = @id", ct, ("id", first.Id));
            if (Interlocked.Increment(ref tries) <= 2)
            {
                bothHoldOne.SignalAndWait(TimeSpan.FromSeconds(10), ct);
            }

            await db.ExecuteAsync("UPDATE staff SET name = name || '甲' WHERE id = @id", ct, ("id", second.Id));
        }, CancellationToken.None);

        await Task.WhenAll(Task.Run(() => ChangeAsync(one, left, right)), Task.Run(() => ChangeAsync(other, right, left)));

        tries.ShouldBeGreaterThan(2, "they did not lock each other out");
        (await one.AllAsync<StaffMember>()).ShouldAllBe(s => s.Name == "张三甲甲");
    }

    [PostgresFact]
    public async Task Update_WhenBothNodesWantTheSameRows_EachRowHasOneWinner()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database);
        await using var other = await Store.OpenAsync(database, chain: 1);
        var rows = Enumerable.Range(0, 60).Select(_ => People.New()).ToList();
        await one.RunAsync(new Commit().InsertAll(rows));

        // Backwards on the other node: what locks in the opposite order must not lock up.
        var forwards = rows.Select(r => Task.Run(() => one.RunAsync(new Commit().Update(People.Changed(r, "甲", 2), 1))));
        var backwards = rows.AsEnumerable().Reverse().Select(r => Task.Run(() => other.RunAsync(new Commit().Update(People.Changed(r, "乙", 2), 1))));
        var (a, b) = (await Task.WhenAll(forwards), await Task.WhenAll(backwards));

        a.Concat(b).Count(e => e.End == CommitEnd.Committed).ShouldBe(rows.Count);
        a.Concat(b).Count(e => e.End == CommitEnd.Outdated).ShouldBe(rows.Count);
        (await one.AllAsync<StaffMember>()).ShouldAllBe(s => s.Version == 2);
    }

    [PostgresFact]
    public async Task Save_WhenOneKeyComesToBothNodes_WritesOnce()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database);
        await using var other = await Store.OpenAsync(database, chain: 1);
        for (var round = 0; round < 30; round++)
        {
            var key = $"key-{round}";
            var ends = await Task.WhenAll(new[] { one, other }.Select(node => Task.Run(() =>
                node.RunAsync(new Commit { Claim = new IdempotencyClaim(key, "hash", () => $"\"{round}\"") }.Insert(People.New())))));
            ends.Select(e => e.End).ShouldBe([CommitEnd.Committed, CommitEnd.Repeated], ignoreOrder: true);
            ends.Single(e => e.End == CommitEnd.Repeated).Answer.ShouldBe($"\"{round}\"");
        }

        (await one.AllAsync<StaffMember>()).Count.ShouldBe(30);
    }
}
