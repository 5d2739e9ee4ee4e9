using System.Net;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Npgsql;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>A full disk, a database that goes away: writes are refused in words, reads go on where they can, and nobody restarts anything.</summary>
public sealed class StoreFaultTests
{
    private const int Megabyte = 1 << 20;

    [TmpfsFact]
    public async Task Write_WhenTheDiskIsFull_IsUnavailableAndLeavesNothingHalf_AndWorksAgainAfterwards()
    {
        using var disk = new TmpfsFolder(6 * Megabyte);
        await using var store = Store.Build(Store.OptionsOf(null, disk.FullName), Store.Shipped);
        (await store.Migrator.MigrateAsync(default)).IsSuccess.ShouldBeTrue();
        var acknowledged = new HashSet<Guid>();
        for (var i = 0; i < 10; i++)
        {
            (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Committed);
        }

        var ballast = Path.Combine(disk.FullName, "ballast");
        await FillAsync(disk, ballast);
        var refused = 0;
        for (var i = 0; i < 400 && refused < 5; i++)
        {
            var end = await WriteAsync(store, acknowledged);
            refused += end == CommitEnd.Unavailable ? 1 : 0;
            end.ShouldBeOneOf(CommitEnd.Committed, CommitEnd.Unavailable);
        }

        refused.ShouldBe(5);
        store.Lane.IsBroken.ShouldBeFalse();
        await WholeAsync(store, acknowledged);

        File.Delete(ballast);
        (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Committed);
        await WholeAsync(store, acknowledged);
    }

    /// <summary>The trail on a volume of its own, as an operator may lay it: what cannot be written down there may not happen.</summary>
    [TmpfsFact(WithPostgres = true)]
    public async Task Write_WhenTheVolumeOfTheAuditIsFull_IsRefusedWhole_AndWorksAgainAfterwards()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var folder = new TempFolder();
        using var disk = new TmpfsFolder(4 * Megabyte);
        await PostgresCluster.HandOverAsync(disk.FullName);
        var connection = await cluster.CreateDatabaseAsync();
        await using var store = Store.Build(Store.OptionsOf(connection, folder.FullName), Store.Shipped);
        (await store.Migrator.MigrateAsync(default)).IsSuccess.ShouldBeTrue();
        await using (var operators = new NpgsqlConnection(connection))
        {
            await operators.OpenAsync();
            foreach (var statement in (string[])[$"CREATE TABLESPACE trail LOCATION '{disk.FullName}'", "ALTER TABLE audit_entries SET TABLESPACE trail"])
            {
                await using var command = new NpgsqlCommand(statement, operators);
                await command.ExecuteNonQueryAsync();
            }
        }

        var acknowledged = new HashSet<Guid>();
        (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Committed);

        var ballast = Path.Combine(disk.FullName, "ballast");
        await FillAsync(disk, ballast);
        var refused = 0;
        for (var i = 0; i < 400 && refused < 5; i++)
        {
            var end = await WriteAsync(store, acknowledged);
            refused += end == CommitEnd.Unavailable ? 1 : 0;
            end.ShouldBeOneOf(CommitEnd.Committed, CommitEnd.Unavailable);
        }

        refused.ShouldBe(5);
        await WholeAsync(store, acknowledged);
        File.Delete(ballast);
        (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Committed);
        await WholeAsync(store, acknowledged);
    }

    /// <summary>Forms and files wait in the temporary folder while they come in.</summary>
    [TmpfsFact]
    public async Task Upload_WhenTheTemporaryVolumeIsFull_IsRefusedInWords_LeavesNothing_AndWorksAgainAfterwards()
    {
        using var folder = new TempFolder();
        using var disk = new TmpfsFolder(8 * Megabyte);
        await using var server = await RunningServer.StartAsync(folder["data"], environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["TMPDIR"] = disk.FullName });
        (await SendAsync(server)).ShouldBe(HttpStatusCode.BadRequest, "only the token against forgery is missing");
        var before = Directory.EnumerateFiles(disk.FullName).Order().ToList();
        var ballast = Path.Combine(disk.FullName, "ballast");
        await FillAsync(disk, ballast);

        (await SendAsync(server)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await server.Client.GetAsync(new Uri("/report", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, "reading goes on");
        File.Delete(ballast);
        Directory.EnumerateFiles(disk.FullName).Except(before).ShouldBeEmpty("half a form was left behind");
        (await SendAsync(server)).ShouldBe(HttpStatusCode.BadRequest);

        static async Task<HttpStatusCode> SendAsync(RunningServer server)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[3 * Megabyte]), "photos", "photo.jpg" } };
            using var answer = await server.Client.PostAsync(new Uri("/report/send", UriKind.Relative), form);
            return answer.StatusCode;
        }
    }

    [PostgresFact]
    public async Task Write_WhenPostgresStopsAndComesBack_IsUnavailableAndThenWorksAgain()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        using var folder = new TempFolder();
        await using var store = Store.Build(Store.OptionsOf(await cluster.CreateDatabaseAsync(), folder.FullName), Store.Shipped);
        (await store.Migrator.MigrateAsync(default)).IsSuccess.ShouldBeTrue();
        var acknowledged = new HashSet<Guid>();
        for (var round = 0; round < 2; round++)
        {
            (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Committed);
            await cluster.StopAsync();
            (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Unavailable);
            (await WriteAsync(store, acknowledged)).ShouldBe(CommitEnd.Unavailable);
            await cluster.ResumeAsync();
            (await Eventually.HoldsAsync(async () => await WriteAsync(store, acknowledged) == CommitEnd.Committed, TimeSpan.FromSeconds(15))).ShouldBeTrue();
            store.Lane.IsBroken.ShouldBeFalse();
        }

        await WholeAsync(store, acknowledged);
    }

    [PostgresFact]
    public async Task Write_WhenItsConnectionIsCutInTheMiddle_LosesNothingAcknowledged()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var store = await Store.OpenAsync(database);
        await using var killer = await Store.OpenAsync(database, chain: 1);
        var acknowledged = new HashSet<Guid>();
        var inDoubt = new HashSet<Guid>();
        for (var i = 0; i < 40; i++)
        {
            var rows = Enumerable.Range(0, 10).Select(_ => People.New()).ToList();
            var writing = rows.Select(r => Task.Run(() => store.RunAsync(new Commit().Insert(r).Audit("test", "staff", r.Code)))).ToList();
            await killer.SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            foreach (var (row, end) in rows.Zip(await Task.WhenAll(writing)))
            {
                (end.End == CommitEnd.Committed ? acknowledged : inDoubt).Add(row.Id);
                end.End.ShouldBeOneOf(CommitEnd.Committed, CommitEnd.Unavailable);
            }
        }

        acknowledged.ShouldNotBeEmpty();
        await Eventually.HoldsAsync(async () => await WriteAsync(store, acknowledged) == CommitEnd.Committed);
        var there = (await ReadAgainAsync(store)).Select(s => s.Id).ToHashSet();
        acknowledged.Except(there).ShouldBeEmpty();
        there.Except(acknowledged).Except(inDoubt).ShouldBeEmpty();
        (await store.VerifyAsync()).FirstBreak.ShouldBeNull();
    }

    private static async Task<CommitEnd> WriteAsync(Store store, HashSet<Guid> acknowledged)
    {
        var row = People.New(name: new string('长', 200));
        var outcome = await store.RunAsync(new Commit().Number("rows", _ => { }).Insert(row).Audit("test", "staff", row.Code).Publish(() => new Told(1)));
        if (outcome.End == CommitEnd.Committed)
        {
            acknowledged.Add(row.Id);
        }

        return outcome.End;
    }

    /// <summary>Exactly what was acknowledged is there, with its number, its audit entry and its message.</summary>
    private static async Task WholeAsync(Store store, HashSet<Guid> acknowledged)
    {
        (await ReadAgainAsync(store)).Select(s => s.Id).ShouldBe(acknowledged, ignoreOrder: true);
        var verdict = await store.VerifyAsync();
        (verdict.Entries, verdict.FirstBreak).ShouldBe((acknowledged.Count, null));
        (await store.AllAsync<Fengqiao.Platform.Outbox.OutboxMessage>()).Count.ShouldBe(acknowledged.Count);
    }

    /// <summary>Pooled reading connections may have been cut as well; each failure takes one of them out.</summary>
    private static async Task<List<StaffMember>> ReadAgainAsync(Store store)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                return await store.AllAsync<StaffMember>();
            }
            catch (Npgsql.NpgsqlException)
            {
                // Try the next connection.
            }
        }

        return await store.AllAsync<StaffMember>();
    }

    private static async Task FillAsync(TmpfsFolder disk, string ballast)
    {
        await using var file = File.Create(ballast);
        var block = new byte[4096];
        try
        {
            for (var written = 0; written < 64 * Megabyte; written += block.Length)
            {
                await file.WriteAsync(block);
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            return;
        }

        throw new InvalidOperationException($"{disk.FullName} never became full.");
    }
}
