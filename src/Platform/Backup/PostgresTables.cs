using Npgsql;

namespace Fengqiao.Platform.Backup;

/// <summary>A table as <c>COPY</c> names it.</summary>
/// <param name="Columns">In their order, parted by commas.</param>
internal sealed record PostgresTable(string Name, string Columns);

/// <summary>The tables of a PostgreSQL database, each after those its rows refer to.</summary>
internal static class PostgresTables
{
    private const string All =
        "SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) FROM information_schema.columns c " +
        "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name " +
        "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' GROUP BY c.table_name ORDER BY c.table_name";

    private const string References =
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid";

    public static async Task<IReadOnlyList<PostgresTable>> InOrderAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var left = (await PairsAsync(connection, All, ct)).Where(t => !BackupMaker.NotCopied.Contains(t.First, StringComparer.Ordinal)).Select(t => new PostgresTable(t.First, t.Second)).ToList();
        var references = await PairsAsync(connection, References, ct);
        var ordered = new List<PostgresTable>();
        while (left.Count > 0)
        {
            var free = left.FindAll(t => references.TrueForAll(r => r.First != t.Name || left.TrueForAll(l => l.Name != r.Second)));
            if (free.Count == 0)
            {
                throw new InvalidOperationException("Tables refer to each other in a circle.");
            }

            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }

    private static async Task<List<(string First, string Second)>> PairsAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
        {
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        }

        return pairs;
    }
}
