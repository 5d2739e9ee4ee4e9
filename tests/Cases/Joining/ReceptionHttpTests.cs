using System.Globalization;
using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>Receptions are published, called off and recorded; a leader stands for a case; who answers for it follows the signing.</summary>
[Collection(HttpTests.Name)]
public sealed class ReceptionHttpTests
{
    [DatabaseTheory]
    public async Task Reception_IsPublishedToAnybody_CalledOffWithAReason_AndRecordedWithACase(DatabaseKind kind)
    {
        var start = new DateTimeOffset(FakeTime.Start.Date, TimeSpan.Zero).AddHours(1);
        var time = new FakeTime(start);
        await using var county = await County.StartAsync(kind, time);
        var (desk, leader, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("leader"), await county.AsAsync("handler"));
        var today = start.AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await handler.GetAsync("/reception/schedule")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await leader.PostAsync("/api/v1/receptions", new { leader = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var refused = await desk.PostFormAsync("/reception/schedule", "publish", ("leader", ""), ("post", ""), ("place", ""), ("day", "2001-01-01"), ("from", "09:00"), ("to", "08:00"), ("capacity", "0"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["leader", "post", "place", "day", "capacity"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-error\"", customMessage: field);
        }

        (await desk.PostAsync("/api/v1/receptions", new { leader = "卫领导", post = "副县长", place = "县综治中心", day = today, from = "09:00", to = "08:00", capacity = 8 })).Fields.ShouldBe(["to"]);
        (await desk.PostAsync("/api/v1/receptions", new { leader = "卫领导", post = "副县长", place = "x", day = today, from = "09:00", to = "10:00", capacity = 8, region = "339902" })).Fields.ShouldBe(["region"]);
        foreach (var leads in (string[])["卫领导", "沈领导"])
        {
            (await desk.PostFormAsync("/reception/schedule", "publish", ("leader", leads), ("post", "副县长"), ("place", "县综治中心接访室"), ("day", today), ("from", "09:00"), ("to", "11:30"), ("kinds", "劳动保障"), ("capacity", "8")))
                .Status.ShouldBe(HttpStatusCode.Found);
        }

        var listed = (await county.Anonymous.GetAsync("/api/v1/receptions")).Json.AsArray();
        listed.Count.ShouldBe(2);
        var (one, off) = (listed[0]!["id"]!.GetValue<Guid>(), listed[1]!["id"]!.GetValue<Guid>());
        (await desk.PostAsync($"/api/v1/receptions/{off}/call-off", new { text = " " }, Match(1))).Fields.ShouldBe(["text"]);
        (await (await county.AsAsync("town-dispatcher")).PostAsync($"/api/v1/receptions/{off}/call-off", new { text = "x" }, Match(1))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var offs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.PostAsync($"/api/v1/receptions/{off}/call-off", new { text = "参加防汛会议" }, Match(1))));
        offs.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        var page = (await county.Anonymous.GetAsync("/reception")).Words();
        foreach (var words in (string[])["卫领导", "副县长", "县综治中心接访室", "09:00–11:30", "劳动保障", "参加防汛会议"])
        {
            page.ShouldContain(words);
        }

        // Heard: a case the recorder sees, once, and not at a reception that was called off or is to come.
        var number = await desk.RegisterAsync();
        (await desk.PostAsync($"/api/v1/receptions/{off}/records", new { number, text = "x" })).Code.ShouldBe("joint.reception-not-held");
        (await desk.PostAsync($"/api/v1/receptions/{one}/records", new { number = "SJ0", text = "" })).Fields.ShouldBe(["text", "number"], ignoreOrder: true);
        (await desk.PostFormAsync("/reception/schedule", $"record-{one:N}", ($"number-{one:N}", number), ($"text-{one:N}", "请人社局三日内答复"))).Status.ShouldBe(HttpStatusCode.Found);
        (await desk.PostAsync($"/api/v1/receptions/{one}/records", new { number, text = "再次" })).Code.ShouldBe("joint.heard-already");
        (await leader.GetAsync($"/cases/{number}/joint")).Words().ShouldContain("请人社局三日内答复");
        (await county.Anonymous.GetAsync("/reception")).Text.ShouldNotContain(number);
    }

    [DatabaseTheory]
    public async Task Sponsor_IsOneAtATime_AndWhoAnswersFollowsTheSigning(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (desk, leader, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("leader"), await county.AsAsync("handler"));
        var number = await desk.RegisterAsync();
        var path = $"/api/v1/cases/{number}/sponsor";
        (await desk.PostAsync(path, new { account = "handler", reason = "" })).Fields.ShouldBe(["reason", "account"], ignoreOrder: true);
        (await desk.PostAsync(path, new { reason = "x" })).Fields.ShouldBe(["account"], "nobody stands for it yet");
        var named = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? desk : leader).PostAsync(path, new { account = "leader", reason = "群体性诉求" })));
        named.Count(a => a.Status == HttpStatusCode.NoContent).ShouldBe(1);
        (await leader.GetAsync("/sponsored")).Text.ShouldContain(number);
        (await desk.GetAsync("/sponsored")).Text.ShouldNotContain(number);
        (await desk.GetAsync($"/cases/{number}")).Words().ShouldContain("卫领导");
        (await (await county.AsAsync("other-town")).PostAsync(path, new { account = "leader", reason = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);

        // The first receiver answers until the unit has signed for it; both sides see that it waits.
        await desk.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await Answers(desk, number)).ShouldBe(("周调度", "D05"));
        (await desk.GetAsync("/work")).Text.ShouldContain("href=\"/hand-overs\"");
        foreach (var side in (Api[])[desk, handler])
        {
            (await side.GetAsync("/hand-overs")).Text.ShouldContain(number);
        }

        (await handler.PostAsync(path, new { account = "leader", reason = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        await handler.MovesAsync(number, ("sign", null));
        (await Answers(desk, number)).ShouldBe((null, null));
        (await desk.GetAsync("/hand-overs")).Text.ShouldNotContain(number);

        var page = $"/cases/{number}/joint";
        (await desk.SubmitAsync(page, $"{page}/sponsor", ("sponsor.account", ""), ("sponsor.reason", "矛盾已化解"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await leader.GetAsync("/sponsored")).Text.ShouldNotContain(number);
        (await leader.GetAsync(page)).Words().ShouldContain("矛盾已化解");
        (await county.AuditAsync("sponsor.ended")).ShouldContain(line => line.StartsWith($"county-dispatcher {number} ", StringComparison.Ordinal));
    }

    private static async Task<(string? Name, string? WaitsFor)> Answers(Api person, string number)
    {
        var answers = (await person.GetAsync($"/api/v1/cases/{number}/joint")).Json["standing"]!["answerable"]!;
        return (answers["name"]?.GetValue<string>(), answers["waitsFor"]?["code"]!.GetValue<string>());
    }

    private static (string Name, string Value) Match(int version) => ("If-Match", $"\"{version}\"");
}
