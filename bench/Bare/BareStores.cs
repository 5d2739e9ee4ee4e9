using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Bench.Bare;

internal interface IBareStore : IAsyncDisposable
{
    /// <summary>Three rows in one transaction, on disk when it returns.</summary>
    Task InsertAsync(BareRows rows) => InsertAllAsync([rows]);

    /// <summary>Many in one transaction.</summary>
    Task InsertAllAsync(IReadOnlyList<BareRows> all);

    Task<long> CountAsync(string table);
}

internal static class BareStores
{
    private static string Tables(string key, string number, string time) => $"""
        CREATE TABLE IF NOT EXISTS bare_cases (id {key} PRIMARY KEY, number text NOT NULL, title text NOT NULL, description text NOT NULL, channel text NOT NULL,
          longitude {number} NOT NULL, latitude {number} NOT NULL, address text NOT NULL, reporter_name text NOT NULL, reporter_phone text NOT NULL, received_utc {time} NOT NULL);
        CREATE TABLE IF NOT EXISTS bare_timeline (id {key} PRIMARY KEY, case_id {key} NOT NULL, at_utc {time} NOT NULL, move text NOT NULL, account text NOT NULL, text text NOT NULL);
        CREATE TABLE IF NOT EXISTS bare_outbox (id {key} PRIMARY KEY, topic text NOT NULL, payload text NOT NULL, created_utc {time} NOT NULL);
        """;

    public static async Task<IBareStore> OpenAsync(StoreKind kind, string connection)
    {
        if (kind == StoreKind.Postgres)
        {
            // Statements prepared once per connection: the bare insert at its best.
            var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 }.ConnectionString);
            await using var create = source.CreateCommand(Tables("uuid", "double precision", "timestamptz"));
            await create.ExecuteNonQueryAsync();
            return new PostgresBareStore(source);
        }

        var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = connection, Pooling = false }.ConnectionString);
        await sqlite.OpenAsync();
        foreach (var sql in (string[])["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", Tables("text", "real", "text")])
        {
            await using var command = sqlite.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        return new SqliteBareStore(sqlite);
    }
}

/// <summary>One batch per transaction on a pooled connection: one round trip.</summary>
internal sealed class PostgresBareStore(NpgsqlDataSource source) : IBareStore
{
    public async Task InsertAllAsync(IReadOnlyList<BareRows> all)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, values) in all.SelectMany(r => r.Statements()))
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string table)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

/// <summary>One writing connection with statements prepared once; the others wait their turn.</summary>
internal sealed class SqliteBareStore : IBareStore
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly Dictionary<string, SqliteCommand> _inserts = [];

    public SqliteBareStore(SqliteConnection connection)
    {
        _connection = connection;
        (_begin, _commit) = (Command("BEGIN IMMEDIATE"), Command("COMMIT"));
    }

    public async Task InsertAllAsync(IReadOnlyList<BareRows> all)
    {
        await _turn.WaitAsync();
        try
        {
            _begin.ExecuteNonQuery();
            foreach (var (sql, values) in all.SelectMany(r => r.Statements()))
            {
                Insert(sql, values);
            }

            _commit.ExecuteNonQuery();
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<long> CountAsync(string table)
    {
        using var command = Command($"SELECT count(*) FROM {table}");
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in (SqliteCommand[])[_begin, _commit, .. _inserts.Values])
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private void Insert(string sql, object[] values)
    {
        if (!_inserts.TryGetValue(sql, out var command))
        {
            _inserts[sql] = command = Command(sql);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
