using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reader;
using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>A running server with two towns, their units and, where asked for, closed cases to learn from.</summary>
internal sealed partial class ReadingCounty : IAsyncDisposable
{
    public const string Village = "339901101201";

    public static readonly DateTimeOffset Start = new(2026, 3, 6, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Kind of an invented matter → code of the category it was given.</summary>
    private static readonly Dictionary<string, string> CategoryOf = new(StringComparer.Ordinal) { [Matters.Noise] = "0201", [Matters.Wages] = "03", [Matters.Roads] = "0101" };

    private static readonly Dictionary<string, string> UnitOf = new(StringComparer.Ordinal) { [Matters.Noise] = "D06", [Matters.Wages] = "D07", [Matters.Roads] = "D05" };

    private readonly TestDatabase _database;
    private readonly TempFolder _files = new("reading");

    private ReadingCounty(TestDatabase database, InProcessServer server) => (_database, Server) = (database, server);

    public InProcessServer Server { get; }

    public static async Task<ReadingCounty> StartAsync(DatabaseKind kind, FakeTime time)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var county = new ReadingCounty(database, await InProcessServer.StartAsync(database, time));
        await county.ImportAsync("regions", "代码,名称,边界", "339901,溪山县,", "339901101,枫林镇,", "339901101201,溪口村,", "339901102,竹溪镇,");
        await county.ImportAsync("units", "单位代码,单位名称,单位类型,辖区代码", "C01,县综治中心,county-centre,339901", "D05,县城管局,department,339901", "D06,县环保局,department,339901", "D07,县人社局,department,339901");
        await county.ImportAsync("staff", "账号,姓名,岗位", "county-dispatcher,周调度,county-dispatcher@C01@339901", "leader,卫领导,leader@C01@339901", "system-admin,蒋系统,system-admin@C01@339901", "handler,吴承办,handler@D05@339901", "security-admin,沈安全,security-admin@C01@339901", "verifier,冯核查,verifier@C01@339901", "callback,褚回访,callback@C01@339901");
        await county.ImportAsync("categories", "类别代码,类别名称,英文名称,关键词,需要照片", "01,城市管理,City,占道,否", "0101,道路设施,Roads,路灯,否", "02,环境保护,Environment,污染,否", "0201,噪声扰民,Noise,噪声,否", "0202,油烟异味,Smell,油烟,否", "03,劳动保障,Labour,工资,否");
        return county;
    }

    public async Task ImportAsync(string what, params string[] lines)
    {
        using var services = Scope();
        services.ServiceProvider.GetRequiredService<Platform.Access.CurrentActor>().Actor = new Platform.Access.Actor(null, "system", "", []);
        var import = services.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        (await import.RunAsync(new ImportRequest(_files.Write($"{what}.csv", string.Join('\n', lines)), null, false), new Progress<ImportProgress>(), default)).Value.Bad.ShouldBe(0);
    }

    /// <summary>Closed cases, of which the category people gave is the kind's own.</summary>
    public Task CloseAsync(int ofEach, int seed = 1) => CloseAsync(Matters.Make(ofEach, seed));

    public async Task CloseAsync(IReadOnlyList<Example> matters)
    {
        using var services = Scope();
        var loader = services.ServiceProvider.GetRequiredService<ICaseHistoryLoader>();
        var received = new DateTime(2026, 1, 5, 1, 0, 0, DateTimeKind.Utc);
        (await loader.LoadAsync([.. matters.Select((m, i) => History(m, received.AddMinutes(i)))], new Progress<int>(), default)).Value.ShouldBe(matters.Count);
    }

    public async Task<Result<TrainingOutcome>> LearnAsync(string? file = null)
    {
        using var services = Scope();
        return await services.ServiceProvider.GetRequiredService<IReaderTrainer>().TrainAsync(file, "test", null, default);
    }

    public string Write(string name, params string[] lines) => _files.Write(name, string.Join('\n', lines));

    public IMatterReader Reader => Server.Services.GetRequiredService<IMatterReader>();

    public ReaderKeeper Keeper => Server.Services.GetRequiredService<ReaderKeeper>();

    public IServiceScope Scope() => Server.Services.CreateScope();

    public async Task<int> CountAsync<T>() where T : class
    {
        using var services = Scope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<T>().CountAsync();
    }

    /// <summary>What was done to a case or something else, in the order of the trail.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string number, string about = "case")
    {
        using var services = Scope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AuditEntry>()
            .Where(e => e.ObjectType == about && e.ObjectId == number).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync();
    }

    public async Task<HttpClient> AsAsync(string account)
    {
        using var services = Scope();
        var token = await services.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, [], TimeSpan.FromDays(60), default);
        var client = Server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        return client;
    }

    public static async Task<string> PageAsync(HttpClient person, string path)
    {
        var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form of a page as a browser would.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient person, string page, string form, params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = TokenField().Match(await PageAsync(person, page)).Groups[1].Value;
        return await person.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    /// <summary>Sends a form with a file, as a browser does.</summary>
    public static async Task<HttpResponseMessage> SendFileAsync(HttpClient person, string page, string form, string field, string name, string content)
    {
        using var parts = new MultipartFormDataContent
        {
            { new StringContent(form), "_handler" },
            { new StringContent(TokenField().Match(await PageAsync(person, page)).Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent(content), field, name },
        };
        return await person.PostAsync(new Uri(page, UriKind.Relative), parts);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _files.Dispose();
        _database.Dispose();
    }

    private static CaseHistory History(Example matter, DateTime received) => new()
    {
        Title = matter.Text[..Math.Min(20, matter.Text.Length)],
        Description = matter.Text,
        Channel = "hotline",
        Category = CategoryOf.GetValueOrDefault(matter.Label, matter.Label),
        Place = RegionCode.Parse(Village),
        ReceivedUtc = received,
        FirstReceiver = "county-dispatcher",
        FirstReceiverUnit = "C01",
        Desk = RegionCode.Parse("339901"),
        Steps =
        [
            new("dispatch", received.AddHours(1), "county-dispatcher", "C01", LeadUnit: UnitOf.GetValueOrDefault(matter.Label, "D05")),
            new("sign", received.AddHours(2), "handler", "D05"),
            new("submit", received.AddHours(3), "handler", "D05", "办好了"),
            new("verify", received.AddHours(4), "verifier", "C01"),
            new("call-back", received.AddHours(5), "callback", "C01", Resolution: "resolved", Satisfaction: "satisfied"),
            new("close", received.AddHours(6), "callback", "C01"),
        ],
    };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
