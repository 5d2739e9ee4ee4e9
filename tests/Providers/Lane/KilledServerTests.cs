using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>
/// The real server, killed without warning while citizens report. Whatever was acknowledged is there afterwards, once; what was not may be
/// there once or not at all; and the file is whole.
/// </summary>
public sealed class KilledServerTests
{
    private const int Kills = 4;
    private const int Clients = 6;

    [DatabaseTheory]
    public async Task Server_WhenKilledWhileWriting_LosesNothingItAcknowledged(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        Directory.CreateDirectory(database.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(database.DataFolder, "fengqiao.json"), """{"limits":{"publicPerMinute":100000,"accountPerMinute":10000000}}""");
        using var files = new TempFolder();
        string[] store = database.ConnectionString is { } connection ? ["--database", connection] : [];
        var loaded = await HostCommand.RunAsync(["import", "regions", files.Write("regions.csv", "代码,名称\n339901,溪山县\n"), "--data", database.DataFolder, .. store]);
        loaded.ExitCode.ShouldBe(0, loaded.Output);

        var random = new Random(90210);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var sent = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await RunningServer.StartAsync(database.DataFolder, database.ConnectionString);
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => ReportAsync(server.Client, acknowledged, () => Interlocked.Increment(ref sent), stop.Token))).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(400, 1500)), TimeProvider.System, CancellationToken.None);
            await server.StopAsync(GuardedProcess.SigKill);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        acknowledged.Count.ShouldBeGreaterThan(Kills * 10);
        var stored = await NumbersAsync(database);
        stored.Count.ShouldBe(stored.Distinct().Count());
        acknowledged.Keys.Except(stored).ShouldBeEmpty();
        stored.Count.ShouldBeInRange(acknowledged.Count, sent);
        stored.Select(n => int.Parse(n[^5..], System.Globalization.CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, stored.Count), "gap-free over all the kills, unless midnight passed");
        var verified = await HostCommand.RunAsync(["audit", "verify", "--data", database.DataFolder, .. store]);
        verified.ExitCode.ShouldBe(0, verified.Output);

        await using var again = await RunningServer.StartAsync(database.DataFolder, database.ConnectionString);
        foreach (var (number, code) in acknowledged.Take(20))
        {
            using var tracked = await again.Client.PostAsJsonAsync(new Uri("/api/v1/tracking", UriKind.Relative), new { number, code });
            tracked.StatusCode.ShouldBe(HttpStatusCode.OK, number);
        }
    }

    private static async Task ReportAsync(HttpClient client, ConcurrentDictionary<string, string> acknowledged, Action sending, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                sending();
                using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/reports", UriKind.Relative), new { title = "停水", description = "全村停水" }, ct);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
                    acknowledged[receipt["number"]!.GetValue<string>()] = receipt["trackingCode"]!.GetValue<string>();
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>What a stranger finds in the database, and on SQLite that its file is sound.</summary>
    private static async Task<List<string>> NumbersAsync(TestDatabase database)
    {
        System.Data.Common.DbConnection connection = database.ConnectionString is { } text
            ? new NpgsqlConnection(text)
            : new SqliteConnection($"Data Source={Path.Combine(database.DataFolder, "fengqiao.db")};Pooling=false");
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            if (database.ConnectionString is null)
            {
                command.CommandText = "PRAGMA integrity_check";
                (await command.ExecuteScalarAsync()).ShouldBe("ok");
            }

            command.CommandText = "SELECT number FROM cases";
            var numbers = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                numbers.Add(reader.GetString(0));
            }

            return numbers;
        }
    }
}
