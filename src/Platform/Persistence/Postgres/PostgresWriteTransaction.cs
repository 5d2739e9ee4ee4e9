using System.Data;
using Npgsql;

namespace Fengqiao.Platform.Persistence.Postgres;

/// <summary>
/// Sends the rows of a whole batch as one array per column and lets <c>unnest</c> make rows of them again. What needs no answer is held
/// back and travels with the next statement that does, the inserts with the commit, so that a batch costs the same few round trips
/// whether it holds one case or two hundred.
/// </summary>
internal sealed class PostgresWriteTransaction(NpgsqlConnection connection) : IWriteTransaction, IAsyncDisposable
{
    private readonly List<Held> _held = [];

    public bool IsUsable => connection.State == ConnectionState.Open;

    public Task BeginAsync(CancellationToken ct)
    {
        _held.Clear();
        Hold(new NpgsqlBatchCommand("BEGIN"));
        return Task.CompletedTask;
    }

    public Task CommitAsync(CancellationToken ct)
    {
        Hold(new NpgsqlBatchCommand("COMMIT"));
        return FlushAsync(ct);
    }

    public async Task RollbackAsync()
    {
        _held.Clear();
        if (IsUsable)
        {
            // Outside a transaction, where BEGIN was never sent, this is a mere warning.
            await using var command = new NpgsqlCommand("ROLLBACK", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    public async Task<HashSet<object>> UpdateAsync(RowMap map, IReadOnlyList<(IVersioned Row, int Expected)> rows, CancellationToken ct)
    {
        var arrays = map.Columns.Count;
        var command = new NpgsqlBatchCommand(
            $"UPDATE {map.Table} t SET {string.Join(", ", map.Values.Select(c => $"{c.Name} = u.{c.Name}"))} " +
            $"FROM unnest({Arrays(map.Columns)}, ${arrays + 1}::int[]) WITH ORDINALITY AS u({map.ColumnNames}, expected_version, ordinal) " +
            $"WHERE t.{map.Key[0].Name} = u.{map.Key[0].Name} AND t.version = u.expected_version RETURNING u.ordinal");
        AddArrays(command.Parameters, map.Columns, [.. rows.Select(r => (object)r.Row)]);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Expected).ToArray() });
        // Answered by position: a key read back need not have the type it was sent in.
        return [.. (await AskAsync(command, r => r.GetInt64(0), ct)).Select(position => rows[(int)position - 1].Row.Key)];
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

    public async Task<IReadOnlyDictionary<string, long>> AllotAsync(IReadOnlyList<(string Series, int Count)> wanted, CancellationToken ct)
    {
        var command = With(
            "INSERT INTO number_series AS s (series, last) SELECT k, n FROM unnest($1, $2) AS u(k, n) " +
            "ON CONFLICT (series) DO UPDATE SET last = s.last + excluded.last RETURNING s.series, s.last",
            wanted.Select(w => w.Series).ToArray(),
            wanted.Select(w => (long)w.Count).ToArray());
        return (await AskAsync(command, r => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)), ct)).ToDictionary(StringComparer.Ordinal);
    }

    public async Task<HashSet<string>> ClaimAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken ct)
    {
        var command = With(
            "INSERT INTO idempotency_keys (key, request_hash, created_utc, answer) SELECT k, h, c, '' FROM unnest($1, $2, $3) AS u(k, h, c) " +
            "ON CONFLICT (key) DO NOTHING RETURNING key",
            keys.Select(k => k.Key).ToArray(),
            keys.Select(k => k.RequestHash).ToArray(),
            keys.Select(k => k.CreatedUtc).ToArray());
        return [.. await AskAsync(command, r => r.GetString(0), ct)];
    }

    public async Task<(long Sequence, byte[] Hash)> LockAuditHeadAsync(int chain, CancellationToken ct)
    {
        // A row that is not there cannot be locked: two nodes that start one chain at the same moment meet at its key instead.
        Hold(With("INSERT INTO audit_heads (chain, sequence, hash) VALUES ($1, 0, ''::bytea) ON CONFLICT (chain) DO NOTHING", chain));
        var head = await HoldQuestion(
            With("SELECT sequence, hash FROM audit_heads WHERE chain = $1 FOR UPDATE", chain),
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        return head[0];
    }

    public Task IndexAsync(string index, IReadOnlyList<(long Key, string Text)> texts, CancellationToken ct)
    {
        Hold(With(
            $"INSERT INTO {index} (sequence, grams) SELECT s, array_to_tsvector(string_to_array(g, ' ')) FROM unnest($1, $2) AS u(s, g)",
            texts.Select(t => t.Key).ToArray(),
            texts.Select(t => t.Text).ToArray()));
        return Task.CompletedTask;
    }

    public Task UnindexAsync(string index, IReadOnlyList<long> keys, CancellationToken ct)
    {
        Hold(With($"DELETE FROM {index} WHERE sequence = ANY($1)", keys.ToArray()));
        return Task.CompletedTask;
    }

    /// <summary>Old versions of rows become free space at once instead of when the server next has time.</summary>
    public async Task ScrubAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        await using var command = Ad("VACUUM " + string.Join(", ", tables), []);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// A plain VACUUM leaves the bytes of old rows in their pages until others take the space; the log keeps them until its segments are used again;
    /// and the planner's statistics hold samples of values. So tables and statistics are written anew, and the log is ended and cleared.
    /// </summary>
    public async Task<bool> RewriteAsync(IReadOnlyList<string> tables, CancellationToken ct)
    {
        string[] statements = [.. tables.Select(table => $"VACUUM (FULL, ANALYZE) {table}"), "VACUUM FULL pg_statistic"];
        foreach (var statement in statements)
        {
            await using var command = Ad(statement, []);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(ct);
        }

        try
        {
            // Twice: the first lets go of the segments before the one that was written to until now.
            foreach (var statement in (string[])["SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"])
            {
                await using var command = Ad(statement, []);
                command.CommandTimeout = 0;
                await command.ExecuteNonQueryAsync(ct);
            }

            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (_held.Count == 0)
        {
            return;
        }

        Held[] sent = [.. _held];
        _held.Clear();
        await using (var batch = new NpgsqlBatch(connection))
        {
            Array.ForEach(sent, held => batch.BatchCommands.Add(held.Command));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            // Statements that return no rows have no result here: results and questions come in the same order. Read to the end,
            // since a reader that is merely disposed of keeps an error to itself, be it that of COMMIT.
            foreach (var question in sent.Where(held => held.IsQuestion))
            {
                while (await reader.ReadAsync(ct))
                {
                    question.Take(reader);
                }

                await reader.NextResultAsync(ct);
            }

            if (await reader.NextResultAsync(ct))
            {
                throw new InvalidOperationException("A statement returned rows that nobody asked for.");
            }
        }

        // Only now: whoever waits may use the connection at once.
        Array.ForEach(sent, held => held.Finish());
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await FlushAsync(ct);
        await using var command = Ad(sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<object?> ScalarAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await FlushAsync(ct);
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
        Hold(command);
    }

    private static NpgsqlBatchCommand With(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>What was held back and then <paramref name="command"/>, in one round trip.</summary>
    private async Task<List<T>> AskAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var answer = HoldQuestion(command, read);
        await FlushAsync(ct);
        return await answer;
    }

    private void Hold(NpgsqlBatchCommand command) => _held.Add(new Held(command));

    private Task<List<T>> HoldQuestion<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read)
    {
        var question = new Question<T>(command, read);
        _held.Add(question);
        return question.Answer;
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

    /// <summary>A statement that has not been sent yet.</summary>
    private class Held(NpgsqlBatchCommand command)
    {
        public NpgsqlBatchCommand Command { get; } = command;

        public virtual bool IsQuestion => false;

        public virtual void Take(NpgsqlDataReader row) => throw new InvalidOperationException("Not a question.");

        public virtual void Finish()
        {
        }
    }

    private sealed class Question<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read) : Held(command)
    {
        private readonly TaskCompletionSource<List<T>> _answer = new();
        private readonly List<T> _rows = [];

        public Task<List<T>> Answer => _answer.Task;

        public override bool IsQuestion => true;

        public override void Take(NpgsqlDataReader row) => _rows.Add(read(row));

        public override void Finish() => _answer.SetResult(_rows);
    }
}
