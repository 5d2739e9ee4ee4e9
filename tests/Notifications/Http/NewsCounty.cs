using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Organization;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Notifications.Tests.Outside;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>A running server with one town and a few colleagues, whose clock stands at 10:00 of a working day until a test moves it.</summary>
internal sealed partial class NewsCounty : IAsyncDisposable
{
    public const string Title = "王小二家门口的路灯坏了";
    public const string ReporterName = "王小二";
    public const string ReporterPhone = "13900001234";

    private readonly TestDatabase _database;
    private readonly TempFolder _files = new("news");

    private NewsCounty(TestDatabase database, InProcessServer server, FakeTime time) => (_database, Server, Time) = (database, server, time);

    public InProcessServer Server { get; }

    public FakeTime Time { get; }

    /// <param name="allowed">Ports of loopback that may be reached.</param>
    public static async Task<NewsCounty> StartAsync(DatabaseKind kind, IReadOnlyList<int> allowed, INameResolver? names = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        Directory.CreateDirectory(database.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(database.DataFolder, "fengqiao.json"), """{"publicUrl":"https://zz.county.cn"}""");
        var time = new FakeTime(new DateTimeOffset(2026, 3, 6, 2, 0, 0, TimeSpan.Zero));
        var policy = new OutboundPolicy([.. allowed.Select(p => AllowedTarget.Parse($"127.0.0.1:{p.ToString(CultureInfo.InvariantCulture)}")!)]) { AnswerTimeout = TimeSpan.FromMilliseconds(400) };
        var server = await InProcessServer.StartAsync(database, time, services =>
        {
            services.AddSingleton(policy).AddSingleton(new MailTrust((_, certificate, _, _) => certificate is not null));
            if (names is not null)
            {
                services.AddSingleton(names);
            }
        });
        var county = new NewsCounty(database, server, time);
        await county.ImportAsync("regions", "代码,名称,边界", "339901,溪山县,", "339901101,枫林镇,", "339901101201,溪口村,");
        await county.ImportAsync("units", "单位代码,单位名称,单位类型,辖区代码", "C01,县综治中心,county-centre,339901", "D05,县城管局,department,339901", "D06,县水利局,department,339901");
        await county.ImportAsync("staff", "账号,姓名,岗位", "county-dispatcher,周调度,county-dispatcher@C01@339901", "handler,吴承办,handler@D05@339901", "second,郑承办,handler@D05@339901", "other,冯承办,handler@D06@339901",
            "system-admin,蒋系统,system-admin@C01@339901", "security-admin,沈安全,security-admin@C01@339901", "verifier,冯核查,verifier@C01@339901", "callback,褚回访,callback@C01@339901");
        return county;
    }

    public async Task<Caller> AsAsync(string account)
    {
        using var services = Server.Services.CreateScope();
        var token = await services.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(account, [], TimeSpan.FromDays(60), default);
        var client = Server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        return new Caller(client);
    }

    /// <summary>Somebody who is not signed in.</summary>
    public Caller Visitor => new(Server.NewClient());

    /// <summary>A citizen reports a matter.</summary>
    public static async Task<(string Number, string Code)> ReportAsync(Caller visitor)
    {
        var taken = await visitor.PostAsync("/api/v1/reports", new { title = Title, description = "已经三天不亮", region = "339901101201", name = ReporterName, phone = ReporterPhone });
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Text);
        return (taken.Json["number"]!.GetValue<string>(), taken.Json["trackingCode"]!.GetValue<string>());
    }

    /// <summary>A citizen opens where a matter stands.</summary>
    public async Task<Citizen> TrackAsync(string number, string code)
    {
        var visitor = Visitor;
        (await visitor.FormAsync("/track", "find", ("number", number), ("code", code))).Status.ShouldBe(HttpStatusCode.Found);
        return new Citizen(visitor, (await visitor.GetAsync("/track")).Words);
    }

    /// <summary>Takes a matter in with a reporter and dispatches it.</summary>
    public static async Task<string> DispatchAsync(Caller dispatcher, string urgency = "normal", string lead = "D05", string[]? assisting = null)
    {
        var number = await RegisterAsync(dispatcher, urgency);
        await dispatcher.MoveAsync(number, "dispatch", new { leadUnit = lead, assistingUnits = assisting ?? [] });
        return number;
    }

    public static async Task<string> RegisterAsync(Caller dispatcher, string urgency = "normal")
    {
        var taken = await dispatcher.PostAsync("/api/v1/cases", new
        {
            title = Title, description = "已经三天不亮", channel = "window", urgency, location = new { address = "溪口村村口" }, reporter = new { name = ReporterName, phone = ReporterPhone },
        });
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Text);
        return taken.Json["number"]!.GetValue<string>();
    }

    /// <summary>Lets the clock run, a second at a time, until something holds.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan? longest = null)
    {
        var end = Time.GetUtcNow() + (longest ?? TimeSpan.FromMinutes(3));
        while (!await condition())
        {
            if (Time.GetUtcNow() > end)
            {
                return false;
            }

            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System);
        }

        return true;
    }

    public Task<bool> UntilAsync(Func<bool> condition, TimeSpan? longest = null) => UntilAsync(() => Task.FromResult(condition()), longest);

    /// <summary>Lets all that is on its way arrive where it is planned: time enough for the relay, none for the night.</summary>
    public async Task RunAsync(int seconds = 40)
    {
        await UntilAsync(() => Task.FromResult(false), TimeSpan.FromSeconds(seconds));
        // A busy machine gives the relay its turn later than the clock says.
        (await UntilAsync(IsNothingOnItsWayAsync)).ShouldBeTrue("what was due has been delivered");
    }

    private async Task<bool> IsNothingOnItsWayAsync()
    {
        using var services = Server.Services.CreateScope();
        var now = Time.GetUtcNow().UtcDateTime;
        return !await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<OutboxMessage>().AnyAsync(m => m.ParkedUtc == null && m.DueUtc <= now);
    }

    public async Task<List<Delivery>> DeliveriesAsync()
    {
        using var services = Server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Delivery>().OrderBy(d => d.AtUtc).ThenBy(d => d.Id).ToListAsync();
    }

    public async Task<List<string>> AuditAsync(string action)
    {
        using var services = Server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Platform.Audit.AuditEntry>().Where(e => e.Action == action).Select(e => e.Actor + " " + e.ObjectId + " " + e.Details).ToListAsync();
    }

    public async Task WriteAsync(Commit commit)
    {
        (await Server.Services.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
    }

    /// <summary>Mail by the real server, set up on the page.</summary>
    public static async Task MailOnAsync(Caller admin, MailServer server, string version = "0", params (string, string)[] more)
    {
        var saved = await admin.FormAsync("/admin/channels", "mail",
            [("version", version), ("on", "true"), ("host", "127.0.0.1"), ("port", server.Port.ToString(CultureInfo.InvariantCulture)), ("security", "StartTls"), ("from", "zz@county.cn"), ("fromName", "县综治中心"),
                ("user", "fengqiao"), ("secret", "correct horse"), .. more]);
        saved.Status.ShouldBe(HttpStatusCode.Found, saved.Words);
    }

    public static async Task RouteAsync(Caller dispatcher, params string[] on)
    {
        var boxes = RouteKey.All.Where(k => k.IsOnAsShipped).Select(k => k.Id).Concat(on).Select(id => ("on", id));
        var saved = await dispatcher.FormAsync("/admin/routing", "routing", [("version", "0"), .. boxes]);
        saved.Status.ShouldBe(HttpStatusCode.Found, saved.Words);
    }

    public static async Task ReachAsync(Caller person, string? mail, string? phone = null, string language = "zh-Hans")
    {
        var saved = await person.FormAsync("/account/notices", "contact", ("version", "0"), ("mail", mail ?? ""), ("wantsMail", "true"), ("phone", phone ?? ""), ("wantsSms", "true"), ("language", language));
        saved.Status.ShouldBe(HttpStatusCode.Found, saved.Words);
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

    /// <summary>A citizen at the page of their matter.</summary>
    internal sealed record Citizen(Caller Browser, string Shown)
    {
        /// <summary>Asks for text messages or takes that back, and reads what the page says then.</summary>
        public async Task<string> AskAsync(bool wanted)
        {
            (await Browser.FormAsync("/track", "news", ("wanted", wanted ? "true" : "false"))).Status.ShouldBe(HttpStatusCode.Found);
            return (await Browser.GetAsync($"/track?done={(wanted ? "news" : "no-news")}")).Words;
        }
    }

    /// <summary>An answer, read.</summary>
    internal sealed record Said(HttpStatusCode Status, string Text)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;

        public string Words => WebUtility.HtmlDecode(Markup().Replace(Text, " "));
    }

    /// <summary>One person's way in, by token.</summary>
    internal sealed class Caller(HttpClient client)
    {
        public Task<Said> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        public Task<Said> PostAsync(string path, object body) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") });

        /// <summary>Makes the case one that only those named may know of.</summary>
        public async Task RestrictAsync(string number, params string[] readers)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/secrecy") { Content = new StringContent(JsonSerializer.Serialize(new { secrecy = "restricted", reason = "涉密", readers }), Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            var restricted = await SendAsync(request);
            restricted.Status.ShouldBe(HttpStatusCode.OK, restricted.Text);
        }

        public async Task MoveAsync(string number, string move, object body)
        {
            var version = (await GetAsync($"/api/v1/cases/{number}/moves")).Json["version"]!.GetValue<int>();
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/moves/{move}") { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version.ToString(CultureInfo.InvariantCulture)}\"");
            var moved = await SendAsync(request);
            moved.Status.ShouldBe(HttpStatusCode.OK, moved.Text);
        }

        /// <summary>Sends a form of a page as a browser without scripts does.</summary>
        public async Task<Said> FormAsync(string page, string form, params (string Name, string Value)[] fields)
        {
            var shown = await GetAsync(page);
            shown.Status.ShouldBe(HttpStatusCode.OK, shown.Words);
            var token = WebUtility.HtmlDecode(Token().Match(shown.Text).Groups["token"].Value);
            (string Name, string Value)[] all = [("__RequestVerificationToken", token), ("_handler", form), .. fields];
            return await SendAsync(new HttpRequestMessage(HttpMethod.Post, page) { Content = new FormUrlEncodedContent(all.Select(f => KeyValuePair.Create(f.Name, f.Value))) });
        }

        private async Task<Said> SendAsync(HttpRequestMessage request)
        {
            using var answer = await client.SendAsync(request);
            return new Said(answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
