using System.Data;
using Npgsql;

namespace Fengqiao.Platform.Persistence.Postgres;

/// <summary>
/// Sends the rows of a whole batch as one array per column and lets <c>unnest</c> make rows of them again. Inserts are held back
/// and sent together with the commit, so that a batch costs the same few round trips whether it holds one case or two hundred.
/// </summary>
internal sealed class PostgresWriteTransaction(NpgsqlConnection connection) : IWriteTransaction, IAsyncDisposable
{
    private readonly List<NpgsqlBatchCommand> _held = [];

    public bool IsUsable => connection.State == ConnectionState.Open;

    public Task BeginAsync(CancellationToken ct)
    {
        _held.Clear();
        return ExecuteAsync("BEGIN", ct);
    }

    public async Task CommitAsync(CancellationToken ct)
    {
        Hold("COMMIT");
        await SendHeldAsync(ct);
    }

    public async Task RollbackAsync()
    {
        _held.Clear();
        if (IsUsable)
        {
            await ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
    }

    public async Task<HashSet<Guid>> UpdateAsync(RowMap map, IReadOnlyList<(IVersioned Row, int Expected)> rows, CancellationToken ct)
    {
        var arrays = map.Columns.Count;
        await using var command = new NpgsqlCommand(
            $"UPDATE {map.Table} t SET {string.Join(", ", map.Values.Select(c => $"{c.Name} = u.{c.Name}"))} " +
            $"FROM unnest({Arrays(map.Columns)}, ${arrays + 1}::int[]) AS u({map.ColumnNames}, expected_version) " +
            "WHERE t.id = u.id AND t.version = u.expected_version RETURNING t.id", connection);
        AddArrays(command.Parameters, map.Columns, [.. rows.Select(r => (object)r.Row)]);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Expected).ToArray() });
        var won = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            won.Add(reader.GetGuid(0));
        }

        return won;
    }

    public Task InsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct)
    {
        HoldRows($"INSERT INTO {map.Table} ({map.ColumnNames}) SELECT * FROM unnest({Arrays(map.Columns)})", map.Columns, rows);
        return Task.CompletedTask;
    }

    public Task UpsertAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct)
    {
        HoldRows($"INSERT INTO {map.Table} ({map.ColumnNames}) SELECT * FROM unnest({Arrays(map.Columns)}){Upsert.OnConflict(map)}", map.Columns, rows);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(RowMap map, IReadOnlyList<object> rows, CancellationToken ct)
    {
        var keys = string.Join(", ", map.Key.Select(c => c.Name));
        HoldRows($"DELETE FROM {map.Table} WHERE ({keys}) IN (SELECT * FROM unnest({Arrays(map.Key)}))", map.Key, rows);
        return Task.CompletedTask;
    }

    public async Task<long> AllotAsync(string series, int count, CancellationToken ct) => (long)(await ScalarAsync(
        "INSERT INTO number_series AS s (series, last) VALUES (@series, @count) ON CONFLICT (series) DO UPDATE SET last = s.last + @count RETURNING s.last",
        ct, ("series", series), ("count", (long)count)))!;

    public async Task<HashSet<string>> ClaimAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO idempotency_keys (key, request_hash, created_utc, answer) SELECT k, h, c, '' FROM unnest($1, $2, $3) AS u(k, h, c) " +
            "ON CONFLICT (key) DO NOTHING RETURNING key", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.Key).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.RequestHash).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(k => k.CreatedUtc).ToArray() });
        var got = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            got.Add(reader.GetString(0));
        }

        return got;
    }

    public async Task<(long Sequence, byte[] Hash)> LockAuditHeadAsync(int chain, CancellationToken ct)
    {
        if (await ReadAuditHeadAsync(chain, ct) is { } head)
        {
            return head;
        }

        // A row that is not there cannot be locked: two nodes that start one chain at the same moment meet at its key instead.
        await ExecuteAsync("INSERT INTO audit_heads (chain, sequence, hash) VALUES (@chain, 0, ''::bytea) ON CONFLICT (chain) DO NOTHING", ct, ("chain", chain));
        return (await ReadAuditHeadAsync(chain, ct))!.Value;
    }

    private async Task<(long Sequence, byte[] Hash)?> ReadAuditHeadAsync(int chain, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT sequence, hash FROM audit_heads WHERE chain = $1 FOR UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = chain });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    public Task IndexAsync(string index, IReadOnlyList<(long Key, string Text)> texts, CancellationToken ct)
    {
        Hold(
            $"INSERT INTO {index} (sequence, grams) SELECT s, array_to_tsvector(string_to_array(g, ' ')) FROM unnest($1, $2) AS u(s, g)",
            texts.Select(t => t.Key).ToArray(),
            texts.Select(t => t.Text).ToArray());
        return Task.CompletedTask;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await SendHeldAsync(ct);
        await using var command = Ad(sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<object?> ScalarAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await SendHeldAsync(ct);
        await using var command = Ad(sql, parameters);
        return await command.ExecuteScalarAsync(ct) is { } value and not DBNull ? value : null;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static string Arrays(IReadOnlyList<RowColumn> columns) =>
        string.Join(", ", columns.Select((c, i) => $"${i + 1}::{c.StoreType}[]"));

    private static void AddArrays(NpgsqlParameterCollection parameters, IReadOnlyList<RowColumn> columns, IReadOnlyList<object> rows)
    {
        foreach (var column in columns)
        {
            var values = Array.CreateInstance(column.ElementType, rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                values.SetValue(column.Read(rows[i]), i);
            }

            // Named, not guessed: from an array of times whose first is null Npgsql would guess a type without zone and refuse the rest.
            parameters.Add(new NpgsqlParameter { Value = values, DataTypeName = column.StoreType + "[]" });
        }
    }

    private void HoldRows(string sql, IReadOnlyList<RowColumn> columns, IReadOnlyList<object> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        AddArrays(command.Parameters, columns, rows);
        _held.Add(command);
    }

    private void Hold(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        _held.Add(command);
    }

    private async Task SendHeldAsync(CancellationToken ct)
    {
        if (_held.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in _held)
        {
            batch.BatchCommands.Add(command);
        }

        _held.Clear();
        await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Ad(string sql, (string Name, object? Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        return command;
    }
}
