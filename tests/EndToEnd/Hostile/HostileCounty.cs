using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Organization;
using Fengqiao.EndToEnd.Tests.Browser;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Imports;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.EndToEnd.Tests.Hostile;

/// <summary>A county into which everything comes by the doors people have: the API, the forms of pages, the imports.</summary>
internal sealed partial class HostileCounty : IAsyncDisposable
{
    public const string Village = "339901101201";

    /// <summary>A name that no filter of the product knows, in front of payloads that must not be mistaken for one.</summary>
    private static readonly string[] Staff =
    [
        "账号,姓名,岗位", "county-dispatcher,周调度,county-dispatcher@C01@339901", "handler,吴承办,handler@D05@339901", "callback,褚回访,callback@C01@339901", "verifier,冯核查,verifier@C01@339901",
        "system-admin,蒋系统,system-admin@C01@339901", "security-admin,沈安全,security-admin@C01@339901", "audit-admin,韩审计,audit-admin@C01@339901",
    ];

    private readonly TestDatabase _database;
    private readonly InProcessServer _server;
    private readonly TempFolder _files = new("hostile");
    private readonly Dictionary<string, HttpClient> _people = new(StringComparer.Ordinal);

    private HostileCounty(TestDatabase database, InProcessServer server)
    {
        _database = database;
        _server = server;
    }

    public Uri Address => _server.Address;

    public HttpClient Anonymous => _server.Client;

    /// <summary>What was answered to a form and holds a payload as more than text.</summary>
    public List<string> Echoes { get; } = [];

    public static async Task<HostileCounty> StartAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var county = new HostileCounty(database, await InProcessServer.StartAsync(database));
        await county.ImportAsync("regions", ["代码,名称", "339901,溪山县", "339901101,枫林镇", $"{Village},溪口村"]);
        await county.ImportAsync("grids", ["网格代码,网格名称,边界", """339901101201001,溪口第一网格,"{""type"":""Polygon"",""coordinates"":[[[120.00,29.00],[120.20,29.00],[120.20,29.10],[120.00,29.10],[120.00,29.00]]]}" """.Trim()]);
        await county.ImportAsync("units", ["单位代码,单位名称,单位类型,辖区代码", "C01,县综治中心,county-centre,339901", "D05,县城管局,department,339901"]);
        await county.ImportAsync("staff", Staff);
        await county.ImportAsync("categories", ["类别代码,类别名称,英文名称,关键词,需要照片", "01,城市管理,City management,路灯,否"]);
        await county.ImportAsync("rules", ["规则代码,类别代码,区划代码,牵头单位", "R01,01,,D05"]);
        using IServiceScope scope = county.SystemScope();
        foreach (string account in Staff.Skip(1).Select(line => line.Split(',')[0]))
        {
            (await scope.ServiceProvider.GetRequiredService<IPasswordSetter>().SetAsync(account, SmallCounty.Password, CancellationToken.None)).IsSuccess.ShouldBeTrue(account);
            var token = await scope.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, [], TimeSpan.FromDays(1), CancellationToken.None);
            HttpClient client = county._server.NewClient();
            client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
            county._people[account] = client;
        }

        return county;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (HttpClient person in _people.Values)
        {
            person.Dispose();
        }

        _files.Dispose();
        _database.Dispose();
    }

    /// <summary>Takes a file in; every row must be good.</summary>
    public async Task ImportAsync(string what, IEnumerable<string> lines)
    {
        using IServiceScope scope = SystemScope();
        IImport import = scope.ServiceProvider.GetServices<IImport>().Single(i => i.Name == what);
        var report = await import.RunAsync(new ImportRequest(_files.Write($"{what}.csv", string.Join('\n', lines)), null, SkipBad: false), new Progress<ImportProgress>(), CancellationToken.None);
        report.IsSuccess.ShouldBeTrue(report.Error?.Code);
        report.Value.Errors.Select(e => $"{what} {e.Row} {e.Field} {e.Error.Code}").ShouldBeEmpty();
    }

    /// <summary>A cell of CSV.</summary>
    public static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Sends JSON and expects it to be taken.</summary>
    public async Task<JsonNode> PostAsync(string account, string path, object body, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"").ShouldBeTrue();
        }

        using HttpResponseMessage answer = await PersonOf(account).SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string account, string path) => JsonNode.Parse(await PersonOf(account).GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>Makes a move on the version that is current.</summary>
    public async Task MoveAsync(string account, string number, string move, object body)
    {
        JsonNode now = await GetAsync(account, $"/api/v1/cases/{number}/moves");
        await PostAsync(account, $"/api/v1/cases/{number}/moves/{move}", body, now["version"]!.ToString());
    }

    public async Task AttachAsync(string account, string number, string name)
    {
        using var content = new ByteArrayContent(Pictures.Png);
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString(name)}").ShouldBeTrue();
        using var stage = new StringContent("other");
        using var form = new MultipartFormDataContent { content, { stage, "stage" } };
        using HttpResponseMessage answer = await PersonOf(account).PostAsync(new Uri($"/api/v1/cases/{number}/attachments", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form as a browser without JavaScript does, and looks at what comes back.</summary>
    public async Task<HttpStatusCode> SubmitAsync(string account, string page, string action, params (string Name, string Value)[] fields)
    {
        HttpClient person = PersonOf(account);
        string html = await person.GetStringAsync(new Uri(page, UriKind.Relative));
        string token = WebUtility.HtmlDecode(Token().Match(html).Groups["token"].Value);
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Prepend(KeyValuePair.Create("__RequestVerificationToken", token)));
        using HttpResponseMessage answer = await person.PostAsync(new Uri(action, UriKind.Relative), form);
        ((int)answer.StatusCode).ShouldBeLessThan(500, action);
        string text = await answer.Content.ReadAsStringAsync();
        Echoes.AddRange(Planted().Matches(text).Select(m => $"{action}: {m.Value}"));
        return answer.StatusCode;
    }

    private HttpClient PersonOf(string account) => account.Length == 0 ? Anonymous : _people[account];

    private IServiceScope SystemScope()
    {
        IServiceScope scope = _server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(null, "system", "", []);
        return scope;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();

    /// <summary>An element or attribute that only a payload has, in markup.</summary>
    [GeneratedRegex("<[A-Za-z-]+[ /]fq[ />=].{0,80}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Planted();
}
