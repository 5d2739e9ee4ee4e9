using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Organization.Tests.Support;

/// <summary>A server with an empty database, a clock that a test moves, and short words for what tests do.</summary>
internal sealed class County : IAsyncDisposable
{
    public const string Password = "Correct-Horse-7";

    private readonly TestDatabase _database;
    private readonly TempFolder _files = new("imports");

    private County(TestDatabase database, InProcessServer server, FakeTime time)
    {
        _database = database;
        Server = server;
        Time = time;
    }

    public InProcessServer Server { get; }

    public FakeTime Time { get; }

    public static async Task<County> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite, DateTimeOffset? start = null, SignInPolicy? policy = null, SignOnProvider? provider = null)
    {
        var time = new FakeTime(start);
        var database = await TestDatabase.CreateAsync(kind);
        // Hashing is slow on purpose; what is tested here is not how slow.
        var server = await InProcessServer.StartAsync(database, time, s =>
        {
            s.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
            if (policy is not null)
            {
                s.AddSingleton(policy);
            }

            if (provider is not null)
            {
                s.AddSingleton(provider);
            }
        });
        return new County(database, server, time);
    }

    /// <summary>A county, two towns, three villages, two grids side by side, two units, and people with accounts.</summary>
    public static async Task<County> WithPeopleAsync(DatabaseKind kind = DatabaseKind.Sqlite, DateTimeOffset? start = null, SignInPolicy? policy = null, SignOnProvider? provider = null)
    {
        var county = await StartAsync(kind, start, policy, provider);
        await county.LoadAsync("regions", """
            code,name
            330699,青枫县
            330699101,枫林镇
            330699102,溪口镇
            330699101001,枫林村
            330699101002,石桥村
            330699102001,石桥村
            """);
        await county.LoadAsync("grids", """
            code,name,polygon
            330699101001001,第一网格,"{""type"":""Polygon"",""coordinates"":[[[120,29],[120.1,29],[120.1,29.1],[120,29.1],[120,29]]]}"
            330699101001002,第二网格,"{""type"":""Polygon"",""coordinates"":[[[120.1,29],[120.2,29],[120.2,29.1],[120.1,29.1],[120.1,29]]]}"
            """);
        await county.LoadAsync("units", """
            code,name,kind,region
            C01,县综治中心,县级中心,330699
            T01,枫林镇综治中心,town-centre,330699101
            """);
        await county.LoadAsync("staff", """
            name,account,posts
            王芳,wang.fang,town-dispatcher@T01; 核查员@T01@330699101001
            李强,li.qiang,handler@C01
            赵敏,sys,system-admin@C01
            """);
        return county;
    }

    public string File(string name, string content) => _files.Write(name, content);

    public async Task<Result<ImportReport>> ImportAsync(string what, string path, bool skipBad = false)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        return await import.RunAsync(new ImportRequest(path, null, skipBad), new Progress<ImportProgress>(), CancellationToken.None);
    }

    /// <summary>Imports a CSV text that must be good.</summary>
    public async Task<ImportReport> LoadAsync(string what, string csv)
    {
        var result = await ImportAsync(what, File($"{what}.csv", csv));
        result.IsSuccess.ShouldBeTrue(result.Error?.Code);
        result.Value.Errors.ShouldBeEmpty();
        return result.Value;
    }

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> work)
        where TService : notnull
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<List<T>> RowsAsync<T>()
        where T : class => UseAsync<FengqiaoDb, List<T>>(db => db.Set<T>().ToListAsync());

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _files.Dispose();
        _database.Dispose();
    }
}
