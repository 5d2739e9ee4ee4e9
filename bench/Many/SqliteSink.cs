using Microsoft.Data.Sqlite;

namespace Fengqiao.Bench.Many;

/// <summary>One transaction without a journal: a file that breaks off is thrown away.</summary>
internal sealed class SqliteSink : IRowSink
{
    private readonly SqliteConnection _connection;
    private readonly List<string> _indexes = [];

    private SqliteSink(SqliteConnection connection) => _connection = connection;

    public static async Task<SqliteSink> OpenAsync(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var sink = new SqliteSink(connection);
        foreach (var setting in (string[])["journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"])
        {
            await sink.ExecuteAsync("PRAGMA " + setting);
        }

        await sink.ExecuteAsync("BEGIN");
        return sink;
    }

    public async Task EmptyAsync(string table)
    {
        await using (var command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @table AND sql IS NOT NULL";
            command.Parameters.AddWithValue("@table", table);
            await using var reader = await command.ExecuteReaderAsync();
            var names = new List<string>();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
                _indexes.Add(reader.GetString(1));
            }

            await reader.DisposeAsync();
            foreach (var name in names)
            {
                await ExecuteAsync("DROP INDEX " + name);
            }
        }

        await ExecuteAsync("DELETE FROM " + table);
    }

    public Task FillAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        SqliteParameter[] parameters = [.. columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i }))];
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public Task FillSearchAsync(IEnumerable<(long Sequence, string Pairs)> texts) =>
        FillAsync("case_search", ["rowid", "grams"], texts.Select(t => new object?[] { t.Sequence, t.Pairs }));

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task FinishAsync()
    {
        foreach (var index in _indexes)
        {
            await ExecuteAsync(index);
        }

        await ExecuteAsync("COMMIT");
        await ExecuteAsync("PRAGMA journal_mode=WAL");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
