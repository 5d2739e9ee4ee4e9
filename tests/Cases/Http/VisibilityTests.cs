using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Who may not see a case does not see it through any door: list, single case, search, counts, files, suggestions.</summary>
[Collection(HttpTests.Name)]
public sealed class VisibilityTests
{
    private static readonly string[] Strangers = ["other-handler", "other-town", "grid-worker", "system-admin", "security-admin", "audit-admin"];

    [DatabaseTheory]
    public async Task Case_WhenNotTheirs_IsNotThereForStrangersThroughAnyDoor(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var word = $"罕见词{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}"[..12];
        var number = await dispatcher.RegisterAsync($"只给城管看的{word}", category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var file = (await dispatcher.AttachAsync(number, Pictures.Png, "图.png")).Json["id"]!.GetValue<string>();
        var person = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        foreach (var account in Strangers)
        {
            var stranger = await county.AsAsync(account);
            string[] doors = ["", "/timeline", "/moves", $"/attachments/{file}"];
            foreach (var door in doors)
            {
                await SameAsNothingAsync(account, number, n => stranger.GetAsync($"/api/v1/cases/{n}{door}"));
            }

            await SameAsNothingAsync(account, number, n => stranger.PostAsync($"/api/v1/cases/{n}/moves/sign", new { }, ("If-Match", "\"2\"")));
            await SameAsNothingAsync(account, number, n => stranger.PostAsync($"/api/v1/cases/{n}/people/{person}/reveal", new { reason = "好奇" }));
            await SameAsNothingAsync(account, number, n => stranger.AttachAsync(n, Pictures.Png, "a.png"));
            (await CountAsync(stranger, $"/api/v1/cases?q={word}")).ShouldBe(0, account);
            (await CountAsync(stranger, $"/api/v1/cases?q={number}")).ShouldBe(0, account);
            (await stranger.GetAsync("/api/v1/cases?pageSize=200")).Text.ShouldNotContain(number, Shouldly.Case.Sensitive, account);
            (await stranger.PostAsync("/api/v1/cases/suggestions", new { title = $"只给城管看的{word}", description = "村口的情况请处理", latitude = County.Latitude, longitude = County.Longitude }))
                .Text.ShouldNotContain(number, Shouldly.Case.Sensitive, account);
            var summary = await stranger.GetAsync($"/api/v1/statistics/summary?q={word}");
            (summary.Status == HttpStatusCode.Forbidden || summary.Json["total"]!.GetValue<int>() == 0).ShouldBeTrue(account);
        }

        foreach (var account in (string[])["county-dispatcher", "town-dispatcher", "village-officer", "handler", "verifier", "callback", "leader"])
        {
            var insider = await county.AsAsync(account);
            (await insider.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK, account);
            (await CountAsync(insider, $"/api/v1/cases?q={word}")).ShouldBe(1, account);
            (await insider.GetAsync($"/api/v1/cases/{number}/attachments/{file}")).Status.ShouldBe(HttpStatusCode.OK, account);
        }
    }

    [DatabaseTheory]
    public async Task List_SearchAndStatistics_CountTheSameCasesForEverybody(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("计数一致", category: "02", location: new { grid = County.OtherVillage });
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D06" }));
        foreach (var account in (string[])["county-dispatcher", "town-dispatcher", "other-town", "handler", "other-handler", "callback", "leader"])
        {
            var person = await county.AsAsync(account);
            foreach (var filter in (string[])["", "state=dispatched", "category=01", "category=none", "region=" + County.Town, "unit=D05", "overdue=false", "q=计数", "channel=window"])
            {
                var listed = await CountAsync(person, $"/api/v1/cases?{filter}");
                var summary = (await person.GetAsync($"/api/v1/statistics/summary?{filter}")).Json;
                summary["total"]!.GetValue<int>().ShouldBe(listed, $"{account} {filter}");
                summary["byState"]!.AsArray().Sum(s => s!["count"]!.GetValue<int>()).ShouldBe(listed, $"{account} {filter}");
                foreach (var part in summary["byState"]!.AsArray())
                {
                    var state = part!["code"]!.GetValue<string>();
                    if (!filter.StartsWith("state", StringComparison.Ordinal))
                    {
                        (await CountAsync(person, $"/api/v1/cases?{filter}&state={state}")).ShouldBe(part["count"]!.GetValue<int>(), $"{account} {filter} {state}");
                    }
                }
            }
        }
    }

    [DatabaseTheory]
    public async Task GridWorker_SeesWhatTheyTookIn_AndAUnitWhatItOnceHad(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (worker, officer, handler) = (await county.AsAsync("grid-worker"), await county.AsAsync("village-officer"), await county.AsAsync("handler"));
        var number = await worker.RegisterAsync("网格员上报", channel: "grid-worker");
        (await worker.GetAsync($"/api/v1/cases/{number}")).Json["desk"]!.GetValue<string>().ShouldBe(County.Village);
        await officer.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("request-return", new { text = "不是我们的" }));
        await officer.MovesAsync(number, ("approve-return", null), ("dispatch", new { leadUnit = "D06" }));
        (await handler.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK);
        (await handler.GetAsync($"/api/v1/cases/{number}/moves")).Json["items"]!.AsArray().ShouldBeEmpty();
        (await handler.MoveAsync(number, "sign", await handler.VersionAsync(number))).Code.ShouldBe("cases.not-allowed");
    }

    [DatabaseTheory]
    public async Task Token_WithAScope_DoesNothingBeyondIt(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var reader = await county.AsAsync("county-dispatcher", "cases.read", "cases.read-area");
        var number = await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        (await reader.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK);
        (await reader.PostAsync("/api/v1/cases", new { title = "a", description = "b" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.MoveAsync(number, "answer", 1, new { text = "好" })).Code.ShouldBe("cases.not-allowed");
        (await reader.GetAsync("/api/v1/statistics/summary")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Anonymous_MayDoNothingThatNeedsAnAccount(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var path in (string[])["cases", "cases/SJ1", "cases/SJ1/timeline", "cases/SJ1/moves", "work", "statistics/summary", "units", "me"])
        {
            (await county.Anonymous.GetAsync($"/api/v1/{path}")).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        (await county.Anonymous.PostAsync("/api/v1/cases", new { title = "a", description = "b" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<int> CountAsync(Api person, string path)
    {
        var answer = await person.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, path + answer.Text);
        var (items, total) = (answer.Json["items"]!.AsArray().Count, answer.Json["total"]!.GetValue<int>());
        items.ShouldBe(Math.Min(total, answer.Json["pageSize"]!.GetValue<int>()));
        return total;
    }

    /// <summary>The answer for a hidden case and for one that never was are the same, but for the trace number.</summary>
    private static async Task SameAsNothingAsync(string account, string number, Func<string, Task<Answer>> ask)
    {
        var (hidden, nothing) = (await ask(number), await ask(number[..^5] + "99999"));
        hidden.Status.ShouldBe(HttpStatusCode.NotFound, account + hidden.Text);
        Plain(hidden).ShouldBe(Plain(nothing), account);
    }

    private static string Plain(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId").ShouldBeTrue();
        return $"{answer.Status} {json.ToJsonString()}";
    }
}
