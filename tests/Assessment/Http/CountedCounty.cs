using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Assessment.Facts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Assessment.Tests.Http;

/// <summary>A county of two towns in the middle of March 2026, with the cases of January and February in it.</summary>
internal sealed partial class CountedCounty : IAsyncDisposable
{
    public const int OfJanuary = 40;
    public const int LateOfJanuary = 4;

    private readonly TestDatabase _database;
    private readonly TempFolder _files = new("counted");

    private CountedCounty(TestDatabase database, InProcessServer server) => (_database, Server) = (database, server);

    public InProcessServer Server { get; }

    public static async Task<CountedCounty> StartAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var county = new CountedCounty(database, await InProcessServer.StartAsync(database, new FakeTime(new DateTimeOffset(2026, 3, 16, 2, 0, 0, TimeSpan.Zero))));
        await county.ImportAsync("regions", "代码,名称,边界", "339901,溪山县,", "339901101,枫林镇,", "339901101201,溪口村,", "339901102,竹溪镇,", "339901102201,石桥村,");
        await county.ImportAsync("units", "单位代码,单位名称,单位类型,辖区代码", "C01,县综治中心,county-centre,339901", "D05,县城管局,department,339901", "D06,县水利局,department,339901", "T102,竹溪镇综治中心,town-centre,339901102");
        await county.ImportAsync(
            "staff", "账号,姓名,岗位", "county-dispatcher,周调度,county-dispatcher@C01@339901", "town-dispatcher,陈调度,town-dispatcher@T102@339901102", "handler,吴承办,handler@D05@339901",
            "system-admin,蒋系统,system-admin@C01@339901", "verifier,冯核查,verifier@C01@339901", "callback,褚回访,callback@C01@339901", "leader,卫领导,leader@C01@339901");
        await county.ImportAsync("categories", "类别代码,类别名称,英文名称,关键词,需要照片", "01,城市管理,City,占道,否");
        await county.LoadAsync();
        return county;
    }

    public async Task<JsonNode> GetAsync(string account, string path)
    {
        var answer = await (await AsAsync(account)).GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<HttpClient> AsAsync(string account)
    {
        using var services = Server.Services.CreateScope();
        var token = await services.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, [], TimeSpan.FromDays(60), default);
        var client = Server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        return client;
    }

    public async Task<string> PageAsync(string account, string path, HttpStatusCode status = HttpStatusCode.OK) => await PageAsync(await AsAsync(account), path, status);

    private static async Task<string> PageAsync(HttpClient person, string path, HttpStatusCode status)
    {
        var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(status, path);
        return text;
    }

    /// <summary>Sends a form of a page as a browser would.</summary>
    public async Task<HttpResponseMessage> SendAsync(string account, string page, string form, params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = form;
        var person = await AsAsync(account);
        values["__RequestVerificationToken"] = TokenField().Match(await PageAsync(person, page, HttpStatusCode.OK)).Groups[1].Value;
        return await person.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    /// <summary>Straight into the store, past everything that keeps it.</summary>
    public Task ExecuteAsync(string sql) =>
        Server.Services.GetRequiredService<CommitLane>().RunAloneAsync((db, ct) => db.ExecuteAsync(sql, ct), default);

    public async Task<Recount> RecountAsync()
    {
        using var services = Server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FactKeeper>().RecountAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _files.Dispose();
        _database.Dispose();
    }

    private async Task ImportAsync(string what, params string[] lines)
    {
        using var services = Server.Services.CreateScope();
        services.ServiceProvider.GetRequiredService<Platform.Access.CurrentActor>().Actor = new Platform.Access.Actor(null, "system", "", []);
        var import = services.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        (await import.RunAsync(new ImportRequest(_files.Write($"{what}.csv", string.Join('\n', lines)), null, false), new Progress<ImportProgress>(), default)).Value.Bad.ShouldBe(0);
    }

    /// <summary>January: forty closed in the first town, four of them late. February: ten closed in the second, and one open that went overdue in it.</summary>
    private async Task LoadAsync()
    {
        var (january, february) = (new DateTime(2026, 1, 5, 1, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 2, 1, 0, 0, DateTimeKind.Utc));
        List<CaseHistory> cases =
        [
            .. Enumerable.Range(0, OfJanuary).Select(i => Case($"一月{i}", "339901101201", january.AddMinutes(i), i < LateOfJanuary ? 12 : 2, i % 4 == 0 ? "dissatisfied" : "satisfied")),
            .. Enumerable.Range(0, 10).Select(i => Case($"二月{i}", "339901102201", february.AddMinutes(i), 2, "satisfied")),
            Case("二月未结", "339901102201", february.AddHours(5), null, null),
        ];
        using var services = Server.Services.CreateScope();
        (await services.ServiceProvider.GetRequiredService<ICaseHistoryLoader>().LoadAsync(cases, new Progress<int>(), default)).Value.ShouldBe(cases.Count);
        await services.ServiceProvider.GetRequiredService<FactKeeper>().RecountAsync(default);
    }

    private static CaseHistory Case(string title, string place, DateTime received, int? days, string? satisfaction)
    {
        List<CaseHistoryStep> steps =
        [
            new("dispatch", received.AddHours(1), "county-dispatcher", "C01", LeadUnit: "D05"),
            new("sign", received.AddHours(2), "handler", "D05"),
        ];
        if (days is { } taken)
        {
            var done = received.AddDays(taken);
            steps.AddRange(
            [
                new("submit", done, "handler", "D05", "办好了"),
                new("verify", done.AddHours(1), "verifier", "C01"),
                new("call-back", done.AddHours(2), "callback", "C01", Resolution: "solved", Satisfaction: satisfaction),
                new("close", done.AddHours(3), "callback", "C01"),
            ]);
        }

        return new CaseHistory
        {
            Title = title,
            Description = title,
            Channel = "hotline",
            Category = "01",
            Place = RegionCode.Parse(place),
            ReceivedUtc = received,
            FirstReceiver = "county-dispatcher",
            FirstReceiverUnit = "C01",
            Desk = RegionCode.Parse("339901"),
            Steps = steps,
        };
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
