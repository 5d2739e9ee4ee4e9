using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The reporter without an account, and who may know who they are.</summary>
[Collection(HttpTests.Name)]
public sealed class CitizenTests
{
    [DatabaseTheory]
    public async Task Report_ThenTrackRateAndReopen_ByNumberAndCode(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var receipt = await county.Anonymous.PostAsync("/api/v1/reports", new { title = "河道有垃圾", description = "溪水发臭", latitude = County.Latitude, longitude = County.Longitude, name = "钱大爷", phone = "13900005678" });
        receipt.Status.ShouldBe(HttpStatusCode.Created, receipt.Text);
        var (number, code) = (receipt.Json["number"]!.GetValue<string>(), receipt.Json["trackingCode"]!.GetValue<string>());

        var tracked = await TrackAsync(county, number, code);
        (tracked.Json["state"]!.GetValue<string>(), tracked.Json["moves"]!.AsArray().Select(m => m!.GetValue<string>()).Single()).ShouldBe(("registered", "withdraw"));
        (await TrackAsync(county, number.ToLowerInvariant(), $"{code[..5]}-{code[5..].ToLowerInvariant()}")).Status.ShouldBe(HttpStatusCode.OK);

        var town = await county.AsAsync("town-dispatcher");
        (await town.GetAsync($"/api/v1/cases/{number}")).Json["desk"]!.GetValue<string>().ShouldBe(County.Town);
        await town.MovesAsync(number, ("answer", new { text = "已清理" }));
        tracked = await TrackAsync(county, number, code);
        tracked.Json["steps"]!.AsArray().Select(s => s!["text"]!.GetValue<string>()).ShouldContain("已清理");
        tracked.Json["moves"]!.AsArray().Select(m => m!.GetValue<string>()).ShouldBe(["reopen", "rate"]);

        (await ReporterMoveAsync(county, "rate", new { number, code, satisfaction = "dissatisfied" })).Status.ShouldBe(HttpStatusCode.OK);
        (await ReporterMoveAsync(county, "rate", new { number, code, satisfaction = "satisfied" })).Code.ShouldBe("cases.already-rated");
        (await ReporterMoveAsync(county, "reopen", new { number, code })).Code.ShouldBe("cases.field-missing");
        (await ReporterMoveAsync(county, "reopen", new { number, code, text = "又脏了" })).Json["state"]!.GetValue<string>().ShouldBe("registered");
        (await ReporterMoveAsync(county, "dispatch", new { number, code, text = "我自己派" })).Code.ShouldBe("cases.unknown-code");
    }

    [DatabaseTheory]
    public async Task Track_WhenNumberOrCodeIsWrong_AnswersTheSame(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (one, other) = (await ReportAsync(county), await ReportAsync(county));
        object[] tries =
        [
            new { number = one.Number, code = other.Code },
            new { number = one.Number, code = "" },
            new { number = one.Number, code = (string?)null },
            new { number = one.Number, code = one.Code[..9] },
            new { number = one.Number[..^5] + "99998", code = one.Code },
            new { number = "", code = one.Code },
            new { number = "' OR '1'='1", code = one.Code },
            new { number = new string('9', 5000), code = new string('A', 5000) },
        ];
        foreach (var wrong in tries)
        {
            var answer = await county.Anonymous.PostAsync("/api/v1/tracking", wrong);
            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "cases.tracking-failed"), System.Text.Json.JsonSerializer.Serialize(wrong));
        }

        (await ReporterMoveAsync(county, "withdraw", new { number = one.Number, code = other.Code, text = "别人的" })).Code.ShouldBe("cases.tracking-failed");
        (await TrackAsync(county, one.Number, one.Code)).Json["state"]!.GetValue<string>().ShouldBe("registered");
    }

    [DatabaseTheory]
    public async Task Public_WhenOneAddressFloods_IsToldToWait_AndOfficersAreNot(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, publicPerMinute: 20);
        var answers = new List<Answer>();
        for (var i = 0; i < 25; i++)
        {
            answers.Add(await county.Anonymous.PostAsync("/api/v1/tracking", new { number = "SJ1", code = "X" }));
        }

        answers.Take(20).ShouldAllBe(a => a.Status == HttpStatusCode.NotFound);
        answers.Skip(20).ShouldAllBe(a => a.Status == HttpStatusCode.TooManyRequests && a.Code == "platform.too-many-requests" && a.Message.Headers.RetryAfter != null);
        (await county.Anonymous.PostAsync("/api/v1/reports", new { title = "a", description = "b" })).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await county.Anonymous.PostRawAsync("/call-back/AAAAAAAAAAAAAAAAAAAAAA", "_handler=answer", "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.TooManyRequests, "who tries links tries codes");
        await (await county.AsAsync("county-dispatcher")).RegisterAsync();
    }

    [DatabaseTheory]
    public async Task Secret_IsKeptFromTheUnitsThatHandleTheCase(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler, callback) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("callback"));
        var number = await dispatcher.RegisterAsync("举报占道", reporter: new { name = "孙保密", phone = "13700009999", anonymous = false, secret = true }, category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));

        var shown = await PersonAsync(dispatcher, number);
        (shown["name"]!.GetValue<string>(), shown["phone"]!.GetValue<string>(), shown["canReveal"]!.GetValue<bool>()).ShouldBe(("孙**", "137****9999", true));
        var hidden = await PersonAsync(handler, number);
        (hidden["name"], hidden["phone"], hidden["canReveal"]!.GetValue<bool>()).ShouldBe((null, null, false));
        var id = shown["id"]!.GetValue<string>();
        (await handler.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = "要联系" })).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.Forbidden), a => a.Text.ShouldNotContain("孙保密"));
        (await callback.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = "回访" })).Json["name"]!.GetValue<string>().ShouldBe("孙保密");
        (await handler.GetAsync("/api/v1/cases?q=" + Uri.EscapeDataString("孙保密"))).Json["total"]!.GetValue<int>().ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task Reveal_NeedsAReason_AndIsAuditedBeforeTheNameIsShown(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await dispatcher.RegisterAsync("停水", reporter: new { name = "李公开", phone = "13600001111", anonymous = false, secret = false });
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var id = (await PersonAsync(handler, number))["id"]!.GetValue<string>();
        var before = (await county.AuditAsync("person.reveal")).Count;
        (await handler.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = " " })).Code.ShouldBe("cases.reason-missing");
        (await handler.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = new string('长', 201) })).Code.ShouldBe("cases.too-long");
        (await handler.PostAsync($"/api/v1/cases/{number}/people/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}/reveal", new { reason = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.AuditAsync("person.reveal")).Count.ShouldBe(before);

        var revealed = await handler.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = "上门前联系" });
        (revealed.Json["name"]!.GetValue<string>(), revealed.Json["phone"]!.GetValue<string>()).ShouldBe(("李公开", "13600001111"));
        var audited = (await county.AuditAsync("person.reveal"))[^1];
        audited.ShouldStartWith($"handler {number}");
        audited.ShouldContain("上门前联系");
        audited.ShouldNotContain("李公开");

        // Once it is out of the unit's hands, the unit has no reason to call any more.
        await handler.MovesAsync(number, ("sign", null), ("submit", new { text = "好了" }));
        (await handler.PostAsync($"/api/v1/cases/{number}/people/{id}/reveal", new { reason = "再问问" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Anonymous_LeavesNobodyBehind(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("匿名", reporter: new { name = "不该留下", phone = "13500002222", anonymous = true, secret = false });
        var read = await dispatcher.GetAsync($"/api/v1/cases/{number}");
        read.Json["people"]!.AsArray().ShouldBeEmpty();
        read.Json["wish"]!.GetValue<string>().ShouldBe("anonymous");
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> PersonAsync(Api person, string number) =>
        (await person.GetAsync($"/api/v1/cases/{number}")).Json["people"]!.AsArray().Single()!;

    private static async Task<(string Number, string Code)> ReportAsync(County county)
    {
        var receipt = (await county.Anonymous.PostAsync("/api/v1/reports", new { title = "上报", description = "内容" })).Json;
        return (receipt["number"]!.GetValue<string>(), receipt["trackingCode"]!.GetValue<string>());
    }

    private static Task<Answer> TrackAsync(County county, string number, string code) => county.Anonymous.PostAsync("/api/v1/tracking", new { number, code });

    private static Task<Answer> ReporterMoveAsync(County county, string move, object body) => county.Anonymous.PostAsync($"/api/v1/tracking/moves/{move}", body);
}
