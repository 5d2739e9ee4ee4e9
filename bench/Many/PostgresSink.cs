using System.Globalization;
using System.Text;
using Npgsql;

namespace Fengqiao.Bench.Many;

/// <summary>COPY as text, keys without the check that the case is there, indexes afterwards.</summary>
internal sealed class PostgresSink : IRowSink
{
    private readonly NpgsqlConnection _connection;
    private readonly List<string> _indexes = [];

    private PostgresSink(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PostgresSink> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        var sink = new PostgresSink(connection);
        await sink.ExecuteAsync("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
        return sink;
    }

    public async Task EmptyAsync(string table)
    {
        var found = new List<(string Name, string Definition)>();
        await using (var command = new NpgsqlCommand(
            "SELECT indexname, indexdef FROM pg_indexes i WHERE tablename = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)", _connection))
        {
            command.Parameters.AddWithValue(table);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                found.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        foreach (var (name, definition) in found)
        {
            _indexes.Add(definition);
            await ExecuteAsync("DROP INDEX " + name);
        }

        await ExecuteAsync($"TRUNCATE {table} CASCADE");
    }

    public async Task FillAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        await using var writer = await _connection.BeginTextImportAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN");
        var line = new StringBuilder();
        foreach (var row in rows)
        {
            line.Clear();
            for (var i = 0; i < row.Length; i++)
            {
                Append(i == 0 ? line : line.Append('\t'), row[i]);
            }

            await writer.WriteAsync(line.Append('\n'));
        }
    }

    public Task FillSearchAsync(IEnumerable<(long Sequence, string Pairs)> texts) =>
        FillAsync("case_search", ["sequence", "grams"], texts.Select(t => new object?[] { t.Sequence, t.Pairs }));

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task FinishAsync()
    {
        foreach (var index in _indexes)
        {
            await ExecuteAsync(index);
        }

        // What autovacuum does within minutes.
        await ExecuteAsync("VACUUM ANALYZE");
        await ExecuteAsync("CHECKPOINT");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static void Append(StringBuilder line, object? value)
    {
        switch (value)
        {
            case null:
                line.Append(@"\N");
                break;
            case string text:
                line.Append(text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
                    .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal));
                break;
            case DateTime time:
                line.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}Z");
                break;
            case byte[] bytes:
                line.Append(@"\\x").Append(Convert.ToHexString(bytes));
                break;
            case bool truth:
                line.Append(truth ? 't' : 'f');
                break;
            default:
                line.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
