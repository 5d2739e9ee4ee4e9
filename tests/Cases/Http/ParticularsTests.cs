using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>When, where, how much and who: found in the words of a case, confirmed with one click, typed where nothing was found.</summary>
[Collection(HttpTests.Name)]
public sealed class ParticularsTests
{
    private const string Text = "从3月2日起，溪口村的宏远建筑有限公司欠二十多名农民工三千五百元，请打13912345678。";

    [DatabaseTheory]
    public async Task Passages_AreMarked_AcceptedOneByOne_AndTypedOver(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await RegisterAsync(dispatcher);
        var page = $"/cases/{number}/particulars";
        var shown = await dispatcher.GetAsync(page);
        shown.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var said in (string[])["3月2日", "宏远建筑有限公司", "二十多名农民工", "三千五百元"])
        {
            shown.Text.ShouldContain($">{said}<span");
        }

        // One click each; each is kept, and shown as accepted.
        (await dispatcher.SubmitAsync(page, page, ("_handler", FormOf(shown.Text, "3500")), ("version", "0"))).Status.ShouldBe(HttpStatusCode.Found);
        shown = await dispatcher.GetAsync(page);
        (await dispatcher.SubmitAsync(page, page, ("_handler", FormOf(shown.Text, "宏远建筑有限公司")), ("version", "1"))).Status.ShouldBe(HttpStatusCode.Found);
        var onCase = (await dispatcher.GetAsync($"/cases/{number}")).Words();
        onCase.ShouldContain("3500");
        onCase.ShouldContain("宏远建筑有限公司");

        // Typed over; what cannot be read is told beside its field and loses nothing.
        var wrong = await dispatcher.SubmitAsync(page, page, ("_handler", "fields"), ("version", "2"), ("when", "昨天"), ("sum", "3500.123"), ("people", "很多"), ("place", "溪口村三组"), ("organisations", ""));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["when", "sum", "people"])
        {
            wrong.Text.ShouldContain($"id=\"f-{field}-error\"", customMessage: field);
        }

        wrong.Text.ShouldContain("溪口村三组");
        (await dispatcher.SubmitAsync(page, page, ("_handler", "fields"), ("version", "1"), ("place", "旧页面"))).Status.ShouldBe(HttpStatusCode.Conflict, "the page was old");
        (await dispatcher.SubmitAsync(page, page, ("_handler", "fields"), ("version", "2"), ("when", "2026-03-02"), ("sum", "4,000.5"), ("people", "23户"), ("place", "溪口村三组"), ("organisations", "宏远公司"))).Status.ShouldBe(HttpStatusCode.Found);
        onCase = (await dispatcher.GetAsync($"/cases/{number}")).Words();
        foreach (var said in (string[])["2026-03-02", "4000.5", "23户", "溪口村三组", "宏远公司"])
        {
            onCase.ShouldContain(said);
        }

        (await handler.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound, "who may not see the case");
        (await county.AuditAsync("case.particulars")).Count(line => line.StartsWith($"county-dispatcher {number}", StringComparison.Ordinal)).ShouldBe(3);
    }

    [DatabaseTheory]
    public async Task Numbers_AreFlagged_AndMaskedWhenToldTo(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await RegisterAsync(dispatcher);
        var page = $"/cases/{number}/particulars";
        var shown = await dispatcher.GetAsync(page);
        shown.Words().ShouldContain("文中有 1 个个人号码");
        (await (await county.AsAsync("leader")).GetAsync(page)).Text.ShouldNotContain("value=\"mask\"", customMessage: "who reads only");
        (await dispatcher.SubmitAsync(page, page, ("_handler", "mask"), ("version", "9"))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await dispatcher.SubmitAsync(page, page, ("_handler", "mask"), ("version", "1"))).Status.ShouldBe(HttpStatusCode.Found);
        var after = await dispatcher.GetAsync($"/cases/{number}");
        after.Text.ShouldContain("139****5678");
        after.Text.ShouldNotContain("13912345678");
        (await dispatcher.GetAsync("/api/v1/cases?q=12345678")).Json["items"]!.AsArray().ShouldNotContain(c => c!["number"]!.GetValue<string>() == number, "the index that finds it was rewritten");
        (await dispatcher.GetAsync(page)).Words().ShouldNotContain("个个人号码");
        (await county.AuditAsync("case.mask-numbers")).ShouldContain(line => line.StartsWith($"county-dispatcher {number}", StringComparison.Ordinal));
    }

    private static async Task<string> RegisterAsync(Api dispatcher)
    {
        var taken = await dispatcher.PostAsync("/api/v1/cases", new { title = "拖欠工资", description = Text, channel = "window", location = new { latitude = County.Latitude, longitude = County.Longitude }, reporter = new { anonymous = true } });
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Text);
        return taken.Json["number"]!.GetValue<string>();
    }

    /// <summary>The form whose button accepts a value.</summary>
    private static string FormOf(string html, string value)
    {
        var label = html.IndexOf($"采用 {value}", StringComparison.Ordinal) is var plain && plain >= 0 ? plain : WebUtility.HtmlDecode(html).IndexOf($"采用 {value}", StringComparison.Ordinal);
        label.ShouldBeGreaterThan(0, value);
        var text = html.Contains($"采用 {value}", StringComparison.Ordinal) ? html : WebUtility.HtmlDecode(html);
        var start = text.LastIndexOf("take-", label, StringComparison.Ordinal);
        return text[start..text.IndexOf('"', start)];
    }
}
