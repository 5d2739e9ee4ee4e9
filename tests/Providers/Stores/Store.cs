using System.Reflection;
using Fengqiao.Assessment;
using Fengqiao.Cases;
using Fengqiao.Insight;
using Fengqiao.Kernel;
using Fengqiao.Notifications;
using Fengqiao.Organization;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Schema;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Providers.Tests.Stores;

/// <summary>The persistence of one node over a migrated database: everything below HTTP, and nothing above it.</summary>
internal sealed class Store : IAsyncDisposable
{
    public const string Node = "node";
    private readonly ServiceProvider _services;

    private Store(ServiceProvider services) => _services = services;

    public static readonly SchemaScripts Shipped = new(kind => [.. Script.For(kind.ToString()).Select(s => new SchemaScript(s.Number, s.Name, s.Sql))]);

    public IServiceProvider Services => _services;

    public CommitLane Lane => _services.GetRequiredService<CommitLane>();

    public DatabaseOptions Options => _services.GetRequiredService<DatabaseOptions>();

    public SchemaMigrator Migrator => _services.GetRequiredService<SchemaMigrator>();

    /// <summary>A node over a database brought to the schema of this build.</summary>
    /// <param name="chain">Number of the node's audit chain.</param>
    public static async Task<Store> OpenAsync(TestDatabase database, TimeProvider? time = null, int chain = 0, Action<IServiceCollection>? more = null)
    {
        var store = Build(OptionsOf(database.ConnectionString, database.DataFolder), Shipped, time, chain, more);
        Directory.CreateDirectory(database.DataFolder);
        (await store.Migrator.MigrateAsync(CancellationToken.None)).Failed(out var error).ShouldBeFalse(error?.Code);
        return store;
    }

    public static DatabaseOptions OptionsOf(string? connection, string folder) => DatabaseOptions.From(connection, folder).Value;

    /// <summary>A node over a database as it is.</summary>
    public static Store Build(DatabaseOptions options, SchemaScripts scripts, TimeProvider? time = null, int chain = 0, Action<IServiceCollection>? more = null) =>
        Build(options, scripts, [OrganizationModule.Assembly, CasesModule.Assembly, InsightModule.Assembly, AssessmentModule.Assembly, NotificationsModule.Assembly], time, chain, more);

    /// <summary>A node that knows some modules only, and is quicker to start.</summary>
    public static Store Build(
        DatabaseOptions options, SchemaScripts scripts, IReadOnlyList<Assembly> modules, TimeProvider? time = null, int chain = 0, Action<IServiceCollection>? more = null)
    {
        var parts = new ModelParts();
        foreach (var module in modules)
        {
            parts.Add(module);
        }

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(new CountyClock(time ?? TimeProvider.System, CountyClock.China));
        services.AddPersistence(options, parts, scripts, new LaneOptions(chain));
        services.AddSingleton(new AnswerSeal(MasterKey.FromBytes(new byte[32])));
        services.AddScoped<CurrentActor>().AddSingleton<Lease>();
        more?.Invoke(services);
        return new Store(services.BuildServiceProvider());
    }

    public Task<CommitOutcome> RunAsync(Commit commit) => Lane.RunAsync(commit, new CommitOrigin("tester", Node), CancellationToken.None);

    /// <summary>Holds the lane, so that what is enqueued meanwhile waits together; disposing lets go.</summary>
    public async Task<IAsyncDisposable> HoldAsync()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = Lane.RunAloneAsync(async (_, _) =>
        {
            entered.SetResult();
            await release.Task;
        }, CancellationToken.None);
        await entered.Task;
        return new Hold(release, held);
    }

    public async Task<T> ReadAsync<T>(Func<FengqiaoDb, Task<T>> read)
    {
        using var scope = _services.CreateScope();
        return await read(scope.ServiceProvider.GetRequiredService<FengqiaoDb>());
    }

    public Task<List<T>> AllAsync<T>()
        where T : class => ReadAsync(db => db.Set<T>().ToListAsync());

    /// <summary>Runs SQL as an attacker with the database in their hands would; on SQLite through the one writer all the same.</summary>
    public Task SqlAsync(string sql, params (string Name, object? Value)[] parameters) =>
        Lane.RunAloneAsync((db, ct) => db.ExecuteAsync(sql, ct, parameters), CancellationToken.None);

    public async Task<object?> ScalarAsync(string sql)
    {
        object? value = null;
        await Lane.RunAloneAsync(async (db, ct) => value = await db.ScalarAsync(sql, ct), CancellationToken.None);
        return value;
    }

    public async Task<AuditVerdict> VerifyAsync()
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync(null, CancellationToken.None);
    }

    public async Task<AuditVerdict> VerifyAsync(IReadOnlyList<AuditAnchor?> exported)
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync(null, exported, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Hold(TaskCompletionSource release, Task held) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            release.TrySetResult();
            await held;
        }
    }
}
