using Npgsql;

namespace Fengqiao.Platform.Backup;

/// <summary>Fills an empty PostgreSQL database, whose schema has been made, with the tables of a backup: all of them or none.</summary>
internal static class PostgresLoader
{
    /// <summary>True when there is no table yet: nothing that could be lost.</summary>
    public static async Task<bool> IsEmptyAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("SELECT NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public')", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <param name="folder">Holds one file a table, as <c>COPY</c> wrote it.</param>
    public static async Task LoadAsync(string connectionString, string folder, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var tables = await PostgresTables.InOrderAsync(connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // What the scripts ship is in the backup too, as the county has made it since. Bases are set after the anchors they stand on.
        foreach (var table in tables.Reverse())
        {
            await ExecuteAsync(connection, $"DELETE FROM {table.Name}", ct);
        }

        foreach (var table in tables.OrderBy(t => t.Name == "audit_bases"))
        {
            var file = Path.Combine(folder, table.Name);
            if (!File.Exists(file))
            {
                continue;
            }

            await using var content = File.OpenRead(file);
            await using var target = await connection.BeginRawBinaryCopyAsync($"COPY {table.Name} ({table.Columns}) FROM STDIN (FORMAT BINARY)", ct);
            await content.CopyToAsync(target, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
