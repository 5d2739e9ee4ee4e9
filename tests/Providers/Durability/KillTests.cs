using System.Globalization;
using Fengqiao.Platform.Outbox;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;
using StaffMember = Fengqiao.Organization.Domain.StaffMember;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>
/// A hundred times on each store, the process that writes is killed (SIGKILL) at a random moment, and on PostgreSQL sometimes the database's
/// own process. What was acknowledged is there once, whole and as it was told; what was not is there once or not at all; nothing is there in half.
/// </summary>
public abstract class KillTests
{
    // FENGQIAO_KILLS=1000 ./test Providers -- --filter KillTests
    private static readonly int Kills = (int.TryParse(Environment.GetEnvironmentVariable("FENGQIAO_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? wished : 200) / 2;

    protected static async Task KillAsync(TestDatabase database, string? connection, Func<int, Task>? strike = null)
    {
        await using (await OpenAsync(database, connection))
        {
            // Only the schema.
        }

        var random = new Random(connection is null ? 9 : 10);
        var ledger = new Ledger();
        var upcoming = VictimProcess.Start(database.DataFolder, connection, ledger);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var victim = upcoming;
                await victim.ReadyAsync();
                upcoming = VictimProcess.Start(database.DataFolder, connection, ledger);
                var (before, next) = (ledger.Told.Count, ledger.Sent.IsEmpty ? 1 : ledger.Sent.Keys.Max() + 1);
                await victim.GoAsync(next, ledger.InDoubt.ToList());
                // Every tenth is killed before its first commit came back, for that is the moment when a log is taken up.
                if (kill % 10 != 0)
                {
                    (await Eventually.HoldsAsync(() => Task.FromResult(ledger.Told.Count > before), TimeSpan.FromSeconds(30))).ShouldBeTrue($"nothing was written after kill {kill}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 60)), TimeProvider.System);
                await (strike?.Invoke(kill) ?? Task.CompletedTask);
                await victim.KillAsync();
                victim.Dispose();
            }
        }
        finally
        {
            upcoming.Dispose();
        }

        ledger.Told.Count.ShouldBeGreaterThan(Kills);
        await WholeAsync(database, connection, ledger);
    }

    internal static async Task WholeAsync(TestDatabase database, string? connection, Ledger ledger)
    {
        await using var store = await OpenAsync(database, connection);
        var rows = await store.AllAsync<StaffMember>();
        var written = rows.Select(r => int.Parse(r.Code[1..], CultureInfo.InvariantCulture)).ToHashSet();

        ledger.Contradicted.ShouldBeEmpty("a repeated request was told another number");
        written.Count.ShouldBe(rows.Count, "each request wrote one row at most");
        ledger.Told.Keys.Except(written).ShouldBeEmpty("acknowledged, and lost");
        written.Except(ledger.Sent.Keys).ShouldBeEmpty("nobody sent these");
        Convert.ToInt64(await store.ScalarAsync("SELECT last FROM number_series WHERE series = 'rows'"), CultureInfo.InvariantCulture).ShouldBe(rows.Count, "numbers without gaps: one for each row");
        ledger.Told.Values.Distinct().Count().ShouldBe(ledger.Told.Count, "no number twice");
        ledger.Told.Values.Max().ShouldBeLessThanOrEqualTo(rows.Count);
        rows.Where(r => r.Version == 1).Select(r => int.Parse(r.Code[1..], CultureInfo.InvariantCulture)).Intersect(ledger.Changed.Keys).ShouldBeEmpty("a change was acknowledged, and lost");

        var entries = await store.AllAsync<Platform.Audit.AuditEntry>();
        entries.Where(e => e.Action == "test.registered").Select(e => e.ObjectId).Order().ShouldBe(rows.Select(r => r.Code).Order(), "one entry for each registration");
        entries.Where(e => e.Action == "test.changed").Select(e => e.ObjectId).Order().ShouldBe(rows.Where(r => r.Version == 2).Select(r => r.Code).Order(), "one entry for each change");
        (await store.VerifyAsync()).FirstBreak.ShouldBeNull();
        (await store.AllAsync<OutboxMessage>()).Select(m => m.Payload).Distinct().Count().ShouldBe(rows.Count, "one message for each registration");
        if (connection is null)
        {
            (await store.ScalarAsync("PRAGMA integrity_check")).ShouldBe("ok");
        }
    }

    internal static async Task<Store> OpenAsync(TestDatabase database, string? connection)
    {
        var store = Store.Build(Store.OptionsOf(connection, database.DataFolder), Store.Shipped);
        Directory.CreateDirectory(database.DataFolder);
        (await store.Migrator.MigrateAsync(CancellationToken.None)).IsSuccess.ShouldBeTrue();
        return store;
    }
}

/// <summary>Beside the other store's, so that one waits while the other works.</summary>
public sealed class SqliteKillTests : KillTests
{
    [Fact]
    public async Task Process_KilledWhileWriting_LosesNothingItAcknowledged()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await KillAsync(database, null);
    }
}

public sealed class PostgresKillTests : KillTests
{
    private const int EachTime = 20;

    [PostgresFact]
    public async Task Process_KilledWhileWriting_AndSometimesTheDatabaseToo_LosesNothingItAcknowledged()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await KillAsync(database, await cluster.CreateDatabaseAsync(), async kill =>
        {
            if (kill % EachTime == EachTime - 1)
            {
                await cluster.StopAsync(GuardedProcess.SigKill);
                await cluster.ResumeAsync();
            }
        });
    }
}
