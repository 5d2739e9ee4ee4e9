using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence.Postgres;
using Fengqiao.Platform.Persistence.Sqlite;
using Fengqiao.Platform.Retention;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fengqiao.Platform.Persistence;

/// <summary>Registers the store: a pooled read context, the commit lane, the migrator.</summary>
public static class PersistenceServices
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseOptions database, ModelParts parts, SchemaScripts scripts, LaneOptions lane)
    {
        ArgumentNullException.ThrowIfNull(database);
        services.AddSingleton(database).AddSingleton(parts).AddSingleton(scripts).AddSingleton(lane);
        services.AddSingleton<SchemaMigrator>();
        if (database.Kind == DatabaseKind.Postgres)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(database.ConnectionString)));
            services.AddSingleton<IWriteStore>(s => new PostgresWriteStore(s.GetRequiredService<NpgsqlDataSource>()));
        }
        else
        {
            services.AddSingleton<IWriteStore, SqliteWriteStore>();
        }

        services.AddPooledDbContextFactory<FengqiaoDb>((provider, options) => Configure(provider, database, options));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<FengqiaoDb>>().CreateDbContext());
        services.AddSingleton(provider =>
        {
            using var db = provider.GetRequiredService<IDbContextFactory<FengqiaoDb>>().CreateDbContext();
            return new RowMaps(db.Model);
        });
        services.AddSingleton(provider => new CommitLane(
            provider.GetRequiredService<IWriteStore>(),
            provider.GetRequiredService<RowMaps>(),
            provider.GetRequiredService<CountyClock>(),
            lane,
            provider.GetRequiredService<ILogger<CommitLane>>()));
        services.AddSingleton<IWriteStoreFaults, WriteStoreFaults>();
        services.AddScoped<Writer>().AddScoped<RequestKey>();
        services.AddScoped<AccountSettings>();
        services.AddScoped<AuditVerifier>();
        services.AddScoped<UnmaskingQuota>().AddScoped<RetentionRules>();
        services.AddHostedService<RequestKeyPurge>().AddHostedService<UploadPurge>();
        return services;
    }

    /// <summary>
    /// Statements that come again are prepared, unless the connection string says otherwise; behind an old pgbouncer say
    /// <c>Max Auto Prepare=0</c>.
    /// </summary>
    private static string Prepared(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
        {
            builder.MaxAutoPrepare = 64;
        }

        return builder.ConnectionString;
    }

    private static void Configure(IServiceProvider provider, DatabaseOptions database, DbContextOptionsBuilder options)
    {
        if (database.Kind == DatabaseKind.Postgres)
        {
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>());
        }
        else
        {
            options.UseSqlite(new SqliteConnectionStringBuilder(database.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ConnectionString);
        }

        options.UseApplicationServiceProvider(provider);
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
    }
}
