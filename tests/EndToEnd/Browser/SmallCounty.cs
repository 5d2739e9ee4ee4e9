using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Imports;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>
/// A county just large enough for every role, on a server of its own on a real port: two towns side by side with a village and two grids
/// each. It came in by the imports a real county uses. Category 0101 asks for pictures; 01 goes to the city management (D05).
/// </summary>
internal sealed class SmallCounty : IAsyncDisposable
{
    public const string Password = "Stone-Bridge-72";
    public const string Village = "339901101201";
    public const string Grid = "339901101201001";

    private static readonly string[] Regions =
    [
        "代码,名称,边界",
        $"339901,溪山县,{Box(120.00, 0.20)}",
        $"339901101,枫林镇,{Box(120.00, 0.10)}",
        $"339901102,竹溪镇,{Box(120.10, 0.10)}",
        $"339901101201,溪口村,{Box(120.00, 0.10)}",
        $"339901102201,石桥村,{Box(120.10, 0.10)}",
    ];

    private static readonly string[] Grids =
    [
        "网格代码,网格名称,边界",
        $"339901101201001,溪口第一网格,{Box(120.00, 0.05)}",
        $"339901101201002,溪口第二网格,{Box(120.05, 0.05)}",
        $"339901102201001,石桥第一网格,{Box(120.10, 0.05)}",
        $"339901102201002,石桥第二网格,{Box(120.15, 0.05)}",
    ];

    private static readonly string[] Units =
    [
        "单位代码,单位名称,单位类型,辖区代码",
        "C01,县综治中心,county-centre,339901",
        "D05,县城管局,department,339901",
        "D06,县水利局,department,339901",
        "T101,枫林镇综治中心,town-centre,339901101",
        "V101,溪口村综治工作站,village-station,339901101201",
    ];

    private static readonly string[] Staff =
    [
        "账号,姓名,岗位",
        "village-officer,李村干,village-officer@V101@339901101201",
        "town-dispatcher,陈调度,town-dispatcher@T101@339901101",
        "county-dispatcher,周调度,county-dispatcher@C01@339901",
        "second-dispatcher,孙调度,county-dispatcher@C01@339901",
        "handler,吴承办,handler@D05@339901",
        "other-handler,郑承办,handler@D06@339901",
        "verifier,冯核查,verifier@C01@339901",
        "callback,褚回访,callback@C01@339901",
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
        "R02,02,,D06,,15,natural-day",
    ];

    private readonly TestDatabase _database;
    private readonly InProcessServer _server;

    private SmallCounty(TestDatabase database, InProcessServer server)
    {
        _database = database;
        _server = server;
    }

    public Uri Address => _server.Address;

    /// <summary>What a command takes as <c>--data</c> and, on PostgreSQL, <c>--database</c> to reach this server's data.</summary>
    public IReadOnlyList<string> Place => _database.ConnectionString is { } connection
        ? ["--data", _database.DataFolder, "--database", connection]
        : ["--data", _database.DataFolder];

    public TempFolder Files { get; } = new("county");

    public static async Task<SmallCounty> StartAsync(DatabaseKind kind)
    {
        TestDatabase database = await TestDatabase.CreateAsync(kind);
        var county = new SmallCounty(database, await InProcessServer.StartAsync(database));
        foreach ((string what, string[] lines) in new[]
        {
            ("regions", Regions), ("grids", Grids), ("units", Units), ("staff", Staff), ("categories", Categories), ("rules", Rules),
        })
        {
            await county.LoadAsync(what, lines);
        }

        await county.SetPasswordsAsync();
        return county;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Files.Dispose();
        _database.Dispose();
    }

    private async Task LoadAsync(string what, string[] lines)
    {
        using IServiceScope scope = SystemScope();
        IImport import = scope.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        string file = Files.Write($"{what}.csv", string.Join('\n', lines));
        var report = await import.RunAsync(new ImportRequest(file, null, SkipBad: false), new Progress<ImportProgress>(), CancellationToken.None);
        report.IsSuccess.ShouldBeTrue(report.Error?.Code);
        report.Value.Errors.Select(e => $"{what} {e.Row} {e.Field} {e.Error.Code}").ShouldBeEmpty();
    }

    private async Task SetPasswordsAsync()
    {
        using IServiceScope scope = SystemScope();
        IPasswordSetter passwords = scope.ServiceProvider.GetRequiredService<IPasswordSetter>();
        foreach (string account in Staff.Skip(1).Select(line => line.Split(',')[0]))
        {
            (await passwords.SetAsync(account, Password, CancellationToken.None)).IsSuccess.ShouldBeTrue(account);
        }
    }

    private IServiceScope SystemScope()
    {
        IServiceScope scope = _server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(null, "system", "", []);
        return scope;
    }

    /// <summary>A rectangle from 29.00° to 29.10° north, as a cell of CSV.</summary>
    private static string Box(double west, double width)
    {
        string w = west.ToString("F2", CultureInfo.InvariantCulture), e = (west + width).ToString("F2", CultureInfo.InvariantCulture);
        return $$"""
            "{""type"":""Polygon"",""coordinates"":[[[{{w}},29.00],[{{e}},29.00],[{{e}},29.10],[{{w}},29.10],[{{w}},29.00]]]}"
            """;
    }
}

/// <summary>The county shared by the tests that do not disturb each other, made when the first of them asks.</summary>
public sealed class SharedCounty : IAsyncLifetime
{
    private SmallCounty? _county;

    internal SmallCounty County => _county ?? throw new InvalidOperationException(Chromium.Unavailable);

    public async Task InitializeAsync()
    {
        if (Chromium.Unavailable is null)
        {
            _county = await SmallCounty.StartAsync(DatabaseKind.Sqlite);
        }
    }

    public async Task DisposeAsync()
    {
        if (_county is not null)
        {
            await _county.DisposeAsync();
        }
    }
}
