using System.Globalization;
using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Supervising;

/// <summary>Supervision as people meet it: the desk, the ladder of a case, letters, rules.</summary>
[Collection(HttpTests.Name)]
public sealed class SupervisionHttpTests
{
    [DatabaseTheory]
    public async Task Letter_IsIssuedPrintedAnsweredAndLifted_AndTheCaseStaysAsItIs(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await DispatchedAsync(dispatcher);
        var version = await dispatcher.VersionAsync(number);
        var page = $"/cases/{number}/supervision";
        (await dispatcher.GetAsync($"/cases/{number}")).Text.ShouldContain($"href=\"{page}\"");

        var refused = await dispatcher.PostFormAsync(page, "issue", ("level", "letter"), ("reason", ""), ("answerDays", "0"), ("owner", "nobody"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["reason", "answerDays", "owner"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-error\"");
        }

        (await dispatcher.PostFormAsync(page, "issue", ("level", "letter"), ("reason", "群众多次反映"), ("answerDays", "3"))).Status.ShouldBe(HttpStatusCode.Found);
        var given = (await handler.GetAsync($"/api/v1/cases/{number}/supervisions")).Json["items"]!.AsArray().ShouldHaveSingleItem()!;
        var (id, letter) = (given["id"]!.GetValue<Guid>(), given["letter"]!.GetValue<string>());
        letter.ShouldStartWith("〔");
        (await handler.GetAsync("/supervision")).Text.ShouldContain(number);
        (await handler.GetAsync($"/cases/{number}")).Words().ShouldContain("群众多次反映");
        var print = (await handler.GetAsync($"/supervision/{id}/letter")).Words();
        foreach (var words in (string[])["县综治中心督办函", letter, "县城管局：", "群众多次反映", number])
        {
            print.ShouldContain(words);
        }

        using (var docx = WordprocessingDocument.Open(new MemoryStream(await dispatcher.Client.GetByteArrayAsync(new Uri($"/supervision/{id}/letter.docx", UriKind.Relative))), false))
        {
            docx.MainDocumentPart!.Document!.InnerText.ShouldContain(letter);
        }

        // The same level does not stand twice; the answer is the unit's, and needs words.
        (await dispatcher.PostAsync($"/api/v1/cases/{number}/supervisions", new { level = "letter", reason = "再次" })).Code.ShouldBe("supervision.stands-already");
        (await dispatcher.PostAsync($"/api/v1/supervisions/{id}/answer", new { text = "代答" }, ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await handler.PostAsync($"/api/v1/supervisions/{id}/answer", new { text = " ", files = new[] { Guid.Empty } }, ("If-Match", "\"1\""))).Fields.ShouldBe(["text", "files"], ignoreOrder: true);
        (await handler.AttachAsync(number, Pictures.Png, "现场.png", "other")).Status.ShouldBe(HttpStatusCode.Created);
        var file = (await handler.GetAsync($"/api/v1/cases/{number}")).Json["attachments"]!.AsArray()[0]!["id"]!.GetValue<string>();
        (await handler.PostFormAsync(page, $"answer-{id:N}", ("version", "1"), ($"text-{id:N}", "已组织抢修，周五前完成"), ($"files-{id:N}", file))).Status.ShouldBe(HttpStatusCode.Found);
        (await dispatcher.GetAsync("/supervision?pile=answered")).Words().ShouldContain("已组织抢修");
        (await handler.PostAsync($"/api/v1/supervisions/{id}/lift", new { reason = "自行解除" }, ("If-Match", "\"2\""))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await dispatcher.PostAsync($"/api/v1/supervisions/{id}/lift", new { reason = "已落实" }, ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await dispatcher.PostFormAsync("/supervision?pile=answered", $"lift-{id:N}", ("version", "2"), ($"reason-{id:N}", "已落实"))).Status.ShouldBe(HttpStatusCode.Found);
        (await dispatcher.GetAsync("/supervision?pile=all")).Words().ShouldContain("已落实");

        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["summary"]!["state"]!.GetValue<string>().ShouldBe("dispatched");
        (await county.AuditAsync("supervision.issued")).ShouldContain(line => line.StartsWith($"county-dispatcher {number} ", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task LeadersNote_StartsASupervision_AndOthersAreRefusedOrSeeNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, leader) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("leader"));
        var number = await DispatchedAsync(dispatcher);
        var path = $"/api/v1/cases/{number}/supervisions";
        (await leader.PostAsync(path, new { level = "letter", reason = "督办" })).Status.ShouldBe(HttpStatusCode.Forbidden, "a note is a leader's, supervision the desk's");
        var note = await leader.PostAsync(path, new { level = "listed", reason = "请城管局限期解决", leadersNote = true });
        note.Status.ShouldBe(HttpStatusCode.Created, note.Text);
        note.Json["trigger"]!.GetValue<string>().ShouldBe("leaders-note");
        (await dispatcher.GetAsync("/supervision?pile=listed&leader=leader")).Text.ShouldContain(number);
        (await dispatcher.GetAsync($"/supervision?pile=listed&region={County.OtherTown}")).Text.ShouldNotContain(number);
        (await (await county.AsAsync("handler")).PostAsync(path, new { level = "urge", reason = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var other = await county.AsAsync("other-town");
        (await other.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"/cases/{number}/supervision")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync($"/supervision/{note.Json["id"]!.GetValue<Guid>()}/letter")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/supervision?pile=all")).Text.ShouldNotContain(number);
        (await dispatcher.GetAsync("/api/v1/supervisions?pile=nonsense&level=x&unit=zz")).Fields.ShouldBe(["pile", "level", "unit"], ignoreOrder: true);
        (await dispatcher.PostAsync($"/api/v1/cases/{await dispatcher.RegisterAsync()}/supervisions", new { level = "urge", reason = "x" })).Code.ShouldBe("supervision.nobody-handles");
    }

    [DatabaseTheory]
    public async Task Letters_OfManyAtOnce_HaveNumbersWithoutGaps(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var numbers = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            numbers.Add(await DispatchedAsync(dispatcher));
        }

        // Each is asked for twice at the same moment: one of the two is refused, and takes no number along.
        var answers = await Task.WhenAll(numbers.Concat(numbers).Select(n => dispatcher.PostAsync($"/api/v1/cases/{n}/supervisions", new { level = "letter", reason = "督办" })));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(numbers.Count);
        var year = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8).Year.ToString(CultureInfo.InvariantCulture);
        answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Json["letter"]!.GetValue<string>())
            .ShouldBe(Enumerable.Range(1, numbers.Count).Select(n => $"〔{year}〕督办 {n.ToString(CultureInfo.InvariantCulture)} 号"), ignoreOrder: true);
    }

    [DatabaseTheory]
    public async Task Rules_AreFollowedNotEdited_AndBadInputNamesItsField(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var admin = await county.AsAsync("system-admin");
        (await (await county.AsAsync("county-dispatcher")).GetAsync("/admin/supervision")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetAsync("/admin/supervision")).Words().ShouldContain("信访工作条例第39条");
        const string page = "/admin/supervision/overdue-letter";
        var refused = await admin.PostFormAsync(page, "rule", ("version", "1"), ("amount", "0"), ("unit", "year"), ("level", "letter"), ("answerDays", ""), ("basis", ""), ("from", "2001-01-01"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["amount", "unit", "answerDays", "basis", "from"])
        {
            refused.Text.ShouldContain($"id=\"f-{field}-error\"", customMessage: field);
        }

        var tomorrow = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await admin.PostFormAsync("/admin/supervision/due-soon", "rule", ("version", "1"), ("amount", "2"), ("unit", "working-day"), ("level", "letter"), ("answerDays", "3"), ("basis", "x"), ("from", tomorrow)))
            .Text.ShouldContain("id=\"f-level-error\"");
        (await admin.PostFormAsync(page, "rule", ("version", "1"), ("amount", "2"), ("unit", "working-day"), ("level", "letter"), ("answerDays", "3"), ("basis", "县督办办法"), ("from", tomorrow))).Status.ShouldBe(HttpStatusCode.Found);
        var rules = (await admin.GetAsync("/api/v1/supervision-rules")).Json["items"]!.AsArray();
        rules.Count(r => r!["code"]!.GetValue<string>() is "overdue-letter" or "overdue-letter.2").ShouldBe(2);
        (await admin.PostFormAsync("/admin/supervision/returned", "end", ("version", "1"), ("last", ""))).Status.ShouldBe(HttpStatusCode.Found);
        (await admin.GetAsync("/admin/supervision")).Text.ShouldNotContain("/admin/supervision/returned\"");
    }

    private static async Task<string> DispatchedAsync(Api dispatcher)
    {
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        return number;
    }
}
