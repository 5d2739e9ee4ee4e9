using System.Collections.Concurrent;
using System.Diagnostics;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>PostgreSQL goes down in the middle of the work and comes back: nobody restarts the program, and nobody waits for long.</summary>
public sealed class RestartUnderLoadTests
{
    private const int Writers = 8;

    // Promises, not measurements: what is exceeded here hangs.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(15);

    [PostgresFact]
    public async Task Restart_OfTheDatabaseWhileEverybodyWrites_IsOverInSeconds_AndLosesNothing()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var folder = new TempFolder();
        await using var store = Store.Build(Store.OptionsOf(await cluster.CreateDatabaseAsync(), folder.FullName), Store.Shipped);
        (await store.Migrator.MigrateAsync(CancellationToken.None)).IsSuccess.ShouldBeTrue();
        var (acknowledged, waits, ends) = (new ConcurrentDictionary<string, int>(), new ConcurrentBag<TimeSpan>(), new ConcurrentBag<CommitEnd>());
        using var stop = new CancellationTokenSource();
        var request = 0;
        var writing = Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var row = People.New();
                var began = Stopwatch.GetTimestamp();
                var outcome = await store.RunAsync(new Commit().Insert(row).Audit("test", "staff", row.Code));
                waits.Add(Stopwatch.GetElapsedTime(began));
                ends.Add(outcome.End);
                if (outcome.End == CommitEnd.Committed)
                {
                    acknowledged[row.Code] = Interlocked.Increment(ref request);
                }
                else
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
                }
            }
        })).ToList();

        for (var restart = 0; restart < 3; restart++)
        {
            await GoingOnAsync(acknowledged);
            await cluster.StopAsync(restart == 1 ? GuardedProcess.SigKill : GuardedProcess.SigQuit);
            await cluster.ResumeAsync();
            await GoingOnAsync(acknowledged);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);

        ends.ShouldAllBe(e => e == CommitEnd.Committed || e == CommitEnd.Unavailable);
        ends.ShouldContain(CommitEnd.Unavailable, "the restarts were not noticed");
        waits.Max().ShouldBeLessThan(LongestWait);
        acknowledged.Keys.Except((await store.AllAsync<StaffMember>()).Select(s => s.Code)).ShouldBeEmpty("acknowledged, and lost");
        (await store.VerifyAsync()).FirstBreak.ShouldBeNull();
        store.Lane.IsBroken.ShouldBeFalse();
    }

    private static async Task GoingOnAsync(ConcurrentDictionary<string, int> acknowledged)
    {
        var before = acknowledged.Count;
        (await Eventually.HoldsAsync(() => Task.FromResult(acknowledged.Count > before + 20), LongestRecovery)).ShouldBeTrue("it did not come back by itself");
    }
}
