using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The list as a place to work at: kept views, columns, pages beyond the end, steps made with one click.</summary>
[Collection(HttpTests.Name)]
public sealed partial class ListDeskTests
{
    private const string Query = "state=open&overdue=false&sort=due";

    [DatabaseTheory]
    public async Task View_WhenKeptAsFirst_OpensTheListForItsOwnerAlone(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var verifier = await county.AsAsync("verifier");
        await verifier.RegisteredByAsync(county);

        var saved = await verifier.SubmitAsync("/cases", "/cases/views", ("name", " 待我看 "), ("query", "sort=due&overdue=false&state=open&page=3&evil=1"), ("default", "true"), ("_key", NewKey()));
        saved.Status.ShouldBe(HttpStatusCode.SeeOther, saved.Text);
        saved.Message.Headers.Location!.ToString().ShouldBe($"/cases?{Query}&notice=saved");
        (await verifier.GetAsync("/cases")).Message.Headers.Location!.ToString().ShouldEndWith($"/cases?{Query}");
        var list = await verifier.GetAsync($"/cases?{Query}");
        list.Words().ShouldContain("待我看");
        (await (await county.AsAsync("callback")).GetAsync("/cases?all=1")).Words().ShouldNotContain("待我看");

        // The same name overwrites; it is no longer first, and the list opens as it is.
        await verifier.SubmitAsync($"/cases?{Query}", "/cases/views", ("name", "待我看"), ("query", "state=closed"), ("_key", NewKey()));
        (await verifier.GetAsync("/cases")).Status.ShouldBe(HttpStatusCode.OK);
        var id = ViewId().Match((await verifier.GetAsync("/cases")).Text).Groups["id"].Value;
        await verifier.SubmitAsync("/cases", "/cases/views/change", ("default", id), ("_key", NewKey()));
        (await verifier.GetAsync("/cases")).Message.Headers.Location!.ToString().ShouldEndWith("/cases?state=closed");
        await verifier.SubmitAsync("/cases?all=1", "/cases/views/change", ("delete", id), ("_key", NewKey()));
        (await verifier.GetAsync("/cases")).Words().ShouldNotContain("待我看");
    }

    [DatabaseTheory]
    public async Task Page_ThatSendsItsVisitorOnAfterAskingTheDatabase_AnswersNothingElse(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var clerk = await county.AsAsync("village-officer");
        await clerk.SubmitAsync("/cases", "/cases/views", ("name", "先看"), ("query", Query), ("default", "true"), ("_key", NewKey()));

        // What waited for PostgreSQL once broke off in the middle of rendering, and every few times the whole process with it.
        for (var again = 0; again < 12; again++)
        {
            var answer = await clerk.GetAsync("/cases");
            answer.Status.ShouldBe(HttpStatusCode.Found);
            answer.Text.ShouldBeEmpty();
        }
    }

    [DatabaseTheory]
    public async Task View_OfSomebodyElse_CannotBeTouched(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var owner = await county.AsAsync("leader");
        await owner.SubmitAsync("/cases", "/cases/views", ("name", "领导看"), ("query", "state=open"), ("_key", NewKey()));
        var id = ViewId().Match((await owner.GetAsync("/cases")).Text).Groups["id"].Value;
        var stranger = await county.AsAsync("town-dispatcher");
        await stranger.SubmitAsync("/cases", "/cases/views/change", ("delete", id), ("_key", NewKey()));
        var refused = await stranger.SubmitAsync("/cases", "/cases/views/change", ("default", id), ("_key", NewKey()));
        refused.Message.Headers.Location!.ToString().ShouldEndWith("notice=cases.view-missing");
        (await owner.GetAsync("/cases")).Words().ShouldContain("领导看");
        await owner.SubmitAsync("/cases", "/cases/views/change", ("delete", id), ("_key", NewKey()));
    }

    [DatabaseTheory]
    public async Task Columns_WhenChosen_StayWithTheAccount(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("other-town");
        await dispatcher.RegisterAsync(location: new { grid = "339901102201001" });
        await dispatcher.SubmitAsync("/cases", "/cases/columns", ("columns", "channel"), ("columns", "evil"), ("_key", NewKey()));
        var list = (await dispatcher.GetAsync("/cases")).Text;
        list.ShouldContain("data-label=\"来源\"");
        list.ShouldNotContain("data-label=\"牵头单位\"");
        await dispatcher.SubmitAsync("/cases", "/cases/columns", ("reset", "true"), ("_key", NewKey()));
        (await dispatcher.GetAsync("/cases")).Text.ShouldContain("data-label=\"牵头单位\"");
    }

    [DatabaseTheory]
    public async Task Page_BeyondTheEnd_IsTheLastWithASentence(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("页码之外的事项");
        foreach (var page in (string[])["9", "99999999999"])
        {
            var list = await dispatcher.GetAsync($"/cases?q={number}&page={page}");
            list.Status.ShouldBe(HttpStatusCode.OK);
            list.Words().ShouldContain($"没有第 {page} 页");
            list.Text.ShouldContain($"href=\"/cases/{number}\"");
        }

        (await dispatcher.GetAsync($"/cases?q={number}&page=0")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var none = await dispatcher.GetAsync($"/cases?q={number}&state=closed&page=4");
        none.Words().ShouldContain("没有符合条件的事项");
        none.Text.ShouldContain($"href=\"/cases?q={number}\"", Shouldly.Case.Sensitive, "one filter can be lifted by itself");
    }

    [DatabaseTheory]
    public async Task Sign_FromTheList_IsMadeOnceHoweverOftenItIsSent(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var handler = await county.AsAsync("handler");
        var number = await dispatcher.RegisterAsync(category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var token = await handler.TokenAsync($"/cases?q={number}");
        (string, string)[] fields = [("what", $"sign:{number}:2"), ("back", $"/cases?q={number}"), ("_key", NewKey())];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => handler.SendFormAsync(token, "/cases/next", fields)));
        answers.Select(a => WebUtility.UrlDecode(a.Message.Headers.Location?.ToString())).ShouldAllBe(to => to == $"/cases?q={number}&moved=sign:{number}");
        var timeline = (await handler.GetAsync($"/api/v1/cases/{number}/timeline")).Json["items"]!.AsArray();
        timeline.Count(e => e!["move"]!.GetValue<string>() == "sign").ShouldBe(1);
        (await handler.GetAsync($"/cases?q={number}&moved=sign:{number}")).Words().ShouldContain("已办理：签收");

        // Another tab that still shows the case as it was.
        var stale = await handler.SendFormAsync(token, "/cases/next", ("what", $"sign:{number}:2"), ("back", "/work"), ("_key", NewKey()));
        stale.Message.Headers.Location!.ToString().ShouldBe($"/work?stale={number}");
        (await handler.GetAsync($"/work?stale={number}")).Words().ShouldContain("没有办理");
        var elsewhere = await handler.SendFormAsync(token, "/cases/next", ("what", $"sign:{number}:2"), ("back", "//example.org"), ("_key", NewKey()));
        elsewhere.Message.Headers.Location!.ToString().ShouldStartWith("/work");
    }

    [DatabaseTheory]
    public async Task Form_SentAgainWithOtherWords_IsNotTakenForTheFirst(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var token = await dispatcher.TokenAsync($"/cases/{number}");
        var key = NewKey();
        Task<Answer> RemindAsync(string text) => dispatcher.SendFormAsync(token, $"/cases/{number}/moves/remind", ("version", "2"), ("remind.text", text), ("_key", key));

        (await RemindAsync("请尽快到现场")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await RemindAsync("请尽快到现场")).Status.ShouldBe(HttpStatusCode.SeeOther, "the same once more");
        var changed = await RemindAsync("改了主意：明天去");
        changed.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        changed.Words().ShouldContain("这张表单刚才已经提交过");
        changed.Text.ShouldContain("改了主意：明天去", Shouldly.Case.Sensitive, "nothing typed is lost");
        (await dispatcher.VersionAsync(number)).ShouldBe(3);
    }

    private static string NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    [GeneratedRegex("name=\"delete\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ViewId();
}

internal static class ListDeskSteps
{
    /// <summary>Sees to it that a reader of the whole county has something in the list.</summary>
    public static async Task RegisteredByAsync(this Api reader, County county)
    {
        var number = await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        (await reader.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
