using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>Learning from closed cases, proposing at intake, and what happens when it cannot, over HTTP on both stores.</summary>
public sealed class ReaderTests
{
    private const string Text = "搅拌站夜里施工机器轰鸣，吵得老人孩子睡不着";

    [DatabaseTheory]
    public async Task Intake_BeforeAndAfterLearning_IsProposedTo(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        var dispatcher = await county.AsAsync("county-dispatcher");
        var keywords = await SuggestAsync(dispatcher, "村口的路灯坏了");
        keywords["categories"]!.AsArray()[0]!["code"]!.GetValue<string>().ShouldBe("0101");
        keywords["categories"]!.AsArray()[0]!["confidence"].ShouldBeNull();
        (await SuggestAsync(dispatcher, Text))["categories"]!.AsArray().ShouldBeEmpty();

        (await county.LearnAsync()).Error!.Code.ShouldBe("insight.too-few-cases");
        await county.CloseAsync(60);
        var outcome = (await county.LearnAsync()).Value;
        outcome.TookOver.ShouldBeTrue();
        outcome.Accuracy.ShouldBeGreaterThan(0.95);
        (outcome.Examples + outcome.HeldOut).ShouldBe(180);

        var learnt = await SuggestAsync(dispatcher, Text);
        var first = learnt["categories"]!.AsArray()[0]!;
        first["code"]!.GetValue<string>().ShouldBe("0201");
        first["isSure"]!.GetValue<bool>().ShouldBeTrue();
        first["confidence"]!.GetValue<double>().ShouldBeInRange(0.6, 1);
        first["words"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldAllBe(w => Text.Contains(w));
        learnt["learntUnit"]!["unit"]!["code"]!.GetValue<string>().ShouldBe("D06");
        // Nothing of it is known: a guess, and called one.
        (await SuggestAsync(dispatcher, "zzzz"))["categories"]!.AsArray()[0]!["isSure"]!.GetValue<bool>().ShouldBeFalse();
    }

    [DatabaseTheory]
    public async Task Version_WhenWorse_Rests_AndWhenChosen_ReadsAgain(DatabaseKind kind)
    {
        var time = new FakeTime(ReadingCounty.Start);
        await using var county = await ReadingCounty.StartAsync(kind, time);
        await county.CloseAsync(60);
        (await county.LearnAsync()).Value.TookOver.ShouldBeTrue();
        // Somebody teaches nonsense: each text under the category of another.
        string[] nonsense = [.. Matters.Make(400, seed: 5).Select(e => $"\"{e.Text}\",{(e.Label == Matters.Noise ? "03" : "0201")}")];
        time.Advance(TimeSpan.FromHours(1));
        var worse = (await county.LearnAsync(county.Write("nonsense.csv", ["text,category", .. nonsense]))).Value;
        worse.TookOver.ShouldBeFalse();
        worse.Earlier!.Value.ShouldBeGreaterThan(worse.Accuracy);
        county.Keeper.Current!.Number.ShouldBe(1);

        var admin = await county.AsAsync("system-admin");
        (await ReadingCounty.PageAsync(admin, "/admin/reader")).ShouldContain("第 2 版");
        (await ReadingCounty.SendAsync(admin, "/admin/reader", "take-2")).Headers.Location!.ToString().ShouldContain("done=taken");
        county.Keeper.Current!.Number.ShouldBe(2);
        (await ReadingCounty.SendAsync(admin, "/admin/reader", "take-1")).Headers.Location!.ToString().ShouldContain("done=taken");
        county.Keeper.Current!.Number.ShouldBe(1);
        county.Reader.Read("", Text, null)!.Categories[0].Code.ShouldBe("0201");
    }

    [DatabaseTheory]
    public async Task Version_WhenBroken_LeavesIntakeToTheKeywords(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        await county.CloseAsync(60);
        await county.LearnAsync();
        // A version whose pieces are not what was written, as after a fault of a disk.
        using (var services = county.Scope())
        {
            var lane = services.ServiceProvider.GetRequiredService<CommitLane>();
            var active = (await services.ServiceProvider.GetRequiredService<VersionStore>().ActiveAsync(default))!;
            var broken = new Commit()
                .Update(active with { State = VersionState.Resting, Version = active.Version + 1 }, active.Version)
                .Insert(active with { Id = Guid.CreateVersion7(ReadingCounty.Start), Number = 9, Parts = 1, Bytes = 3, Version = 1 });
            (await lane.WriteAsync(broken.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        }

        await county.Keeper.RefreshAsync(default);
        county.Reader.Read("", Text, null).ShouldBeNull();
        var dispatcher = await county.AsAsync("county-dispatcher");
        (await SuggestAsync(dispatcher, "村口的路灯坏了"))["categories"]!.AsArray()[0]!["code"]!.GetValue<string>().ShouldBe("0101");
        (await RegisterAsync(dispatcher, "路灯坏了", "村口的路灯坏了")).StatusCode.ShouldBe(HttpStatusCode.Created);
        var admin = await county.AsAsync("system-admin");
        (await ReadingCounty.PageAsync(admin, "/admin/reader")).ShouldContain("正在使用的版本读不出来");
        (await ReadingCounty.SendAsync(admin, "/admin/reader", "take-1")).Headers.Location!.ToString().ShouldContain("done=taken");
        county.Reader.Read("", Text, null).ShouldNotBeNull();
    }

    [DatabaseTheory]
    public async Task Accuracy_IsCountedFromProposalsAndDecisions(DatabaseKind kind)
    {
        var time = new FakeTime(ReadingCounty.Start);
        await using var county = await ReadingCounty.StartAsync(kind, time);
        var leader = await county.AsAsync("leader");
        (await ReadingCounty.PageAsync(leader, "/admin/reader/accuracy")).ShouldContain("还没有可比的事项");
        await county.CloseAsync(60);
        await county.LearnAsync();
        var dispatcher = await county.AsAsync("county-dispatcher");
        // One goes as proposed; in the other people decide otherwise.
        foreach (var (text, category) in new[] { (Text, "0201"), ("广场舞音响开得很大，噪声超过标准", "0202") })
        {
            var registered = await RegisterAsync(dispatcher, "反映", text, category);
            var number = JsonNode.Parse(await registered.Content.ReadAsStringAsync())!["number"]!.GetValue<string>();
            (await Eventually.HoldsAsync(() => OpenAsync(1))).ShouldBeTrue();
            var answer = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/moves/answer") { Content = JsonContent.Create(new { text = "已当场答复" }) };
            answer.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            var answered = await dispatcher.SendAsync(answer);
            answered.IsSuccessStatusCode.ShouldBeTrue(await answered.Content.ReadAsStringAsync());
            (await Eventually.HoldsAsync(() => OpenAsync(0))).ShouldBeTrue();
        }

        var page = await ReadingCounty.PageAsync(leader, "/admin/reader/accuracy");
        page.ShouldContain("2 件中 1 件");
        page.ShouldContain("环境保护");
        page.ShouldContain("2026-03");

        // The relay looks for messages by the server's clock, which stands still here.
        async Task<bool> OpenAsync(int expected)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            using var services = county.Scope();
            var readings = await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<CaseReading>().ToListAsync();
            return readings.Count > 0 && readings.Count(r => r.FinalCategory is null) == expected;
        }
        (await (await county.AsAsync("security-admin")).GetAsync(new Uri("/admin/reader/accuracy", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Settings_DecideWhenAProposalIsSure(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        await county.CloseAsync(60);
        await county.LearnAsync();
        var admin = await county.AsAsync("system-admin");
        county.Reader.Read("", "路灯", null)!.Categories[0].IsSure.ShouldBeTrue();

        (await ReadingCounty.SendAsync(admin, "/admin/reader", "settings", ("version", "0"), ("sureFrom", "99"))).Headers.Location!.ToString().ShouldContain("done=set");
        county.Keeper.Settings.ShouldSatisfyAllConditions(s => s.SureFrom.ShouldBe(0.99), s => s.LearnsByItself.ShouldBeFalse());
        county.Reader.Read("", "路灯", null)!.Categories[0].IsSure.ShouldBeFalse();
        foreach (var wrong in new[] { "", "49", "100", "NaN", "八十", "-1", "1e1" })
        {
            (await ReadingCounty.SendAsync(admin, "/admin/reader", "settings", ("version", "1"), ("sureFrom", wrong))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, wrong);
        }

        // Somebody else still had the old page open.
        (await ReadingCounty.SendAsync(admin, "/admin/reader", "settings", ("version", "0"), ("sureFrom", "70"))).IsSuccessStatusCode.ShouldBeFalse();
        (await (await county.AsAsync("leader")).GetAsync(new Uri("/admin/reader", UriKind.Relative))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task Learning_WhenStartedFromThePage_RunsInTheBackground(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        await county.CloseAsync(60);
        var admin = await county.AsAsync("system-admin");
        (await ReadingCounty.SendAsync(admin, "/admin/reader", "learn")).Headers.Location!.ToString().ShouldContain("/admin/reader");
        await county.Server.Services.GetRequiredService<Fengqiao.Insight.Reader.TrainingStart>().Last;
        county.Keeper.Current!.Number.ShouldBe(1);
        (await ReadingCounty.PageAsync(admin, "/admin/reader")).ShouldContain("使用中");
        var tried = await ReadingCounty.SendAsync(admin, "/admin/reader/try", "try", ("title", ""), ("text", Text), ("town", "339901101"));
        var html = WebUtility.HtmlDecode(await tried.Content.ReadAsStringAsync());
        html.ShouldContain("噪声扰民");
        html.ShouldContain("县环保局");
    }

    [Fact]
    public async Task Training_WhenOneIsUnderWayOrTheFileIsWrong_SaysSo()
    {
        await using var county = await ReadingCounty.StartAsync(DatabaseKind.Sqlite, new FakeTime(ReadingCounty.Start));
        await county.CloseAsync(40);
        (await county.LearnAsync(county.Write("a.csv", "text,category", "路灯坏了,没有这一类"))).Error!.Code.ShouldBe("insight.label-unknown");
        (await county.LearnAsync(county.Write("b.csv", "text,kind", "路灯坏了,01"))).Error!.Code.ShouldBe("insight.column-missing");
        var state = county.Server.Services.GetRequiredService<Fengqiao.Insight.Reader.TrainingState>();
        state.TryBegin().ShouldBeTrue();
        (await county.LearnAsync()).Error.ShouldBe(InsightErrors.AlreadyLearning);
        state.End(null);
        (await county.LearnAsync()).Value.Number.ShouldBe(1);
    }

    private static async Task<JsonNode> SuggestAsync(HttpClient person, string text)
    {
        var answer = await person.PostAsJsonAsync(new Uri("/api/v1/cases/suggestions", UriKind.Relative), new { title = "", description = text, grid = ReadingCounty.Village });
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient person, string title, string text, string? category = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = JsonContent.Create(new { title, description = text, category, channel = "hotline", location = new { grid = ReadingCounty.Village } }) };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(text.GetHashCode(StringComparison.Ordinal) & 0xffffff)).ToString());
        return person.SendAsync(request);
    }
}
