using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Wording;

/// <summary>Words the county chooses, from the administrator's page to the forms, lists, exports and papers that say them.</summary>
[Collection(HttpTests.Name)]
public sealed class WordPageTests
{
    [DatabaseTheory]
    public async Task Reason_AddedByTheCounty_IsOfferedChosenAndShownToAll(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (keeper, handler, dispatcher) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("town-dispatcher"));
        Lead(await keeper.PostFormAsync("/admin/words/return-reason", "new", ("code", "no-staff"), ("nameZh", "无专业力量"), ("nameEn", "No experts"), ("rank", "5"))).ShouldBe("/admin/words/return-reason?done=added");

        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var reasons = (await handler.GetAsync($"/api/v1/cases/{number}/moves")).Json["items"]!.AsArray()
            .Single(m => m!["move"]!.GetValue<string>() == "request-return")!["fields"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == "reason")!["options"]!.AsArray();
        reasons[0]!.GetValue<string>().ShouldBe("no-staff", "the smallest rank comes first");
        (await handler.GetAsync($"/cases/{number}")).Words().ShouldContain("无专业力量");
        (await handler.MoveAsync(number, "request-return", new { text = "请改派", reason = "no-such" })).Fields.ShouldBe(["reason"]);
        (await handler.MoveAsync(number, "request-return", new { text = "请改派", reason = "court" })).Fields.ShouldBe(["reason"], "a word of another list is none of this one");
        await handler.MovesAsync(number, ("request-return", new { text = "请改派", reason = "no-staff" }));

        // Taken out of use and renamed: chosen no more, and still read where it was chosen.
        Lead(await keeper.PostFormAsync("/admin/words/return-reason/no-staff", "word", ("version", "1"), ("nameZh", "缺少专业人员"), ("nameEn", "No experts"), ("rank", "5"))).ShouldBe("/admin/words/return-reason?done=saved");
        (await dispatcher.GetAsync($"/cases/{number}")).Words().ShouldContain("缺少专业人员。请改派");
        (await dispatcher.GetAsync($"/cases/{number}/papers/whole")).Words().ShouldContain("缺少专业人员");
        var entry = (await dispatcher.GetAsync($"/api/v1/cases/{number}/timeline")).Json["items"]!.AsArray()[^1]!["reason"]!;
        (entry["code"]!.GetValue<string>(), entry["name"]!.GetValue<string>()).ShouldBe(("no-staff", "缺少专业人员"));
        await dispatcher.MovesAsync(number, ("refuse-return", new { text = "请继续" }));
        (await handler.GetAsync($"/cases/{number}")).Text.ShouldNotContain("value=\"no-staff\"");
        (await county.AuditAsync("word.changed")).ShouldHaveSingleItem().ShouldContain("county-dispatcher return-reason.no-staff");
    }

    [DatabaseTheory]
    public async Task Refusal_TellsTheReporterTheRouteThatWasChosen(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var report = await county.Anonymous.PostAsync("/api/v1/reports", new { title = "工资没有发", description = "公司拖欠三个月工资", region = County.Village });
        var (number, code) = (report.Json["number"]!.GetValue<string>(), report.Json["trackingCode"]!.GetValue<string>());
        await (await county.AsAsync("county-dispatcher")).MovesAsync(number, ("refuse", new { text = "请向仲裁委申请", reason = "arbitration" }));
        var tracked = await county.Anonymous.PostAsync("/api/v1/tracking", new { number, code });
        tracked.Json["steps"]!.AsArray()[^1]!["text"]!.GetValue<string>().ShouldBe("劳动人事争议仲裁。请向仲裁委申请");
    }

    [DatabaseTheory]
    public async Task Channel_RenamedAndHidden_ReadsSoEverywhere_AndKeepsItsCode(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var keeper = await county.AsAsync("county-dispatcher");
        var number = await keeper.RegisterAsync(channel: "hotline");
        Lead(await keeper.PostFormAsync("/admin/words/channel/hotline", "word", ("version", "0"), ("nameZh", "枫桥热线"), ("nameEn", "Fengqiao line"), ("isActive", "true"))).ShouldBe("/admin/words/channel?done=saved");
        (await keeper.GetAsync($"/cases/{number}")).Words().ShouldContain("枫桥热线");
        (await keeper.GetAsync($"/cases/{number}/papers/whole")).Words().ShouldContain("枫桥热线");
        (await keeper.SubmitAsync("/cases", "/cases/export", ("format", "csv"), ("numbers", number))).Text.ShouldContain("枫桥热线");
        (await keeper.GetAsync($"/api/v1/cases/{number}")).Json["summary"]!["channel"]!.GetValue<string>().ShouldBe("hotline");
        (await keeper.GetAsync("/cases/new")).Text.ShouldContain(">枫桥热线</option>");

        Lead(await keeper.PostFormAsync("/admin/words/channel/hotline", "word", ("version", "1"), ("nameZh", ""), ("nameEn", ""))).ShouldBe("/admin/words/channel?done=saved");
        (await keeper.GetAsync("/cases/new")).Text.ShouldNotContain("value=\"hotline\"");
        (await keeper.GetAsync($"/cases/{number}")).Words().ShouldContain("热线来电", customMessage: "a hidden channel is still called by its name");
        // The form of somebody who still saw the first version.
        (await keeper.PostFormAsync("/admin/words/channel/hotline", "word", ("version", "1"), ("nameZh", "别的"))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [DatabaseTheory]
    public async Task Words_OfRules_CannotBeAddedOrHidden_AndBadInputNamesItsFields(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var keeper = await county.AsAsync("county-dispatcher");
        (await keeper.PostFormAsync("/admin/words/urgency/urgent", "word", ("version", "0"), ("nameZh", "加急"), ("nameEn", ""))).Status.ShouldBe(HttpStatusCode.Found);
        (await keeper.GetAsync("/cases/new")).Text.ShouldContain("加急", customMessage: "what decides limits stays in the form, ticked or not");
        (await keeper.PostFormAsync("/admin/words/urgency/urgent", "word", ("version", "1"), ("nameZh", ""), ("nameEn", ""))).Status.ShouldBe(HttpStatusCode.Found);
        (await keeper.SubmitAsync("/admin/words/urgency/urgent", "/admin/words/urgency/none-such", ("_handler", "word"), ("version", "0"), ("nameZh", "无"))).Message.IsSuccessStatusCode.ShouldBeFalse();

        var refused = await keeper.PostFormAsync("/admin/words/return-reason", "new", ("code", "Not Good"), ("nameZh", ""), ("rank", "x"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["code", "nameZh", "rank"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-error\"");
        }

        (await keeper.PostFormAsync("/admin/words/return-reason", "new", ("code", "unclear"), ("nameZh", "又一个"))).Text.ShouldContain("id=\"f-code-error\"");
        (await (await county.AsAsync("leader")).GetAsync("/admin/words")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await county.AsAsync("system-admin")).GetAsync("/admin/notices")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Lead(Answer answer) => answer.Message.Headers.Location is { } to ? to.IsAbsoluteUri ? to.PathAndQuery : to.ToString() : $"{answer.Status}: {answer.Text}";
}
