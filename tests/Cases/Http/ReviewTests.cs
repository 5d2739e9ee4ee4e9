using System.Net;
using Fengqiao.Cases.Jobs;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>More time, "not mine" and "objectively impossible", from the request to what the reporter reads.</summary>
[Collection(HttpTests.Name)]
public sealed class ReviewTests
{
    [DatabaseTheory]
    public async Task Extension_AskedForAndAllowedOnTheDesk_MovesTheLimitAndIsTold(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var receipt = await county.Anonymous.PostAsync("/api/v1/reports", new { title = "围墙裂缝", description = "学校围墙裂了一道缝", latitude = County.Latitude, longitude = County.Longitude });
        var (number, code) = (receipt.Json["number"]!.GetValue<string>(), receipt.Json["trackingCode"]!.GetValue<string>());
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null), ("request-extension", new { text = "等待检测报告", amount = 5 }));
        (await handler.MoveAsync(number, "request-extension", new { text = "再来" })).Code.ShouldBe("cases.already-asked");
        (await handler.MoveAsync(number, "approve-extension", new { text = "自己同意" })).Code.ShouldBe("cases.not-allowed");

        var waiting = Single((await dispatcher.GetAsync("/api/v1/reviews")), number);
        (waiting["kind"]!.GetValue<string>(), waiting["text"]!.GetValue<string>()).ShouldBe(("extension", "等待检测报告"));
        waiting["decisions"]!.AsArray().Select(d => d!.GetValue<string>()).ShouldBe(["approve-extension", "refuse-extension"]);
        Single(await handler.GetAsync("/api/v1/reviews"), number)["decisions"]!.AsArray().ShouldBeEmpty("the unit sees that it waits, and does not decide");
        var before = await CloseAsync(dispatcher, number);

        // Without a reason the page says so in place; then it is decided there.
        var refused = await dispatcher.SubmitAsync("/reviews", $"/reviews/{number}/approve-extension", ("version", "4"), ($"{number}.amount", "5"), ($"{number}.text", ""));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Words().ShouldContain("围墙裂缝");
        var allowed = await dispatcher.SubmitAsync("/reviews", $"/reviews/{number}/approve-extension", ("version", "4"), ($"{number}.amount", "5"), ($"{number}.text", "检测需要五天，已同意延长"));
        allowed.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await dispatcher.GetAsync($"/reviews?done=approve-extension:{number}")).Words().ShouldContain("已决定：同意延期");

        var after = await CloseAsync(dispatcher, number);
        DateTime.Parse(after["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTime.Parse(before["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
        after["firstDueAt"]!.GetValue<string>().ShouldBe(before["dueAt"]!.GetValue<string>());
        after["basis"]!.GetValue<string>().ShouldContain("7天");
        (await dispatcher.GetAsync($"/cases/{number}")).Words().ShouldContain("派单时定为");
        var tracked = await county.Anonymous.PostAsync("/api/v1/tracking", new { number, code });
        tracked.Json["steps"]!.AsArray().Select(s => s!["text"]!.GetValue<string>()).ShouldContain("检测需要五天，已同意延长");
        tracked.Text.ShouldNotContain("等待检测报告");
        (await dispatcher.GetAsync("/api/v1/reviews")).Json["counts"]!.AsArray().Single(c => c!["kind"]!.GetValue<string>() == "extension")!["approved"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await handler.MoveAsync(number, "request-extension", new { text = "还要" })).Code.ShouldBe("cases.no-more-extensions");
    }

    [DatabaseTheory]
    public async Task Suspension_WithOwnerAndDayOfReview_StandsStillUntilTheDeskEndsIt(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await dispatcher.RegisterAsync("历史遗留", category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null), ("request-suspension", new { text = "涉及未决诉讼" }));
        (await dispatcher.MoveAsync(number, "suspend", new { text = "同意", ownerUnit = "D05" })).Code.ShouldBe("cases.field-missing");
        (await dispatcher.MoveAsync(number, "suspend", new { text = "同意", ownerUnit = "D05", reviewOn = "2020-01-01" })).Code.ShouldBe("cases.review-too-far");
        var review = DateOnly.FromDateTime(DateTime.Parse((await CloseAsync(dispatcher, number))["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await dispatcher.MovesAsync(number, ("suspend", new { text = "待法院判决后办理", ownerUnit = "D05", reviewOn = review }));
        (await handler.MoveAsync(number, "submit", new { text = "办完" })).Code.ShouldBe("cases.clock-stands-still");
        (await handler.MoveAsync(number, "resume", new { text = "继续" })).Code.ShouldBe("cases.not-allowed");

        var clock = (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["clock"]!;
        (clock["hold"]!.GetValue<string>(), clock["reviewOn"]!.GetValue<string>(), clock["ownerUnit"]!["code"]!.GetValue<string>(), clock["timesSuspended"]!.GetValue<int>())
            .ShouldBe(("impossible", review, "D05", 1));
        (await dispatcher.GetAsync("/reviews?show=all")).Words().ShouldContain("历史遗留");
        await dispatcher.MovesAsync(number, ("resume", new { text = "判决已生效" }));
        await handler.MovesAsync(number, ("submit", new { text = "已办" }));
    }

    [DatabaseTheory]
    public async Task Dispute_IsConsultedAbout_SettledByWhoTookItOrByTheSuperior_AndReadByWhoIsAskedOnly(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (town, desk) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("county-dispatcher"));
        var (first, second) = (await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await town.RegisterAsync("桥下垃圾归谁管", category: "02");
        for (var time = 0; time < 2; time++)
        {
            await town.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
            await first.MovesAsync(number, ("request-return", new { text = "不属我局职责" }));
            await town.MovesAsync(number, ("approve-return", null));
        }

        (await town.MoveAsync(number, "dispatch", new { leadUnit = "D06" })).Code.ShouldBe("cases.consult-first");
        (await town.GetAsync($"/cases/{number}")).Words().ShouldContain("须先会商再派单");
        (await second.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound, "nobody has asked this unit");

        // By the page of the case, as the desk does it.
        var until = DateOnly.FromDateTime(county.Server.Services.GetRequiredService<Fengqiao.Kernel.CountyClock>().UtcNow).AddDays(5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var version = (await town.VersionAsync(number)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var alone = await town.SubmitAsync($"/cases/{number}/moves/consult", $"/cases/{number}/moves/consult", ("version", version), ("consult.assistingUnits", "D05"), ("consult.reviewOn", until), ("consult.text", "河道还是市容？"));
        (alone.Status, alone.Words().Contains("至少选择 2 个单位", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
        var asked = await town.SubmitAsync(
            $"/cases/{number}/moves/consult", $"/cases/{number}/moves/consult",
            ("version", version), ("consult.assistingUnits", "D05"), ("consult.assistingUnits", "D06"), ("consult.reviewOn", until), ("consult.text", "河道还是市容？"));
        asked.Status.ShouldBe(HttpStatusCode.SeeOther, asked.Text);
        Single(await second.GetAsync("/api/v1/reviews"), number)["decisions"]!.AsArray().Select(d => d!.GetValue<string>()).ShouldBe(["give-opinion"]);
        (await second.GetAsync("/reviews")).Words().ShouldContain("河道还是市容？");

        await first.MovesAsync(number, ("give-opinion", new { opinion = "not-ours", text = "桥下属河道管理范围" }));
        (await desk.MoveAsync(number, "settle", new { leadUnit = "D06", text = "定责" })).Code.ShouldBe("cases.opinions-awaited");
        await second.MovesAsync(number, ("give-opinion", new { opinion = "helps", text = "只能配合清运" }));
        Single(await second.GetAsync("/api/v1/reviews"), number)["decisions"]!.AsArray().ShouldBeEmpty("it has answered");
        (await town.MoveAsync(number, "settle", new { leadUnit = "D06", text = "定责" })).Code.ShouldBe("cases.superior-decides", "the town does not stand above departments of the county");
        (await town.MoveAsync(number, "pass-up", new { text = "请县里定责" })).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.GetAsync($"/cases/{number}")).Words().ShouldContain("没有单位认领");
        await desk.MovesAsync(number, ("settle", new { leadUnit = "D06", assistingUnits = (string[])["D05"], text = "桥下为河道管理范围，由水利局主办，城管局协办" }));

        (await second.MoveAsync(number, "request-return", new { text = "仍不属我局" })).Code.ShouldBe("cases.final-dispatch");
        (await second.GetAsync($"/cases/{number}")).Words().ShouldContain("只能配合清运"); // what was said stays in the timeline
        (await Eventually.HoldsAsync(async () => (await second.GetAsync("/notices")).Words().Contains("桥下垃圾归谁管", StringComparison.Ordinal))).ShouldBeTrue("it is told that it leads");
        (await desk.GetAsync("/api/v1/reviews")).Json["counts"]!.AsArray().Single(c => c!["kind"]!.GetValue<string>() == "consultation")!["approved"]!.GetValue<int>().ShouldBeGreaterThan(0);
        await second.MovesAsync(number, ("sign", null), ("submit", new { text = "已清理", without = "清运已由本局完成" }));
    }

    [DatabaseTheory]
    public async Task Calendar_WhenItChanges_MovesOpenCasesOnce_AndLeavesEndedOnesAlone(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var (open, done) = (await dispatcher.RegisterAsync("没办完的"), await dispatcher.RegisterAsync("已经办完的"));
        foreach (var number in (string[])[open, done])
        {
            await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        }

        await handler.MovesAsync(done, ("sign", null), ("submit", new { text = "办完" }));
        var job = county.Server.Services.GetServices<IHostedService>().OfType<ClockRecount>().Single();
        await job.RunOnceAsync(default);
        var (before, ended) = (await CloseAsync(dispatcher, open), await CloseAsync(dispatcher, done));
        var version = await dispatcher.VersionAsync(open);
        var last = DateOnly.FromDateTime(DateTime.Parse(before["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime().AddHours(8));

        var file = Path.Combine(county.Database.DataFolder, "calendar.csv");
        await File.WriteAllTextAsync(file, $"日期,是否上班,节日\n{last:yyyy-MM-dd},否,县庆\n");
        await county.ImportAsync("calendar", file);
        await job.RunOnceAsync(default);
        var after = await CloseAsync(dispatcher, open);
        DateTime.Parse(after["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTime.Parse(before["dueAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
        (after["originalDueAt"]!.GetValue<string>(), after["firstDueAt"]!.GetValue<string>()).ShouldBe((before["originalDueAt"]!.GetValue<string>(), before["dueAt"]!.GetValue<string>()));
        (await CloseAsync(dispatcher, done)).ToJsonString().ShouldBe(ended.ToJsonString());
        await job.RunOnceAsync(default);
        (await dispatcher.VersionAsync(open)).ShouldBe(version + 1, "counted once for each calendar");
        (await county.AuditAsync("case.recount")).ShouldNotBeEmpty();
    }

    private static System.Text.Json.Nodes.JsonNode Single(Answer answer, string number) =>
        answer.Json["items"]!.AsArray().Single(i => i!["case"]!["number"]!.GetValue<string>() == number)!;

    private static async Task<System.Text.Json.Nodes.JsonNode> CloseAsync(Api api, string number) =>
        (await api.GetAsync($"/api/v1/cases/{number}")).Json["limits"]!.AsArray().Single(l => l!["kind"]!.GetValue<string>() == "close")!;
}
