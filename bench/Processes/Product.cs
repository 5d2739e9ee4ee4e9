using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Fengqiao.Bench.Load;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Bench.Processes;

/// <summary>Where a county lies: its data folder, and the connection string where the store is PostgreSQL.</summary>
internal sealed record County(StoreKind Kind, string Folder, string? Database)
{
    public string[] Arguments => Database is null ? ["--data", Folder] : ["--data", Folder, "--database", Database];

    /// <summary>The SQLite file.</summary>
    public string File => Path.Combine(Folder, "fengqiao.db");

    /// <summary>A connection that only reads; not open yet.</summary>
    public DbConnection Open() => Database is null
        ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString)
        : new NpgsqlConnection(Database + ";Pooling=false");

    /// <summary>One number straight from the store, to check what the server said.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>A point in each grid whose middle lies inside it.</summary>
    public IReadOnlyList<Place> Places()
    {
        using var file = System.IO.File.OpenRead(Path.Combine(Folder, "demo-input", "grids.geojson"));
        using var json = JsonDocument.Parse(file);
        var places = new List<Place>();
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().Select(p => new Place(p[0].GetDouble(), p[1].GetDouble())).ToList();
            var middle = new Place(ring.Average(p => p.Longitude), ring.Average(p => p.Latitude));
            if (Contains(ring, middle))
            {
                places.Add(middle);
            }
        }

        return places;
    }

    /// <summary>Even-odd rule.</summary>
    private static bool Contains(List<Place> ring, Place at)
    {
        var inside = false;
        for (int i = 0, j = ring.Count - 1; i < ring.Count; j = i++)
        {
            var (a, b) = (ring[i], ring[j]);
            if (a.Latitude > at.Latitude != b.Latitude > at.Latitude
                && at.Longitude < ((b.Longitude - a.Longitude) * (at.Latitude - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}

/// <summary>A server that has been started and answers: the product's, or the bare one.</summary>
internal sealed class Server(Child process, int port, TimeSpan untilReady) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public Child Process { get; } = process;

    public int Port { get; } = port;

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan UntilReady { get; } = untilReady;

    public static Task<Server> StartProductAsync(County county, string command = "serve")
    {
        var port = FreePort.Next();
        var settings = Path.Combine(county.Folder, "fengqiao.json");
        if (!File.Exists(settings))
        {
            // One account asks for a whole county here; what guards against that is measured nowhere.
            Directory.CreateDirectory(county.Folder);
            File.WriteAllText(settings, """{ "limits": { "publicPerMinute": 100000, "accountPerMinute": 10000000, "uploadsPerMinute": 10000000 } }""");
        }

        return StartAsync(port, ["dotnet", ProductFile, command, "--port", $"{port}", .. county.Arguments]);
    }

    public static Task<Server> StartBareAsync(StoreKind kind, string connection)
    {
        var port = FreePort.Next();
        return StartAsync(port, ["dotnet", Path.Combine(AppContext.BaseDirectory, "Fengqiao.Bench.dll"), "bare", $"{port}", $"{kind}", connection]);
    }

    /// <summary>Runs a command of the product to its end; what it printed.</summary>
    public static Task<string> CommandAsync(County county, params string[] command) => Child.RunAsync(["dotnet", ProductFile, .. command, .. county.Arguments]);

    public static async Task<string> TokenAsync(County county, string account)
    {
        var printed = await CommandAsync(county, "token", "create", "--account", account);
        return printed.Split('\n').First(l => l.StartsWith("fq_", StringComparison.Ordinal)).Trim();
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    /// <summary>Set by <c>bench/run</c>, which builds it.</summary>
    private static string ProductFile => Environment.GetEnvironmentVariable("FENGQIAO_BENCH_PRODUCT")
        ?? throw new InvalidOperationException("Start this by bench/run.");

    private static async Task<Server> StartAsync(int port, string[] command)
    {
        var clock = Stopwatch.StartNew();
        var process = Child.Start(command);
        var ask = RawClient.Get("/health/ready", "Connection: close\r\n");
        while (clock.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var client = await RawClient.ConnectAsync(port);
                if ((await client.SendAsync(ask)).Status == 200)
                {
                    return new Server(process, port, clock.Elapsed);
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        var output = process.Output;
        await process.DisposeAsync();
        throw new InvalidOperationException($"The server did not become ready:\n{output}");
    }
}
