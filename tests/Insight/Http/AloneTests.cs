using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Alone;
using Fengqiao.Insight.Jobs;
using Fengqiao.Insight.Reactions;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>Dispatching without a click: off as shipped, once only, checked by people, and off again by itself.</summary>
public sealed class AloneTests
{
    private const string Noise = "搅拌站整夜作响，噪声超过标准，吵得老人孩子睡不着";
    private const string Wages = "包工头拖欠工资，工地欠农民工的钱，讨薪多次没有结果";

    [DatabaseTheory]
    public async Task Matter_GoesByItselfOnceItIsSwitchedOn_IsSampledTheNextDay_AndStopsWhenTooMuchWasWrong(DatabaseKind kind)
    {
        // Two months behind what was learnt from, so that nothing of it is a recent matter of the same place.
        var time = new FakeTime(ReadingCounty.Start.AddDays(20));
        await using var county = await ReadingCounty.StartAsync(kind, time);
        var (dispatcher, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("system-admin"));
        (await SetAsync(admin, "0", on: true)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing has been learnt yet");
        await county.CloseAsync(60);
        await county.LearnAsync();

        var off = await RegisterAsync(dispatcher, "夜里很吵", Noise);
        (await UntilAsync(async db => await db.Set<CaseReading>().CountAsync() == 1)).ShouldBeTrue();
        (await StateAsync(dispatcher, off)).ShouldBe("registered", "as shipped it is off");
        (await SetAsync(admin, "0", on: true, categories: "99")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var (least, sample, wrong) in new[] { ("89", "5", "5"), ("100", "5", "5"), ("97", "0", "5"), ("97", "5", "51"), ("NaN", "5", "5") })
        {
            (await SetAsync(admin, "0", on: true, least: least, sample: sample, wrong: wrong)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, least + sample + wrong);
        }

        (await SetAsync(admin, "0", on: true)).Headers.Location!.ToString().ShouldContain("done=alone");
        (await SetAsync(admin, "0", on: true)).IsSuccessStatusCode.ShouldBeFalse("somebody else still had the old page open");

        // One goes; what is urgent or looks like another stays.
        var number = await RegisterAsync(dispatcher, "工资没有发", Wages);
        (await UntilAsync(async db => await db.Set<AutoDispatch>().AnyAsync(d => d.State == AutoState.Made))).ShouldBeTrue();
        (await StateAsync(dispatcher, number)).ShouldBe("dispatched");
        var urgent = await RegisterAsync(dispatcher, "急", "包工头拖欠工资，工人要跳楼，干了半年没有发薪", "urgent");
        var again = await RegisterAsync(dispatcher, "工资没有发", Wages);
        (await UntilAsync(async db => await db.Set<CaseReading>().CountAsync() == 4)).ShouldBeTrue();
        (await StateAsync(dispatcher, urgent), await StateAsync(dispatcher, again)).ShouldBe(("registered", "registered"));
        var history = await ReadingCounty.PageAsync(dispatcher, $"/cases/{number}");
        history.ShouldContain("自动派单：类别“劳动保障”");
        history.ShouldContain("县人社局");
        (await county.AuditAsync(number)).ShouldBe(["case.register", "case.dispatch", "auto-dispatch.made"]);

        // The message comes again, also as if the server had died between the plan and its end: nothing is dispatched twice.
        var id = await IdAsync(number);
        await ReactAsync(id, number);
        await ChangeAsync(d => d with { State = AutoState.Planned, Version = d.Version + 1 });
        await ReactAsync(id, number);
        (await DispatchesAsync()).ShouldHaveSingleItem().State.ShouldBe(AutoState.Made);
        (await county.AuditAsync(number)).Count(a => a == "case.dispatch").ShouldBe(1);

        // Today's are not drawn yet, yesterday's are.
        await DrawAsync();
        (await DispatchesAsync()).Single().IsSampled.ShouldBeNull();
        time.Advance(TimeSpan.FromHours(24));
        await DrawAsync();
        (await DispatchesAsync()).Single().IsSampled.ShouldBe(true);
        var page = await ReadingCounty.PageAsync(dispatcher, "/auto-dispatches");
        page.ShouldContain(Wages);
        page.ShouldContain($"judge-{number}");
        (await (await county.AsAsync("handler")).GetAsync(new Uri("/auto-dispatches", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // Nineteen were checked before, one of them wrong; with this one it is two of twenty.
        await SeedAsync(time, 19);
        var line = (await JsonAsync(dispatcher, "/api/v1/auto-dispatches")).AsArray().ShouldHaveSingleItem()!;
        (await JudgeAsync(dispatcher, number, "nonsense", line["version"]!.GetValue<int>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JudgeAsync(dispatcher, number, "wrong-unit", 77)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var judged = await ReadingCounty.SendAsync(dispatcher, "/auto-dispatches", $"judge-{number}", ("version", line["version"]!.ToString()), ("verdict", "WrongUnit"));
        judged.Headers.Location!.ToString().ShouldContain("done=judged");
        (await ReadingCounty.PageAsync(admin, "/admin/reader")).ShouldContain("自动派单已自行停用");
        (await JsonAsync(dispatcher, "/api/v1/auto-dispatches?pile=checked")).AsArray().ShouldHaveSingleItem()!["verdict"]!.GetValue<string>().ShouldBe("wrong-unit", "the other nineteen are of cases that are not there");
        var after = await RegisterAsync(dispatcher, "路灯坏了", "路灯坏了没有人修，井盖破损很危险，路面坑洼积水");
        (await UntilAsync(async db => await db.Set<CaseReading>().CountAsync() == 5)).ShouldBeTrue();
        (await StateAsync(dispatcher, after)).ShouldBe("registered");
        (await (await county.AsAsync("handler")).PostAsJsonAsync(new Uri($"/api/v1/auto-dispatches/{number}/verdict", UriKind.Relative), new { verdict = "right" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        async Task<bool> UntilAsync(Func<FengqiaoDb, Task<bool>> holds) => await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            using var services = county.Scope();
            return await holds(services.ServiceProvider.GetRequiredService<FengqiaoDb>());
        });

        async Task<Guid> IdAsync(string of)
        {
            using var services = county.Scope();
            return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AutoDispatch>().Where(d => d.Number == of).Select(d => d.CaseId).SingleAsync();
        }

        async Task ReactAsync(Guid of, string called)
        {
            using var services = county.Scope();
            await services.ServiceProvider.GetRequiredService<DispatchAlone>().ReactAsync(new CaseRegistered(of, called, "window", null, ReadingCounty.Village, time.GetUtcNow().UtcDateTime), default);
        }

        async Task ChangeAsync(Func<AutoDispatch, AutoDispatch> change)
        {
            using var services = county.Scope();
            var one = await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AutoDispatch>().SingleAsync();
            await WriteAsync(services, new Commit().Update(change(one), one.Version));
        }

        async Task<List<AutoDispatch>> DispatchesAsync()
        {
            using var services = county.Scope();
            return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AutoDispatch>().ToListAsync();
        }

        Task DrawAsync() => county.Server.Services.GetServices<IHostedService>().OfType<DrawSample>().Single().RunOnceAsync(default);

        async Task SeedAsync(FakeTime at, int many)
        {
            using var services = county.Scope();
            var now = at.GetUtcNow().UtcDateTime;
            await WriteAsync(services, new Commit().InsertAll(Enumerable.Range(1, many).Select(i => new AutoDispatch
            {
                CaseId = Guid.CreateVersion7(at.GetUtcNow()), Number = $"SEED{i}", AtUtc = now, Day = 20260101, Reader = 1, Category = "01", CategoryConfidence = 1, Unit = "D05", UnitConfidence = 1,
                State = AutoState.Made, Lot = i, IsSampled = true, Verdict = i == 1 ? AutoVerdict.WrongCategory : AutoVerdict.Right, JudgedUtc = now, JudgedBy = "county-dispatcher",
            })));
        }
    }

    private static async Task WriteAsync(IServiceScope services, Commit commit) =>
        (await services.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();

    private static Task<HttpResponseMessage> SetAsync(HttpClient admin, string version, bool on, string least = "90", string categories = "", string sample = "5", string wrong = "5") => ReadingCounty.SendAsync(
        admin, "/admin/reader", "alone",
        [("version", version), .. on ? new[] { ("isOn", "true") } : [], ("leastConfidence", least), ("aloneCategories", categories), ("sampleShare", sample), ("mostWrong", wrong)]);

    private static async Task<string> RegisterAsync(HttpClient person, string title, string text, string urgency = "normal")
    {
        var taken = await person.PostAsJsonAsync(
            new Uri("/api/v1/cases", UriKind.Relative), new { title, description = text, channel = "window", urgency, location = new { grid = ReadingCounty.Village }, reporter = new { anonymous = true } });
        var body = await taken.Content.ReadAsStringAsync();
        taken.StatusCode.ShouldBe(HttpStatusCode.Created, body);
        return JsonNode.Parse(body)!["number"]!.GetValue<string>();
    }

    private static async Task<string> StateAsync(HttpClient person, string number) => (await JsonAsync(person, $"/api/v1/cases/{number}"))["summary"]!["state"]!.GetValue<string>();

    private static async Task<JsonNode> JsonAsync(HttpClient person, string path)
    {
        var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private static Task<HttpResponseMessage> JudgeAsync(HttpClient person, string number, string verdict, int version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/auto-dispatches/{number}/verdict") { Content = JsonContent.Create(new { verdict }) };
        request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        return person.SendAsync(request);
    }
}
