using Fengqiao.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Platform.Persistence;

/// <summary>The stores the platform runs on. Every feature works on both.</summary>
public enum DatabaseKind
{
    /// <summary>One file inside the process: trials, small counties.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer: production.</summary>
    Postgres,
}

/// <summary>Which store to open, and the folder that holds everything the process keeps beside it.</summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString, string DataFolder)
{
    /// <summary>
    /// A PostgreSQL connection string (<c>Host=…</c> or <c>postgres://…</c>) chooses PostgreSQL; nothing chooses SQLite in
    /// <paramref name="dataFolder"/>; a path chooses that SQLite file.
    /// </summary>
    public static Result<DatabaseOptions> From(string? connection, string dataFolder)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            return Sqlite(Path.Combine(dataFolder, "fengqiao.db"), dataFolder);
        }

        if (connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            return FromUri(connection, dataFolder);
        }

        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return Postgres(connection, dataFolder);
        }

        var file = connection.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase)
            ? connection["Data Source=".Length..]
            : connection;
        return file.Contains('=', StringComparison.Ordinal)
            ? new Error("platform.bad-connection", ErrorKind.Invalid, "--database")
            : Sqlite(Path.GetFullPath(file), dataFolder);
    }

    private static DatabaseOptions Sqlite(string file, string dataFolder) =>
        new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString, dataFolder);

    private static Result<DatabaseOptions> Postgres(string connection, string dataFolder)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection) { IncludeErrorDetail = false };
            return new DatabaseOptions(DatabaseKind.Postgres, builder.ConnectionString, dataFolder);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return new Error("platform.bad-connection", ErrorKind.Invalid, "--database");
        }
    }

    private static Result<DatabaseOptions> FromUri(string connection, string dataFolder)
    {
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length < 2)
        {
            return new Error("platform.bad-connection", ErrorKind.Invalid, "--database");
        }

        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        return new DatabaseOptions(DatabaseKind.Postgres, builder.ConnectionString, dataFolder);
    }
}
