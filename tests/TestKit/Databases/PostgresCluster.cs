using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Fengqiao.TestKit;

/// <summary>
/// A PostgreSQL server of the test run's own, in a temporary folder on a free port of 127.0.0.1, without
/// fsync. Most tests share one per process (<see cref="SharedAsync"/>); a test that kills or restarts it
/// starts its own (<see cref="StartAsync"/>).
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "fengqiao";
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartSharedAsync);
    private static int _databases;

    private readonly TempFolder _folder = new("postgres");
    private GuardedProcess? _server;

    private PostgresCluster()
    {
    }

    /// <summary>Why there is no PostgreSQL for tests on this machine; null when there is.</summary>
    public static string? Unavailable { get; } = WhyUnavailable();

    public int Port { get; private set; }

    /// <summary>Where its files are.</summary>
    public string FolderName => _folder.FullName;

    /// <summary>The process id of the postmaster, for tests that kill it.</summary>
    public int ProcessId => _server?.Id ?? throw new InvalidOperationException("The cluster is stopped.");

    /// <summary>The cluster shared by all tests of this process; stopped and deleted when the process ends.</summary>
    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <summary>A new cluster; takes about 1.2 s.</summary>
    public static async Task<PostgresCluster> StartAsync()
    {
        if (Unavailable is not null)
        {
            throw new InvalidOperationException(Unavailable);
        }

        var cluster = new PostgresCluster();
        await cluster.InitialiseAsync();
        await cluster.ResumeAsync();
        return cluster;
    }

    /// <summary>
    /// An empty database, or a copy of <paramref name="template"/> (no connection to it may be open).
    /// Returns its connection string.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string template = "template0")
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        // FILE_COPY without fsync beats WAL_LOG for the small databases of tests.
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        return ConnectionString(name);
    }

    /// <summary>The connection string of a database of this cluster.</summary>
    public string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Maximum Pool Size=20;Timeout=15;GSS Encryption Mode=Disable");

    /// <summary>Stops the server as <c>pg_ctl stop -m immediate</c> does, or with SIGKILL; data stays for <see cref="ResumeAsync"/>.</summary>
    public async Task StopAsync(int signal = GuardedProcess.SigQuit)
    {
        if (_server is not null)
        {
            await _server.StopAsync(signal);
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Starts the server again on the same port and waits until it answers.</summary>
    public async Task ResumeAsync()
    {
        string output = "";
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Port = Port == 0 ? FreePort.Next() : Port;
            _server = await GuardedProcess.StartAsync(ServerCommand(), stopSignal: GuardedProcess.SigQuit, deleteFolder: _folder.FullName);
            if (await BecomesReadyAsync())
            {
                return;
            }

            output = _server.Output;
            await StopAsync();

            // Somebody else took the port between looking and listening, or children of a killed server are still going.
            Port = output.Contains("could not bind", StringComparison.Ordinal) ? 0 : Port;
        }

        throw new InvalidOperationException($"PostgreSQL did not start: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private static string? WhyUnavailable()
    {
        if (PostgresBinaries.Folder is null)
        {
            return "PostgreSQL 15 or later is not installed (apt-get install postgresql)";
        }

        bool userMissing = PostgresBinaries.RunAsPostgres
            && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));
        return userMissing ? "PostgreSQL does not run as root and there is no user 'postgres'" : null;
    }

    private static async Task<PostgresCluster> StartSharedAsync()
    {
        PostgresCluster cluster = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        return cluster;
    }

    private async Task InitialiseAsync()
    {
        await HandOverAsync(_folder.FullName);
        await using GuardedProcess initdb = await GuardedProcess.StartAsync(
            PostgresBinaries.Command(
                "initdb", "--no-sync", "--pgdata", DataFolder, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"),
            workingDirectory: _folder.FullName);
        if (await initdb.Exited != 0)
        {
            throw new InvalidOperationException($"initdb failed: {initdb.Output}");
        }
    }

    /// <summary>Gives a folder to the account the server runs as.</summary>
    public static async Task HandOverAsync(string folder)
    {
        if (PostgresBinaries.RunAsPostgres)
        {
            using Process chown = Process.Start("chown", ["postgres:postgres", folder]);
            await chown.WaitForExitAsync();
        }
    }

    private string DataFolder => Path.Combine(_folder.FullName, "data");

    private string[] ServerCommand()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={Port}", $"unix_socket_directories={_folder.FullName}",
            "fsync=off", "full_page_writes=off", "wal_recycle=off", "shared_buffers=64MB", "max_connections=200", "log_min_messages=warning",
        ];
        return PostgresBinaries.Command("postgres", ["-D", DataFolder, .. settings.SelectMany(setting => (string[])["-c", setting])]);
    }

    private async Task<bool> BecomesReadyAsync()
    {
        GuardedProcess server = _server!;
        await Eventually.HoldsAsync(async () => server.Exited.IsCompleted || await AnswersAsync(), TimeSpan.FromSeconds(30));
        return !server.Exited.IsCompleted && await AnswersAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
