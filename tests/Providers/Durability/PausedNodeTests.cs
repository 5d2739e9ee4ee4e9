using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>
/// Two nodes write to one PostgreSQL, and one of them stands still (SIGSTOP) in the middle of its work: the other goes on, and when the first
/// wakes up nothing was lost, made twice or numbered twice.
/// </summary>
public sealed class PausedNodeTests
{
    private const int Pauses = 4;
    private const int OfTheOther = 1_000_000;

    // A promise, not a measurement: nobody waits longer for a node that stands still.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    [PostgresFact]
    public async Task Node_StandingStillInTheMiddleOfItsWork_HoldsUpNobody_AndDoesNothingTwice()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var connection = await cluster.CreateDatabaseAsync();
        await using (await KillTests.OpenAsync(database, connection))
        {
            // Only the schema.
        }

        var ledger = new Ledger();
        using var one = VictimProcess.Start(database.DataFolder, connection, chain: 0, ledger);
        using var other = VictimProcess.Start(database.DataFolder, connection, chain: 1, ledger);
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());
        await one.GoAsync(1, []);
        await other.GoAsync(OfTheOther, []);
        var random = new Random(4);
        for (var pause = 0; pause < Pauses; pause++)
        {
            await GoingOnAsync(ledger, n => n < OfTheOther, "the first");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 40)), TimeProvider.System);
            one.Signal(GuardedProcess.SigStop);
            await GoingOnAsync(ledger, n => n >= OfTheOther, $"the other, while the first stood still (pause {pause})");
            one.Signal(GuardedProcess.SigContinue);
            await GoingOnAsync(ledger, n => n < OfTheOther, $"the first, after pause {pause}");
        }

        await one.KillAsync();
        await other.KillAsync();
        ledger.Refused.ShouldAllBe(line => line.EndsWith(" Unavailable", StringComparison.Ordinal));
        await KillTests.WholeAsync(database, connection, ledger);
    }

    /// <summary>The worst moment: numbers are allotted, nothing is committed. A pause at random hardly ever meets it, so it is made here.</summary>
    [PostgresFact]
    public async Task Node_StandingStillWithNumbersInHand_IsEndedByTheDatabase_AndMaySendAgain()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var one = await Store.OpenAsync(database);
        await using var other = await Store.OpenAsync(database, chain: 1);
        await one.RunAsync(new Commit().Number("shared", _ => { }).Insert(People.New()));
        var (holds, wakes) = (new TaskCompletionSource(), new TaskCompletionSource());
        var standing = one.Lane.RunAloneAsync(async (db, ct) =>
        {
            await db.ExecuteAsync("UPDATE number_series SET last = last + 1 WHERE series = 'shared'", ct);
            holds.SetResult();
            await wakes.Task;
            await db.ExecuteAsync("UPDATE number_series SET last = last + 1 WHERE series = 'shared'", ct);
        }, CancellationToken.None);
        await holds.Task;

        var number = 0L;
        var waiting = other.RunAsync(new Commit().Number("shared", n => number = n).Insert(People.New()));
        var isDone = await Task.WhenAny(waiting, Task.Delay(LongestWait, TimeProvider.System)) == waiting;
        wakes.SetResult();
        isDone.ShouldBeTrue("the other node waited for the one that stands still");
        ((await waiting).End, number).ShouldBe((CommitEnd.Committed, 2L));
        await Should.ThrowAsync<Exception>(() => standing);

        (await one.RunAsync(new Commit().Number("shared", n => number = n).Insert(People.New()))).End.ShouldBe(CommitEnd.Committed);
        number.ShouldBe(3);
        one.Lane.IsBroken.ShouldBeFalse();
    }

    private static async Task GoingOnAsync(Ledger ledger, Func<int, bool> mine, string who)
    {
        var before = ledger.Told.Keys.Count(mine);
        (await Eventually.HoldsAsync(() => Task.FromResult(ledger.Told.Keys.Count(mine) > before + 20), LongestWait)).ShouldBeTrue($"{who} did not go on");
    }
}
