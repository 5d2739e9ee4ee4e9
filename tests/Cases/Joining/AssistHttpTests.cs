using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>Tasks of assisting units as people meet them: asked at the dispatch, replied to, sent back, in the way of submitting.</summary>
[Collection(HttpTests.Name)]
public sealed class AssistHttpTests
{
    [DatabaseTheory]
    public async Task Task_IsAskedRepliedSentBackAndTaken_AndStandsInTheWayOfSubmitting(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, lead, unit) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await DispatchedAsync(dispatcher);
        var page = $"/cases/{number}/joint";
        var task = (await unit.GetAsync($"/api/v1/cases/{number}/joint")).Json["tasks"]!.AsArray().ShouldHaveSingleItem()!;
        (task["asked"]!.GetValue<string>(), task["state"]!.GetValue<string>()).ShouldBe(("请查下游", "asked"));
        Acts(task).ShouldBe(["accept", "reply"]);
        var id = task["id"]!.GetValue<Guid>();
        (await unit.GetAsync("/joint")).Text.ShouldContain($"#task-{id:N}");
        (await unit.GetAsync("/work")).Text.ShouldContain("/joint?pile=mine");
        (await unit.GetAsync($"/cases/{number}")).Text.ShouldContain(page);

        // The lead can do nothing with what was not replied to but change or release; what the unit types is checked beside its field.
        Acts(await ReadAsync(lead, number)).ShouldBe(["change", "release"]);
        (await lead.PostAsync($"/api/v1/assists/{id}/reply", new { text = "代答" }, Match(1))).Status.ShouldBe(HttpStatusCode.Conflict);
        var form = $"reply-{id:N}";
        var refused = await unit.SubmitAsync(page, $"{page}/tasks/{id}/reply", ("version", "1"), ($"{form}.text", " "), ($"{form}.files", Guid.Empty.ToString()));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain($"id=\"f-{form}-text-error\"");
        (await unit.SubmitAsync(page, $"{page}/tasks/{id}/accept", ("version", "1"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await unit.SubmitAsync(page, $"{page}/tasks/{id}/reply", ("version", "2"), ($"{form}.text", "下游未见油污"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await lead.GetAsync("/joint?pile=to-take")).Text.ShouldContain($"#task-{id:N}");
        (await lead.PostAsync($"/api/v1/assists/{id}/send-back", new { text = "请附照片" }, Match(3))).Status.ShouldBe(HttpStatusCode.OK);

        // An open task stands in the way, and the page asks why.
        await lead.MovesAsync(number, ("sign", null), ("progress", new { text = "正在查" }));
        var submitted = await lead.MoveAsync(number, "submit", new { text = "已处理" });
        (submitted.Status, submitted.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "joint.tasks-open"));
        submitted.Fields.ShouldBe(["without"]);
        (await lead.GetAsync($"/cases/{number}/moves/submit")).Text.ShouldContain("id=\"f-submit-without\"");

        (await lead.AttachAsync(number, Pictures.Png, "现场.png")).Status.ShouldBe(HttpStatusCode.Created);
        var file = (await unit.GetAsync($"/api/v1/cases/{number}")).Json["attachments"]!.AsArray()[0]!["id"]!.GetValue<string>();
        (await unit.PostAsync($"/api/v1/assists/{id}/reply", new { text = "附照片", files = new[] { file } }, Match(4))).Status.ShouldBe(HttpStatusCode.OK);
        (await lead.PostAsync($"/api/v1/assists/{id}/take", new { }, Match(5))).Json["state"]!.GetValue<string>().ShouldBe("done");
        (await lead.MoveAsync(number, "submit", new { text = "已处理" })).Status.ShouldBe(HttpStatusCode.OK);
        (await county.AuditAsync("assist.take")).ShouldContain(line => line.StartsWith($"handler {number} ", StringComparison.Ordinal));
        (await AssistedInTimeAsync(county, number)).ShouldBe(true);
    }

    [DatabaseTheory]
    public async Task Submit_WithAReason_EndsWhatIsOpen_AndReturningDoesToo(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, lead) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await DispatchedAsync(dispatcher);
        await lead.MovesAsync(number, ("sign", null), ("submit", new { text = "已处理", without = "水利局电话已说明" }));
        var task = await ReadAsync(lead, number);
        (task["endedAs"]!.GetValue<string>(), task["endReason"]!.GetValue<string>()).ShouldBe(("submitted", "水利局电话已说明"));
        (await dispatcher.GetAsync($"/cases/{number}")).Words().ShouldNotContain("水利局电话已说明", customMessage: "the reason stands with the task, not in the words for the reporter");
        (await AssistedInTimeAsync(county, number)).ShouldBe(false, "the lead unit went on without the reply");

        var back = await DispatchedAsync(dispatcher);
        await lead.MovesAsync(back, ("request-return", new { text = "不属本局" }));
        await dispatcher.MovesAsync(back, ("approve-return", null), ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" } }));
        (await dispatcher.GetAsync($"/api/v1/cases/{back}/joint")).Json["tasks"]!.AsArray().Select(t => t!["endedAs"]?.GetValue<string>() ?? t["state"]!.GetValue<string>()).ShouldBe(["asked", "returned"]);
        (await AssistedInTimeAsync(county, back)).ShouldBe(false, "the one asked anew has not replied yet; the one that went back owes nothing");
        (await AssistedInTimeAsync(county, await dispatcher.RegisterAsync())).ShouldBeNull("nobody was asked");
    }

    private static async Task<bool?> AssistedInTimeAsync(County county, string number)
    {
        using var services = county.Server.Services.CreateScope();
        var id = await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Case>().Where(c => c.Number == number).Select(c => c.Id).SingleAsync();
        return (await services.ServiceProvider.GetRequiredService<ICaseFacts>().FindAsync(id, default))!.AssistedInTime;
    }

    [DatabaseTheory]
    public async Task Unit_IsBroughtInByTheDesk_ReleasedWithAReason_AndReadsOn(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, lead, unit) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var ask = $"/api/v1/cases/{number}/assists";
        (await unit.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await lead.PostAsync(ask, new { unit = "D06", text = "请查" })).Code.ShouldBe("joint.unit-does-not-assist");
        (await dispatcher.PostAsync(ask, new { unit = "D05", text = "", days = 0 })).Fields.ShouldBe(["unit", "text", "days"], ignoreOrder: true);
        (await dispatcher.PostAsync(ask, new { unit = "D06", text = "请查", days = 60 })).Code.ShouldBe("joint.beyond-the-lead");

        // Ten at once: one asks, the others are told to look again.
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => dispatcher.PostAsync(ask, new { unit = "D06", text = "请查" })));
        asked.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        asked.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict);
        var task = await ReadAsync(unit, number);
        var id = task["id"]!.GetValue<Guid>();

        // Reply and release at the same moment: one wins, and what stands is what the winner did.
        var acts = await Task.WhenAll(
            unit.PostAsync($"/api/v1/assists/{id}/reply", new { text = "已查" }, Match(1)), unit.PostAsync($"/api/v1/assists/{id}/accept", new { }, Match(1)),
            dispatcher.PostAsync($"/api/v1/assists/{id}/release", new { text = "已不需要" }, Match(1)), dispatcher.PostAsync($"/api/v1/assists/{id}/change", new { text = "另查上游" }, Match(1)));
        acts.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1, string.Join(' ', acts.Select(a => a.Text)));
        acts.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict);
        task = await ReadAsync(unit, number);
        if (task["state"]!.GetValue<string>() != "ended")
        {
            (await dispatcher.PostAsync($"/api/v1/assists/{id}/release", new { text = "已不需要" }, Match(2))).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await ReadAsync(unit, number))["endReason"]!.GetValue<string>().ShouldBe("已不需要");
        (await unit.GetAsync($"/api/v1/cases/{number}")).Json["assistingUnits"]!.AsArray().ShouldBeEmpty();
        await lead.MovesAsync(number, ("sign", null));
        (await unit.MoveAsync(number, "progress", new { text = "还在办" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await county.AsAsync("other-town")).GetAsync($"/cases/{number}/joint")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await county.AsAsync("other-town")).PostAsync($"/api/v1/assists/{id}/reply", new { text = "x" }, Match(1))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> DispatchedAsync(Api dispatcher)
    {
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" }, ask = "请查下游" }));
        return number;
    }

    private static async Task<JsonNode> ReadAsync(Api person, string number) => (await person.GetAsync($"/api/v1/cases/{number}/joint")).Json["tasks"]!.AsArray()[0]!;

    private static string[] Acts(JsonNode task) => [.. task["acts"]!.AsArray().Select(a => a!.GetValue<string>())];

    private static (string Name, string Value) Match(int version) => ("If-Match", $"\"{version}\"");
}
