using System.Data;
using Fengqiao.Platform.Audit;
using Microsoft.Data.Sqlite;

namespace Fengqiao.Platform.Persistence.Sqlite;

/// <summary>Writes rows one by one with statements prepared once: inside the process that is faster than any bulk form.</summary>
internal sealed class SqliteWriteTransaction(SqliteConnection connection) : IWriteTransaction, IAsyncDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public Task BeginAsync(CancellationToken ct) => RunAsync("BEGIN IMMEDIATE");

    public Task CommitAsync(CancellationToken ct) => RunAsync("COMMIT");

    public async Task RollbackAsync()
    {
        try
        {
            await RunAsync("ROLLBACK");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 1)
        {
            // A full disk has rolled back already; there is nothing left to do.
        }
    }

    public Task<HashSet<object>> UpdateAsync(RowMap map, IReadOnlyList<(IVersioned Row, int Expected)> rows, CancellationToken ct)
    {
        var command = Prepare("update " + map.Table, map.Columns.Count + 1, () =>
            $"UPDATE {map.Table} SET {string.Join(", ", map.Values.Select(c => $"{c.Name} = {Parameter(map, c)}"))} " +
            $"WHERE {map.Key[0].Name} = {Parameter(map, map.Key[0])} AND version = @p{map.Columns.Count}");
        var won = new HashSet<object>();
        foreach (var (row, expected) in rows)
        {
            Bind(command, map, row);
            command.Parameters[map.Columns.Count].Value = expected;
            if (command.ExecuteNonQuery() == 1)
            {
                won.Add(row.Key);
            }
        }

        return Task.FromResult(won);
    }

    public Task InsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct) =>
        RepeatAsync("insert " + map.Table, map, rows, () => InsertInto(map));

    public Task UpsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct) =>
        RepeatAsync("upsert " + map.Table, map, rows, () => InsertInto(map) + Upsert.OnConflict(map));

    public Task DeleteAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct)
    {
        var command = Prepare("delete " + map.Table, map.Key.Count, () =>
            $"DELETE FROM {map.Table} WHERE {string.Join(" AND ", map.Key.Select((c, i) => $"{c.Name} = @p{i}"))}");
        foreach (var row in rows)
        {
            for (var i = 0; i < map.Key.Count; i++)
            {
                command.Parameters[i].Value = map.Key[i].Read(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, long>> AllotAsync(IReadOnlyList<(string Series, int Count)> wanted, CancellationToken ct)
    {
        var command = Prepare("allot", 2, () =>
            "INSERT INTO number_series (series, last) VALUES (@p0, @p1) ON CONFLICT (series) DO UPDATE SET last = last + @p1 RETURNING last");
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (series, count) in wanted)
        {
            command.Parameters[0].Value = series;
            command.Parameters[1].Value = count;
            last[series] = (long)command.ExecuteScalar()!;
        }

        return Task.FromResult<IReadOnlyDictionary<string, long>>(last);
    }

    public Task<HashSet<string>> ClaimAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken ct)
    {
        var command = Prepare("claim", 3, () =>
            "INSERT INTO idempotency_keys (key, request_hash, created_utc, answer) VALUES (@p0, @p1, @p2, '') ON CONFLICT (key) DO NOTHING");
        var got = new HashSet<string>();
        foreach (var key in keys)
        {
            command.Parameters[0].Value = key.Key;
            command.Parameters[1].Value = key.RequestHash;
            command.Parameters[2].Value = key.CreatedUtc;
            if (command.ExecuteNonQuery() == 1)
            {
                got.Add(key.Key);
            }
        }

        return Task.FromResult(got);
    }

    public Task<(long Sequence, byte[] Hash)> LockAuditHeadAsync(int chain, CancellationToken ct)
    {
        var command = Prepare("head", 1, () => "SELECT sequence, hash FROM audit_heads WHERE chain = @p0");
        command.Parameters[0].Value = chain;
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0L, Array.Empty<byte>()));
    }

    public Task FlushAsync(CancellationToken ct) => Task.CompletedTask;

    public Task IndexAsync(string index, IReadOnlyList<(long Key, string Text)> texts, CancellationToken ct)
    {
        var command = Prepare("index " + index, 2, () => $"INSERT INTO {index} (rowid, grams) VALUES (@p0, @p1)");
        foreach (var (key, text) in texts)
        {
            command.Parameters[0].Value = key;
            command.Parameters[1].Value = text;
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public Task UnindexAsync(string index, IReadOnlyList<long> keys, CancellationToken ct)
    {
        var command = Prepare("unindex " + index, 1, () => $"DELETE FROM {index} WHERE rowid = @p0");
        foreach (var key in keys)
        {
            command.Parameters[0].Value = key;
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Pages are overwritten with zeros (secure_delete), but the log before them keeps the old ones until it begins anew. While somebody reads
    /// an old state the log cannot be cut: the next one does it.
    /// </summary>
    public Task ScrubAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        using var command = Ad("PRAGMA wal_checkpoint(TRUNCATE)", []);
        command.ExecuteScalar();
        return Task.CompletedTask;
    }

    /// <summary>Deleted content is overwritten at once here (<c>secure_delete</c>), so that only the log is left to clear.</summary>
    public async Task<bool> RewriteAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        await ScrubAsync(tables, ct);
        return true;
    }

    public Task<int> ExecuteAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        using var command = Ad(sql, parameters);
        return Task.FromResult(command.ExecuteNonQuery());
    }

    public Task<object?> ScalarAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        using var command = Ad(sql, parameters);
        return Task.FromResult(command.ExecuteScalar() is { } value and not DBNull ? value : null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private static string Parameter(RowMap map, RowColumn column) => "@p" + map.Columns.ToList().IndexOf(column);

    private static string InsertInto(RowMap map) =>
        $"INSERT INTO {map.Table} ({map.ColumnNames}) VALUES ({string.Join(", ", map.Columns.Select((_, i) => "@p" + i))})";

    private static void Bind(SqliteCommand command, RowMap map, object row)
    {
        for (var i = 0; i < map.Columns.Count; i++)
        {
            command.Parameters[i].Value = map.Columns[i].Read(row) ?? DBNull.Value;
        }
    }

    private Task RepeatAsync(string name, RowMap map, IReadOnlyList<object> rows, Func<string> sql)
    {
        var command = Prepare(name, map.Columns.Count, sql);
        foreach (var row in rows)
        {
            Bind(command, map, row);
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    private Task RunAsync(string sql)
    {
        Prepare(sql, 0, () => sql).ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private SqliteCommand Ad(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue("@" + name, value ?? DBNull.Value);
        }

        return command;
    }

    private SqliteCommand Prepare(string name, int parameters, Func<string> sql)
    {
        if (_prepared.TryGetValue(name, out var command))
        {
            return command;
        }

        command = connection.CreateCommand();
        command.CommandText = sql();
        command.CommandType = CommandType.Text;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i });
        }

        return _prepared[name] = command;
    }
}
