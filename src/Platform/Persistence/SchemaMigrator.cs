using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Platform.Persistence;

/// <summary>A numbered change of the schema, for one store.</summary>
public sealed record SchemaScript(int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>Where the scripts come from; the composition root knows.</summary>
public sealed record SchemaScripts(Func<DatabaseKind, IReadOnlyList<SchemaScript>> For);

/// <summary>
/// Brings a database to the schema of this build: each missing script in a transaction of its own, recorded with its checksum.
/// A database that is newer, or whose scripts were edited afterwards, is left alone and refused.
/// </summary>
public sealed class SchemaMigrator(DatabaseOptions options, SchemaScripts scripts, CountyClock clock)
{
    /// <summary>Any number; the same for all processes that migrate the same database.</summary>
    private const long AdvisoryLock = 0x46_51_4D_49;

    /// <returns>How many scripts were applied.</returns>
    public async Task<Result<int>> MigrateAsync(CancellationToken ct)
    {
        await using var connection = Connect();
        await connection.OpenAsync(ct);
        var postgres = options.Kind == DatabaseKind.Postgres;
        await ExecuteAsync(connection, null, postgres ? $"SELECT pg_advisory_lock({AdvisoryLock})" : "PRAGMA journal_mode=WAL", ct);
        await ExecuteAsync(connection, null, $"CREATE TABLE IF NOT EXISTS schema_versions (number {(postgres ? "integer" : "INTEGER")} PRIMARY KEY, name {Text} NOT NULL, checksum {Text} NOT NULL, applied_utc {Time} NOT NULL)", ct);
        var applied = await AppliedAsync(connection, null, ct);
        var known = scripts.For(options.Kind);
        if (Check(applied, known) is { } error)
        {
            return error;
        }

        var missing = known.Where(s => !applied.ContainsKey(s.Number)).OrderBy(s => s.Number).ToList();
        var done = 0;
        foreach (var script in missing)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);

            // SQLite has no advisory lock: another process may have applied it while this one waited to begin.
            if ((await AppliedAsync(connection, transaction, ct)).ContainsKey(script.Number))
            {
                continue;
            }

            await ExecuteAsync(connection, transaction, script.Sql, ct);
            await ExecuteAsync(connection, transaction, "INSERT INTO schema_versions (number, name, checksum, applied_utc) VALUES (@number, @name, @checksum, @at)", ct,
                ("number", script.Number), ("name", script.Name), ("checksum", script.Checksum), ("at", clock.UtcNow));
            await transaction.CommitAsync(ct);
            done++;
        }

        if (postgres)
        {
            await ExecuteAsync(connection, null, $"SELECT pg_advisory_unlock({AdvisoryLock})", ct);
        }

        return done;
    }

    private string Text => options.Kind == DatabaseKind.Postgres ? "text" : "TEXT";

    private string Time => options.Kind == DatabaseKind.Postgres ? "timestamptz" : "TEXT";

    private static Error? Check(Dictionary<int, string> applied, IReadOnlyList<SchemaScript> known)
    {
        foreach (var (number, checksum) in applied)
        {
            var script = known.FirstOrDefault(s => s.Number == number);
            if (script is null)
            {
                return new Error("platform.database-newer", ErrorKind.Unavailable, null, number.ToString(CultureInfo.InvariantCulture),
                    known.Max(s => s.Number).ToString(CultureInfo.InvariantCulture));
            }

            if (script.Checksum != checksum)
            {
                return new Error("platform.schema-changed", ErrorKind.Unavailable, null, script.Name);
            }
        }

        return null;
    }

    private DbConnection Connect() => options.Kind == DatabaseKind.Postgres
        ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString)
        : new SqliteConnection(new SqliteConnectionStringBuilder(options.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString);

    private static async Task<Dictionary<int, string>> AppliedAsync(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT number, checksum FROM schema_versions";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(ct))
        {
            applied[reader.GetInt32(0)] = reader.GetString(1);
        }

        return applied;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
