using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>A town whistles, departments come late, in time and not at all; both sides score, and the figures open what they count.</summary>
[Collection(HttpTests.Name)]
public sealed class WhistleHttpTests
{
    [DatabaseTheory]
    public async Task Whistle_OpensTheCaseToTheUnitsCalled_IsTimedAndScored(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (town, unit, other) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await town.RegisterAsync("溪口村水管爆裂");
        var page = $"/cases/{number}/joint";
        (await unit.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.GetAsync($"/cases/{number}")).Text.ShouldContain(page);
        (await (await county.AsAsync("county-dispatcher")).PostAsync($"/api/v1/cases/{number}/whistles", new { place = "村口" })).Code.ShouldBe("joint.no-town");
        (await (await county.AsAsync("other-town")).PostAsync($"/api/v1/cases/{number}/whistles", new { place = "村口" })).Status.ShouldBe(HttpStatusCode.NotFound);
        var refused = await town.SubmitAsync(page, $"{page}/whistles", ("whistle.place", ""), ("whistle.reason", ""), ("whistle.urgency", "none"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["place", "reason", "urgency", "units"])
        {
            refused.Text.ShouldContain($"id=\"f-whistle-{field}-error\"", customMessage: field);
        }

        (await town.PostAsync($"/api/v1/cases/{number}/whistles", new { place = "村口", reason = "x", units = new[] { "T102" } })).Code.ShouldBe("joint.no-department");
        (await town.SubmitAsync(page, $"{page}/whistles", ("whistle.place", "溪口村 12 号"), ("whistle.reason", "水管爆裂，道路积水"), ("whistle.urgency", "urgent"), ("whistle.units", "D05"), ("whistle.units", "D06")))
            .Status.ShouldBe(HttpStatusCode.SeeOther);

        // Called: they read the case, in the list as well, and do nothing with it but answer.
        foreach (var called in (Api[])[unit, other])
        {
            (await called.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK);
            (await called.GetAsync("/api/v1/cases?pageSize=200")).Text.ShouldContain(number);
            (await called.GetAsync("/whistles")).Text.ShouldContain(number);
            (await called.GetAsync("/work")).Text.ShouldContain("href=\"/whistles\"");
            (await called.GetAsync($"/api/v1/cases/{number}/moves")).Json["items"]!.AsArray().ShouldBeEmpty();
        }

        var calls = (await unit.GetAsync($"/api/v1/cases/{number}/joint")).Json["whistles"]!.AsArray().ShouldHaveSingleItem()!["calls"]!.AsArray();
        var (mine, theirs) = (Of(calls, "D05"), Of(calls, "D06"));
        Acts(mine).ShouldBe(["acknowledge", "arrive", "answer"]);
        Acts(theirs).ShouldBeEmpty();

        // Two colleagues and the town enter the arrival at the same moment: one does.
        var arrivals = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? unit : town).PostAsync($"/api/v1/whistle-calls/{Id(mine)}/arrive", new { }, Match(1))));
        arrivals.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        arrivals.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict);
        (await unit.SubmitAsync(page, $"{page}/calls/{Id(mine)}/answer", ("version", "2"), ($"answer-{Id(mine):N}.text", "已关阀抢修"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await unit.PostAsync($"/api/v1/whistle-calls/{Id(mine)}/score-unit", new { text = "自评", score = 5 }, Match(3))).Status.ShouldBe(HttpStatusCode.Conflict, "the town scores the unit");
        (await town.PostAsync($"/api/v1/whistle-calls/{Id(mine)}/score-unit", new { text = "", score = 6 }, Match(3))).Fields.ShouldBe(["text", "score"], ignoreOrder: true);
        (await town.PostAsync($"/api/v1/whistle-calls/{Id(mine)}/score-unit", new { text = "到场快", score = 5 }, Match(3))).Status.ShouldBe(HttpStatusCode.OK);
        (await unit.PostAsync($"/api/v1/whistle-calls/{Id(mine)}/score-call", new { text = "本局职责", score = 4 }, Match(4))).Status.ShouldBe(HttpStatusCode.OK);

        // Not there, but answered: missing; needless, says the unit. Figures list what they count.
        (await other.PostAsync($"/api/v1/whistle-calls/{Id(theirs)}/answer", new { text = "不属本局" }, Match(1))).Status.ShouldBe(HttpStatusCode.OK);
        (await other.PostAsync($"/api/v1/whistle-calls/{Id(theirs)}/score-call", new { text = "与水利无关", score = 1, needless = true }, Match(2))).Status.ShouldBe(HttpStatusCode.OK);
        var figures = (await town.GetAsync("/api/v1/whistle-figures")).Json;
        var d05 = figures["units"]!.AsArray().Single(u => u!["unit"]!["code"]!.GetValue<string>() == "D05")!;
        (d05["calls"]!.GetValue<int>(), d05["inTime"]!.GetValue<int>(), d05["response"]!.GetValue<double>(), d05["score"]!.GetValue<double>()).ShouldBe((1, 1, 1.0, 5.0));
        var t101 = figures["towns"]!.AsArray().ShouldHaveSingleItem()!;
        (t101["whistles"]!.GetValue<int>(), t101["calls"]!.GetValue<int>(), t101["needless"]!.GetValue<int>(), t101["score"]!.GetValue<double>()).ShouldBe((1, 2, 1, 2.5));
        (await town.GetAsync("/whistles/figures")).Text.ShouldContain("/whistles?pile=needless&amp;town=T101");
        (await town.GetAsync("/whistles?pile=needless&town=T101")).Text.ShouldContain($"#call-{Id(theirs):N}");
        (await town.GetAsync("/whistles?pile=needless&unit=D05")).Text.ShouldNotContain(number);
        (await (await county.AsAsync("other-town")).GetAsync("/whistles?pile=all")).Text.ShouldNotContain(number);
        (await (await county.AsAsync("other-town")).GetAsync("/api/v1/whistle-figures")).Json["units"]!.AsArray().ShouldBeEmpty();
        (await (await county.AsAsync("other-town")).PostAsync($"/api/v1/whistle-calls/{Id(mine)}/call-off", new { text = "x" }, Match(5))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [DatabaseTheory]
    public async Task Whistle_OverARestrictedCase_IsRefused_AndTheLimitIsFollowedNotEdited(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (town, admin) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("system-admin"));
        var number = await town.RegisterAsync();
        var page = $"/cases/{number}/joint";
        var tomorrow = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await town.GetAsync("/admin/whistles")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var refused = await admin.PostFormAsync("/admin/whistles", "follow-urgent", ("version", "1"), ("minutes-urgent", "0"), ("basis-urgent", ""), ("from-urgent", "2001-01-01"));
        foreach (var field in (string[])["minutes", "basis", "from"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-urgent-error\"", customMessage: field);
        }

        (await admin.PostFormAsync("/admin/whistles", "follow-urgent", ("version", "1"), ("minutes-urgent", "60"), ("basis-urgent", "县吹哨办法"), ("from-urgent", tomorrow))).Status.ShouldBe(HttpStatusCode.Found);
        (await admin.GetAsync("/admin/whistles")).Words().ShouldContain("县吹哨办法");
        var called = await town.PostAsync($"/api/v1/cases/{number}/whistles", new { place = "村口", reason = "积水", urgency = "urgent", units = new[] { "D05" } });
        called.Status.ShouldBe(HttpStatusCode.Created, called.Text);
        called.Json["rule"]!.GetValue<string>().ShouldBe("urgent", "the new limit holds from its first day on");
        (called.Json["arriveBy"]!.GetValue<DateTime>() - called.Json["calledAt"]!.GetValue<DateTime>()).ShouldBe(TimeSpan.FromMinutes(120));

        var secret = await (await county.AsAsync("county-dispatcher")).PostAsync($"/api/v1/cases/{number}/secrecy", new { secrecy = "restricted", reason = "涉密", readers = new[] { "town-dispatcher" } }, Match(await town.VersionAsync(number)));
        secret.Status.ShouldBe(HttpStatusCode.OK, secret.Text);
        (await town.PostAsync($"/api/v1/cases/{number}/whistles", new { place = "村口", reason = "积水", units = new[] { "D06" } })).Code.ShouldBe("joint.case-restricted");
        (await (await county.AsAsync("handler")).GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await county.AsAsync("handler")).GetAsync("/whistles?pile=all")).Text.ShouldNotContain(number);
    }

    private static JsonNode Of(JsonArray calls, string unit) => calls.Single(c => c!["unit"]!["code"]!.GetValue<string>() == unit)!;

    private static Guid Id(JsonNode call) => call["id"]!.GetValue<Guid>();

    private static string[] Acts(JsonNode call) => [.. call["acts"]!.AsArray().Select(a => a!.GetValue<string>())];

    private static (string Name, string Value) Match(int version) => ("If-Match", $"\"{version}\"");
}
