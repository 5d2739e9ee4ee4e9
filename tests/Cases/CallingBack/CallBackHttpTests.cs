using System.Globalization;
using System.Net;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.CallingBack;

/// <summary>The telephone list as those meet it who call back.</summary>
[Collection(HttpTests.Name)]
public sealed class CallBackHttpTests
{
    [DatabaseTheory]
    public async Task List_ShowsWhoIsToBeCalled_WithoutANumber_AndTheNextOneOpensOnceRecorded(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        var (number, task) = await Calls.WaitingAsync(county);
        var page = await caller.GetAsync($"/callbacks?open={task}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain(number);
        page.Words().ShouldContain("路灯已修好", customMessage: "what the unit says it did");
        page.Text.ShouldNotContain("13800001234");
        page.Text.ShouldContain("name=\"reason-");

        // The number is shown by the one way there is, which the audit knows.
        var person = (await caller.GetAsync($"/api/v1/cases/{number}")).Json["people"]!.AsArray()[0]!["id"]!.GetValue<string>();
        (await caller.SubmitAsync("/callbacks", $"/cases/{number}/people/{person}/reveal", ($"reason-{person}", "满意度回访"))).Text.ShouldContain("13800001234");
        (await county.AuditAsync("person.reveal")).ShouldContain(line => line.StartsWith($"callback {number} ", StringComparison.Ordinal));

        var refused = await caller.SubmitAsync("/callbacks", $"/callbacks/{task}/result?pile=to-call&region={County.Town}", ("text", "声音很小"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("id=\"f-resolution-error\"");
        refused.Text.ShouldContain("id=\"f-satisfaction-error\"");
        refused.Words().ShouldContain("声音很小");

        var (second, following) = await Calls.WaitingAsync(county);
        var recorded = await caller.SubmitAsync("/callbacks", $"/callbacks/{task}/result?pile=to-call&region={County.Town}&next={following}", ("resolution", "solved"), ("satisfaction", "mostly"), ("text", "很快"));
        recorded.Status.ShouldBe(HttpStatusCode.SeeOther);
        var next = recorded.Message.Headers.Location!.ToString();
        next.ShouldContain($"region={County.Town}");
        (await caller.GetAsync(next)).Words().ShouldSatisfyAllConditions(w => w.ShouldContain($"{number} 的回访已登记"), w => w.ShouldContain(second), w => w.ShouldContain("登记结果，下一个"));
        (await Calls.StateAsync(county, number)).ShouldBe(CaseState.Closed);
        (await caller.GetAsync($"/callbacks?pile=ended&open={task}")).Words().ShouldSatisfyAllConditions(w => w.ShouldContain("已解决 · 基本满意"), w => w.ShouldContain("很快"));

        (await (await county.AsAsync("handler")).GetAsync("/callbacks")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await county.AsAsync("handler")).RecordAsync(task, Calls.Good)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await county.AsAsync("other-town")).RecordAsync(task, Calls.Good)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await caller.GetAsync("/api/v1/callbacks?pile=x&unit=zz&region=7&state=y")).Fields.ShouldBe(["pile", "region", "unit", "state"], ignoreOrder: true);
    }

    [DatabaseTheory]
    public async Task Unsolved_GoesBackToTheUnit_AndIsCalledBackInANewRound(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        var (number, task) = await Calls.WaitingAsync(county);
        var outcome = await caller.RecordAsync(task, new { resolution = "unsolved", satisfaction = "dissatisfied", text = "还是不亮" }).DoneAsync();
        outcome.Json["caseState"]!.GetValue<string>().ShouldBe("handling");
        (await caller.RecordAsync(task, Calls.Good)).Code.ShouldBe("call-back.over");
        (await (await county.AsAsync("handler")).GetAsync($"/api/v1/cases/{number}/timeline")).Text.ShouldContain("还是不亮", customMessage: "the unit reads why");

        await (await county.AsAsync("handler")).MovesAsync(number, ("submit", new { text = "换了灯泡" }));
        await (await county.AsAsync("verifier")).MovesAsync(number, ("verify", null));
        var rounds = await Calls.TasksAsync(county, number);
        rounds.Select(t => (t.Round, t.State)).ShouldBe([(1, CallBackState.Done), (2, CallBackState.Waiting)]);

        // Recorded on the page of the case, it is the same call-back.
        await caller.MovesAsync(number, ("call-back", new { resolution = "partly", satisfaction = "so-so", text = "亮了一盏" }));
        var last = (await Calls.TasksAsync(county, number))[^1];
        (last.State, last.Resolution, last.Way, last.Words).ShouldBe((CallBackState.Done, Resolution.Partly, CallBackWay.Phone, "亮了一盏"));
    }

    [DatabaseTheory]
    public async Task Tries_EndAsNotReached_OnlyAfterAsManyAsTheRuleAsks(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        var (number, task) = await Calls.WaitingAsync(county);
        var tries = $"/api/v1/callbacks/{task}/tries";
        (await caller.PostAsync(tries, new { outcome = "asleep" })).Fields.ShouldBe(["outcome"]);
        (await caller.PostAsync(tries, new { outcome = "later" })).Fields.ShouldBe(["laterAt"]);
        (await caller.PostAsync(tries, new { outcome = "later", laterAt = TimeProvider.System.GetUtcNow().AddHours(-1) })).Code.ShouldBe("call-back.later-is-past");
        await caller.PostAsync(tries, new { outcome = "later", laterAt = TimeProvider.System.GetUtcNow().AddDays(1) }).DoneAsync();
        (await caller.GetAsync("/api/v1/callbacks?pile=later&pageSize=200")).Text.ShouldContain(number);
        (await caller.GetAsync("/api/v1/callbacks?pile=to-call&pageSize=200")).Text.ShouldNotContain(number);
        (await caller.SubmitAsync("/callbacks", $"/callbacks/{task}/tries", ("outcome", "not-reached"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await caller.PostAsync($"/api/v1/callbacks/{task}/give-up", new { })).Code.ShouldBe("call-back.tries-missing");
        (await caller.MoveAsync(number, "close", new { text = "直接结案" })).Code.ShouldBe("call-back.still-due", "no case closes around its call-back");
        await caller.PostAsync(tries, new { outcome = "wrong-number" }).DoneAsync();
        var ended = await caller.PostAsync($"/api/v1/callbacks/{task}/give-up", new { }).DoneAsync();
        (ended.Json["state"]!.GetValue<string>(), ended.Json["caseState"]!.GetValue<string>()).ShouldBe(("not-reached", "closed"));
        var kept = (await Calls.TasksAsync(county, number)).Single();
        (kept.State, kept.Tries, kept.Resolution, kept.Satisfaction).ShouldBe((CallBackState.NotReached, 3, null, null));

        // Nobody left a number: there is nothing to try.
        var (_, silent) = await Calls.WaitingAsync(county, phone: null);
        await caller.PostAsync($"/api/v1/callbacks/{silent}/give-up", new { }).DoneAsync();
    }

    [DatabaseTheory]
    public async Task Exclusion_NeedsASecondPerson_UnlessTheReporterRefused(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        var (number, task) = await Calls.WaitingAsync(county);
        var exclusion = $"/api/v1/callbacks/{task}/exclusion";
        (await caller.PostAsync(exclusion, new { reason = "none", text = "" })).Fields.ShouldContain("reason");
        (await caller.PostAsync(exclusion, new { reason = "duplicate", text = " " })).Fields.ShouldBe(["text"]);
        (await caller.PostAsync(exclusion, new { reason = "refused-contact" })).Code.ShouldBe("call-back.nobody-refused");
        (await caller.PostAsync($"{exclusion}/decision", new { approve = true })).Code.ShouldBe("call-back.nothing-asked");
        await caller.PostAsync(exclusion, new { reason = "duplicate", text = "与另一件相同" }).DoneAsync();
        (await caller.PostAsync($"{exclusion}/decision", new { approve = true })).Code.ShouldBe("call-back.second-person");
        (await caller.GetAsync($"/callbacks?pile=asked&open={task}")).Words().ShouldContain("与另一件相同");

        // Somebody else who asked may be decided about; here the store is made to say that it was another colleague.
        var asked = (await Calls.TasksAsync(county, number)).Single();
        await Calls.ChangeAsync(county, asked with { ExclusionAskedBy = "somebody-else" });
        await caller.PostAsync($"{exclusion}/decision", new { approve = false }).DoneAsync();
        (await Calls.TasksAsync(county, number)).Single().Exclusion.ShouldBeNull();

        await caller.PostAsync($"/api/v1/callbacks/{task}/tries", new { outcome = "refused" }).DoneAsync();
        (await caller.SubmitAsync("/callbacks", $"/callbacks/{task}/exclusion", ("reason", "refused-contact"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await Calls.TasksAsync(county, number)).Single().ShouldSatisfyAllConditions(
            t => t.State.ShouldBe(CallBackState.Excluded), t => t.Exclusion.ShouldBe(CallBackExclusion.RefusedContact));
        (await Calls.StateAsync(county, number)).ShouldBe(CaseState.Closed);
        (await county.AuditAsync("call-back.excluded")).ShouldContain(line => line.StartsWith($"callback {number} ", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Figures_ShowCoverageBesideEveryRate_AndTheRuleNamesItsBadFields(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var caller = await county.AsAsync("callback");
        var from = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8).Date;
        var period = string.Create(CultureInfo.InvariantCulture, $"?from={from:yyyy-MM-dd}&to={from.AddDays(30):yyyy-MM-dd}");
        var none = (await caller.GetAsync($"/api/v1/callbacks/figures{period}")).Json;
        (none["population"]!.GetValue<int>(), none["satisfied"]!["rate"]).ShouldBe((0, null));
        var calls = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            calls.Add((await Calls.WaitingAsync(county)).Task);
        }

        await caller.RecordAsync(calls[0], Calls.Good).DoneAsync();
        await caller.RecordAsync(calls[1], new { resolution = "partly", satisfaction = "mostly" }).DoneAsync();
        await caller.PostAsync($"/api/v1/callbacks/{calls[2]}/tries", new { outcome = "refused" }).DoneAsync();
        await caller.PostAsync($"/api/v1/callbacks/{calls[2]}/exclusion", new { reason = "refused-contact" }).DoneAsync();
        var figure = (await caller.GetAsync($"/api/v1/callbacks/figures{period}&unit=D05&region={County.Town}")).Json;
        (figure["due"]!.GetValue<int>(), figure["population"]!.GetValue<int>(), figure["coverage"]!["rate"]!.GetValue<double>()).ShouldBe((4, 3, 0.6667));
        (figure["solved"]!["rate"]!.GetValue<double>(), figure["satisfied"]!["rate"]!.GetValue<double>(), figure["responded"]!["rate"]!.GetValue<double>()).ShouldBe((0.75, 0.9, 1));
        figure["excluded"]!.AsArray().ShouldHaveSingleItem()!["reason"]!.GetValue<string>().ShouldBe("refused-contact");
        (await caller.GetAsync($"/api/v1/callbacks/figures{period}&unit=D06")).Json["population"]!.GetValue<int>().ShouldBe(0);
        (await caller.GetAsync("/api/v1/callbacks/figures?from=2026-03-02&to=2026-03-01")).Fields.ShouldBe(["to"]);
        (await (await county.AsAsync("leader")).GetAsync($"/statistics{period}")).Words().ShouldSatisfyAllConditions(
            w => w.ShouldContain("满意率"), w => w.ShouldContain("90.0%"), w => w.ShouldContain("2 件有效回访 · 回访率 66.7%"), w => w.ShouldContain("不足 30 件"), w => w.ShouldContain("拒绝回访 1"));

        var admin = await county.AsAsync("system-admin");
        var refused = await admin.PostFormAsync("/admin/call-back", "rule", ("from", "2001-01-01"), ("mostTries", "0"), ("dueDays", "x"), ("linkDays", "99"), ("partly", "101"), ("mostly", "40"), ("soSo", "60"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["from", "mostTries", "dueDays", "linkDays", "partly", "soSo"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-error\"", customMessage: field);
        }

        var today = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await admin.PostFormAsync("/admin/call-back", "rule", ("from", today), ("mostTries", "1"), ("dueDays", "2"), ("linkDays", "3"), ("partly", "20"), ("mostly", "60"), ("soSo", "40"))).Status.ShouldBe(HttpStatusCode.Found);
        (await admin.GetAsync("/admin/call-back")).Text.ShouldContain(today);
        (await caller.GetAsync($"/api/v1/callbacks/figures{period}")).Json["satisfied"]!["rate"]!.GetValue<double>().ShouldBe(0.8);
        await caller.PostAsync($"/api/v1/callbacks/{calls[3]}/tries", new { outcome = "not-reached" }).DoneAsync();
        await caller.PostAsync($"/api/v1/callbacks/{calls[3]}/give-up", new { }).DoneAsync();
    }
}
