using System.Data.Common;
using Fengqiao.Host.Health;
using Fengqiao.Kernel;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Persistence;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Host.Server;

/// <summary>Brings the store to this build's schema and into memory what requests expect there.</summary>
internal static class ServerStart
{
    /// <returns>How many schema scripts were applied, or why the store cannot be used.</returns>
    public static async Task<Result<int>> OpenAsync(WebApplication app, CancellationToken ct)
    {
        if (FrameworkCheck.Run() is { } unsafeFramework)
        {
            return unsafeFramework;
        }

        try
        {
            // Takes as long as everything else here together, and needs no store: do both at once.
            var modelBuilt = Task.Run(() => app.Services.GetRequiredService<CommitLane>(), ct);
            var migrated = await app.Services.GetRequiredService<SchemaMigrator>().MigrateAsync(ct);
            if (migrated.Failed(out var error))
            {
                return error;
            }

            await modelBuilt;
            if (await app.Services.GetRequiredService<MasterKeyStart>().LoadAsync(ct) is { } noKey)
            {
                return noKey;
            }

            foreach (var warmUp in app.Services.GetServices<IWarmUp>())
            {
                await warmUp.WarmUpAsync(ct);
            }

            app.Services.GetRequiredService<Readiness>().IsWarm = true;
            return migrated;
        }
        catch (DbException e)
        {
            return Explain(e, app.Services.GetRequiredService<DatabaseOptions>());
        }
    }

    private static Error Explain(DbException e, DatabaseOptions database) => e switch
    {
        SqliteException { SqliteErrorCode: 26 or 11 } => new Error("host.database-damaged", ErrorKind.Unavailable, "--database", FileOf(database)),
        SqliteException { SqliteErrorCode: 13 } => new Error("host.disk-full", ErrorKind.Unavailable, "--data", database.DataFolder),
        SqliteException sqlite => new Error("host.database-unopenable", ErrorKind.Unavailable, "--database", FileOf(database), sqlite.SqliteErrorCode),
        PostgresException refused => new Error("host.database-refused", ErrorKind.Unavailable, "--database", ServerOf(database), refused.SqlState),
        _ => new Error("host.database-unreachable", ErrorKind.Unavailable, "--database", ServerOf(database)),
    };

    private static string FileOf(DatabaseOptions database) => new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    /// <summary>Host, port and name; never the password.</summary>
    private static string ServerOf(DatabaseOptions database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"{connection.Host}:{connection.Port}/{connection.Database}";
    }
}
