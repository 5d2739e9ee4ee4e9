using System.Collections.Concurrent;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>
/// A running server with a small county: two towns of one village with two grids each, five units, and one account per role plus
/// colleagues elsewhere. Everything came in by the doors a real county uses.
/// </summary>
internal sealed class County : IAsyncDisposable
{
    public const string Code = "339901";
    public const string Town = "339901101";
    public const string Village = "339901101201";
    public const string Grid = "339901101201001";
    public const string OtherTown = "339901102";
    public const string OtherVillage = "339901102201";

    /// <summary>In <see cref="Grid"/>; the other town begins a tenth of a degree further east.</summary>
    public const double Longitude = 120.01;
    public const double Latitude = 29.05;

    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<County>>> Shared = new();

    private static readonly string[] Regions =
    [
        "代码,名称,边界",
        "339901,溪山县,",
        "339901101,枫林镇,",
        "339901102,竹溪镇,",
        "339901101201,溪口村,",
        "339901102201,石桥村,",
    ];

    private static readonly string[] Grids =
    [
        "网格代码,网格名称,边界",
        Square("339901101201001", "溪口第一网格", 120.00),
        Square("339901101201002", "溪口第二网格", 120.05),
        Square("339901102201001", "石桥第一网格", 120.10),
        Square("339901102201002", "石桥第二网格", 120.15),
    ];

    private static readonly string[] Units =
    [
        "单位代码,单位名称,单位类型,辖区代码",
        "C01,县综治中心,county-centre,339901",
        "D05,县城管局,department,339901",
        "D06,县水利局,department,339901",
        "T101,枫林镇综治中心,town-centre,339901101",
        "T102,竹溪镇综治中心,town-centre,339901102",
        "V101,溪口村综治工作站,village-station,339901101201",
    ];

    private static readonly string[] Staff =
    [
        "账号,姓名,岗位",
        "grid-worker,王网格,grid-worker@V101@339901101201001",
        "village-officer,李村干,village-officer@V101@339901101201",
        "town-dispatcher,陈调度,town-dispatcher@T101@339901101",
        "other-town,林调度,town-dispatcher@T102@339901102",
        "county-dispatcher,周调度,county-dispatcher@C01@339901",
        "handler,吴承办,handler@D05@339901",
        "other-handler,郑承办,handler@D06@339901",
        "verifier,冯核查,verifier@C01@339901",
        "callback,褚回访,callback@C01@339901",
        "leader,卫领导,leader@C01@339901",
        "system-admin,蒋系统,system-admin@C01@339901",
        "security-admin,沈安全,security-admin@C01@339901",
        "audit-admin,韩审计,audit-admin@C01@339901",
    ];

    private static readonly string[] Categories =
    [
        "类别代码,类别名称,英文名称,关键词,需要照片",
        "01,城市管理,City management,路灯 占道,否",
        "0101,市容环境,Cleanliness,垃圾,是",
        "02,水利,Water,河道 溪水,否",
    ];

    private static readonly string[] Rules =
    [
        "规则代码,类别代码,区划代码,牵头单位,协办单位,办结时限,办结时限单位",
        "R01,01,,D05,,,",
        "R02,02,,D06,D05,15,自然日",
    ];

    private readonly TestDatabase _database;
    private readonly InProcessServer _server;
    private readonly ConcurrentDictionary<string, Api> _people = new(StringComparer.Ordinal);

    private County(TestDatabase database, InProcessServer server)
    {
        _database = database;
        _server = server;
        Anonymous = new Api(server.NewClient());
    }

    public Api Anonymous { get; }

    public InProcessServer Server => _server;

    public TempFolder Files { get; } = new("county");

    /// <summary>The county that all tests of a process share, per store; a test that counts everything starts its own.</summary>
    public static Task<County> SharedAsync(DatabaseKind kind) => Shared.GetOrAdd(kind, k => new Lazy<Task<County>>(() => StartAsync(k))).Value;

    public TestDatabase Database => _database;

    /// <param name="limits">More of them, each after a comma, as they stand in <c>fengqiao.json</c>.</param>
    /// <param name="settings">More settings besides the limits, likewise.</param>
    public static async Task<County> StartAsync(DatabaseKind kind, TimeProvider? time = null, int publicPerMinute = 100_000, int unmaskingsPerDay = 50, Action<IServiceCollection>? configure = null, string limits = "", string settings = "")
    {
        var database = await TestDatabase.CreateAsync(kind);
        Directory.CreateDirectory(database.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(database.DataFolder, "fengqiao.json"), $$$"""{"limits":{"publicPerMinute":{{{publicPerMinute}}},"unmaskingsPerDay":{{{unmaskingsPerDay}}},"uploadMegabytes":4,"requestKilobytes":256{{{limits}}}}{{{settings}}}}""");
        var county = new County(database, await InProcessServer.StartAsync(database, time, configure));
        await county.LoadAsync("regions", Regions);
        await county.LoadAsync("grids", Grids);
        await county.LoadAsync("units", Units);
        await county.LoadAsync("staff", Staff);
        await county.LoadAsync("categories", Categories);
        await county.LoadAsync("rules", Rules);
        return county;
    }

    /// <summary>Somebody with a token of their account.</summary>
    public async Task<Api> AsAsync(string account, params string[] scope)
    {
        if (scope.Length == 0 && _people.TryGetValue(account, out var known))
        {
            return known;
        }

        using var services = _server.Services.CreateScope();
        var token = await services.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, scope, TimeSpan.FromDays(60), default);
        var client = _server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        var person = new Api(client);
        return scope.Length == 0 ? _people.GetOrAdd(account, person) : person;
    }

    public async Task<ImportReport> ImportAsync(string what, string file, string? map = null, bool skipBad = false)
    {
        using var services = _server.Services.CreateScope();
        services.ServiceProvider.GetRequiredService<Platform.Access.CurrentActor>().Actor = new Platform.Access.Actor(null, "system", "", []);
        var import = services.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        var report = await import.RunAsync(new ImportRequest(file, map, skipBad), new Progress<ImportProgress>(), default);
        return report.Failed(out var error) ? throw new InvalidOperationException(error.Code) : report.Value;
    }

    /// <summary>How many rows each table has: what must not change when a request is refused.</summary>
    public async Task<string> RowCountsAsync()
    {
        string[] tables = ["cases", "case_timeline", "case_people", "case_units", "case_attachments", "case_notices", "case_supporters", "case_search", "number_series", "idempotency_keys"];
        using var services = _server.Services.CreateScope();
        var db = services.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var counts = new List<string>();
        foreach (var table in tables)
        {
            var sum = table == "number_series" ? "coalesce(sum(last), 0)" : "count(*)";
            var sql = $"SELECT CAST({sum} AS bigint) AS \"Value\" FROM {table}";
            counts.Add($"{table} {(await db.Database.SqlQueryRaw<long>(sql).ToListAsync())[0]}");
        }

        return string.Join(", ", counts);
    }

    public async Task<List<string>> AuditAsync(string action)
    {
        using var services = _server.Services.CreateScope();
        var db = services.ServiceProvider.GetRequiredService<FengqiaoDb>();
        return await db.Set<Platform.Audit.AuditEntry>().Where(e => e.Action == action).OrderBy(e => e.Sequence).Select(e => e.Actor + " " + e.ObjectId + " " + e.Details).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Files.Dispose();
        _database.Dispose();
    }

    private async Task LoadAsync(string what, string[] lines)
    {
        var report = await ImportAsync(what, Files.Write($"{what}.csv", string.Join('\n', lines)));
        report.Bad.ShouldBe(0, string.Join("; ", report.Errors.Select(e => $"{what} {e.Row} {e.Field} {e.Error.Code}")));
    }

    private static string Square(string code, string name, double west)
    {
        FormattableString ring = $"[{west:F2},29.00],[{west + 0.05:F2},29.00],[{west + 0.05:F2},29.10],[{west:F2},29.10],[{west:F2},29.00]";
        return $"{code},{name},\"{{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[{FormattableString.Invariant(ring)}]]}}\"";
    }
}

/// <summary>Tests over HTTP share a server per store and therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class HttpTests
{
    public const string Name = "http";
}
