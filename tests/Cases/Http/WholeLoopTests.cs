using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>A case from the window to the archive, made by the people who make it.</summary>
[Collection(HttpTests.Name)]
public sealed class WholeLoopTests
{
    [DatabaseTheory]
    public async Task Case_FromRegistrationToClosing_GoesThroughSixHands(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler, verifier, callback) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("verifier"), await county.AsAsync("callback"));
        var registered = await dispatcher.PostAsync("/api/v1/cases", new
        {
            title = "路灯不亮",
            description = "枫林镇溪口村路灯三天不亮",
            channel = "hotline",
            category = "01",
            location = new { latitude = County.Latitude, longitude = County.Longitude, address = "溪口村 12 号" },
            reporter = new { name = "赵小明", phone = "13800001234", anonymous = false, secret = false },
        });
        registered.Status.ShouldBe(HttpStatusCode.Created);
        var number = registered.Json["number"]!.GetValue<string>();
        number.ShouldMatch("^SJ[0-9]{8}339901[0-9]{5}$");
        (registered.Json["version"]!.GetValue<int>(), registered.Json["state"]!.GetValue<string>(), registered.Tag).ShouldBe((1, "registered", "\"1\""));
        registered.Json["trackingCode"]!.GetValue<string>().Length.ShouldBe(10);
        registered.Message.Headers.Location!.ToString().ShouldBe($"/api/v1/cases/{number}");

        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" }, text = "请办理" }));
        await handler.MovesAsync(number, ("sign", null), ("contact", new { text = "已联系" }), ("progress", new { text = "已派人" }), ("submit", new { text = "已修好", without = "水利局已到场" }));
        await verifier.MovesAsync(number, ("send-back", new { text = "还有一盏" }));
        await handler.MovesAsync(number, ("submit", new { text = "都修好了" }));
        await verifier.MovesAsync(number, ("verify", null));
        await callback.MovesAsync(number, ("call-back", new { resolution = "solved", satisfaction = "satisfied" }), ("close", null));

        var closed = await dispatcher.GetAsync($"/api/v1/cases/{number}");
        var summary = closed.Json["summary"]!;
        (summary["state"]!.GetValue<string>(), summary["version"]!.GetValue<int>(), closed.Tag).ShouldBe(("closed", 11, "\"11\""));
        summary["leadUnit"]!["code"]!.GetValue<string>().ShouldBe("D05");
        closed.Json["firstReceiver"]!.GetValue<string>().ShouldBe("周调度");
        closed.Json["resolution"]!.GetValue<string>().ShouldBe("solved");
        closed.Json["timesSentBack"]!.GetValue<int>().ShouldBe(1);
        closed.Json["limits"]!.AsArray().Select(l => l!["kind"]!.GetValue<string>()).ShouldBe(["sign", "first-contact", "close", "statute"]);
        closed.Json["limits"]!.AsArray().ShouldAllBe(l => l!["colour"]!.GetValue<string>() == "green");

        var timeline = (await dispatcher.GetAsync($"/api/v1/cases/{number}/timeline")).Json;
        timeline["total"]!.GetValue<int>().ShouldBe(11);
        timeline["items"]!.AsArray().Select(e => e!["move"]!.GetValue<string>())
            .ShouldBe(["register", "dispatch", "sign", "contact", "progress", "submit", "send-back", "submit", "verify", "call-back", "close"]);
        (await county.AuditAsync("case.close")).ShouldContain(e => e.StartsWith($"callback {number}", StringComparison.Ordinal));
    }

    /// <summary>Wherever a case stands, the moves that are offered are those that work, and nothing else does.</summary>
    [DatabaseTheory]
    public async Task Moves_AreOfferedToThoseWhoMayMakeThem(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(category: "01");
        (await OfferedAsync(county, "county-dispatcher", number)).ShouldBe(["answer", "refuse", "merge", "dispatch", "pass-down", "consult", "withdraw"]);
        (await OfferedAsync(county, "leader", number)).ShouldBeEmpty();
        (await (await county.AsAsync("leader")).MoveAsync(number, "dispatch", new { leadUnit = "D05" })).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.Forbidden), a => a.Code.ShouldBe("cases.not-allowed"));

        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await OfferedAsync(county, "handler", number)).ShouldBe(["sign", "contact", "request-return", "request-extension"]);
        (await dispatcher.MoveAsync(number, "dispatch", new { leadUnit = "D06" })).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.Conflict), a => a.Code.ShouldBe("cases.illegal-move"));
        var fields = (await dispatcher.GetAsync($"/api/v1/cases/{await dispatcher.RegisterAsync()}/moves")).Json["items"]!.AsArray()
            .Single(m => m!["move"]!.GetValue<string>() == "dispatch")!["fields"]!.AsArray();
        fields.Select(f => $"{f!["name"]} {f["required"]}").ShouldBe(["leadUnit true", "assistingUnits false", "ask false", "askDays false", "text false"]);
    }

    [DatabaseTheory]
    public async Task Move_WhenTheVersionIsOld_AnswersTheCurrentOne(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var late = await dispatcher.MoveAsync(number, "withdraw", 1, new { text = "不办了" });
        (late.Status, late.Code, late.Json["currentVersion"]!.GetValue<int>(), late.Json["currentState"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.Conflict, "platform.outdated", 2, "dispatched"));
    }

    /// <summary>Twenty officers press at once: one of them moves the case, the others read what has become of it.</summary>
    [DatabaseTheory]
    public async Task Move_WhenManyHoldTheSameVersion_ExactlyOneIsMade(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? dispatcher.MoveAsync(number, "dispatch", 1, new { leadUnit = "D05" })
            : dispatcher.MoveAsync(number, "refuse", 1, new { text = "请走诉讼" })));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict && a.Json["currentVersion"]!.GetValue<int>() == 2);
        (await dispatcher.GetAsync($"/api/v1/cases/{number}/timeline")).Json["total"]!.GetValue<int>().ShouldBe(2);
    }

    [DatabaseTheory]
    public async Task Post_WhenRepeatedWithItsKey_ChangesNothingAndAnswersTheSame(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var body = new { title = "重复提交", description = "网络不好按了两次", channel = "window" };
        var key = ("Idempotency-Key", $"key-{kind}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => dispatcher.PostAsync("/api/v1/cases", body, key)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();

        var other = await dispatcher.PostAsync("/api/v1/cases", new { title = "另一件", description = "同一个键", channel = "window" }, key);
        (other.Status, other.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "platform.idempotency-key-reused"));

        // The key of one account means nothing to another.
        (await (await county.AsAsync("town-dispatcher")).PostAsync("/api/v1/cases", body, key)).Text.ShouldNotBe(answers[0].Text);

        var number = answers[0].Json["number"]!.GetValue<string>();
        var move = ("Idempotency-Key", "move-" + number);
        var first = await dispatcher.PostAsync($"/api/v1/cases/{number}/moves/dispatch", new { leadUnit = "D05" }, ("If-Match", "\"1\""), move);
        var again = await dispatcher.PostAsync($"/api/v1/cases/{number}/moves/dispatch", new { leadUnit = "D05" }, ("If-Match", "\"1\""), move);
        (again.Status, again.Text).ShouldBe((HttpStatusCode.OK, first.Text));
    }

    [DatabaseTheory]
    public async Task Register_WhenManyDoAtOnce_NumbersHaveNoGaps(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var numbers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => i % 6 == 5
            ? dispatcher.PostAsync("/api/v1/cases", new { title = "", description = "x" }).ContinueWith(_ => "", TaskScheduler.Default)
            : dispatcher.RegisterAsync()));
        numbers.Where(n => n.Length > 0).Select(n => int.Parse(n[^5..], System.Globalization.CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, 50));
    }

    [DatabaseTheory]
    public async Task Merge_WhenTheTargetIsVisible_EndsTheOne(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var (number, into) = (await dispatcher.RegisterAsync(), await dispatcher.RegisterAsync());
        (await dispatcher.MoveAsync(number, "merge", new { into = "SJ20200101339901" + "99999" })).Code.ShouldBe("cases.merge-target-missing");
        (await dispatcher.MoveAsync(number, "merge", new { into = number })).Code.ShouldBe("cases.merge-into-itself");
        await dispatcher.MovesAsync(number, ("merge", new { into }));
        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["mergedInto"]!.GetValue<string>().ShouldBe(into);
    }

    private static async Task<IEnumerable<string>> OfferedAsync(County county, string account, string number) =>
        (await (await county.AsAsync(account)).GetAsync($"/api/v1/cases/{number}/moves")).Json["items"]!.AsArray().Select(m => m!["move"]!.GetValue<string>());
}
