using System.Globalization;
using Npgsql;

namespace Fengqiao.Bench.Processes;

/// <summary>
/// A PostgreSQL server of the run's own with the settings Debian ships, fsync on, in a folder that is deleted at the end. Or one that is
/// there already: <c>FENGQIAO_BENCH_DATABASE</c> names it, and databases called <c>bench_…</c> are made and dropped in it.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Given = "FENGQIAO_BENCH_DATABASE";
    private readonly WorkFolder? _folder;
    private readonly Child? _child;
    private readonly string _connection;
    private readonly List<string> _made = [];

    private PostgresServer(string connection, WorkFolder? folder = null, Child? child = null)
    {
        _connection = connection;
        _folder = folder;
        _child = child;
    }

    public static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given)
        {
            return new PostgresServer(given);
        }

        var folder = new WorkFolder("postgres");
        if (Environment.UserName == "root")
        {
            await Child.RunAsync(["chown", "postgres:postgres", folder.Path]);
        }

        var data = folder.In("data");
        await Child.RunAsync(Command("initdb", "--pgdata", data, "--username", "bench", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"), folder.Path);
        var port = FreePort.Next();
        var child = Child.Start(
            Command("postgres", "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", $"unix_socket_directories={folder.Path}"),
            quickStop: true,
            folder.Path);
        var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=bench;Database=postgres;GSS Encryption Mode=Disable", folder, child);
        await server.WaitAsync();
        return server;
    }

    /// <summary>An empty database; its connection string.</summary>
    public async Task<string> CreateAsync(string purpose)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_{purpose}_{Environment.ProcessId}_{_made.Count}");
        await ExecuteAsync($"CREATE DATABASE {name}");
        _made.Add(name);
        return new NpgsqlConnectionStringBuilder(_connection) { Database = name }.ConnectionString;
    }

    public async Task<string> VersionAsync()
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_child is not null)
        {
            await _child.DisposeAsync();
            _folder!.Dispose();
            return;
        }

        foreach (var name in _made)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private static string[] Command(string program, params string[] arguments)
    {
        var folder = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/"
            : "";
        string[] own = [folder + program, .. arguments];
        // PostgreSQL refuses to run as root: then it runs as the user its Debian package made.
        return Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. own] : own;
    }

    private async Task WaitAsync()
    {
        for (var left = 150; left > 0; left--)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!_child!.HasExited && left > 1)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
