using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The limits of the law as they are shipped, tried, read by programs and changed, on both stores.</summary>
[Collection(HttpTests.Name)]
public sealed partial class StatuteTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 6, 2, 0, 0, TimeSpan.Zero);

    [DatabaseTheory]
    public async Task Shipped_AreTheTablesOfTheLaw_WithBasisAndCertainty(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var items = (await (await county.AsAsync("system-admin")).GetAsync("/api/v1/limits")).Json["items"]!.AsArray();
        string Of(string code) => items.Where(l => l!["code"]!.GetValue<string>() == code)
            .Select(l => $"{l!["amount"]} {l["unit"]} {l["startsWith"]} +{l["extension"]?["amount"]}x{l["extension"]?["times"]} {l["certainty"]}").Single();
        Of("petition-register").ShouldBe("15 natural-day receipt +x law");
        Of("petition-objection").ShouldBe("5 working-day receipt +x law");
        Of("petition-handling").ShouldBe("60 natural-day acceptance +30x1 law");
        Of("petition-review").ShouldBe("30 natural-day request-received +x law");
        Of("petition-recheck").ShouldBe("30 natural-day request-received +x law");
        Of("hotline-critical").ShouldBe("2 hour dispatch +x secondary");
        Of("hotline-urgent").ShouldBe("24 hour dispatch +x secondary");
        Of("hotline-normal").ShouldBe("7 natural-day dispatch +x secondary");
        Of("hotline-complex").ShouldBe("15 natural-day dispatch +x secondary");
        Of("mediation-standard").ShouldBe("30 natural-day acceptance +x unverified");
        Of("labour-award").ShouldBe("45 natural-day acceptance +15x1 article-unchecked");
        Of("disclosure-answer").ShouldBe("20 working-day request-received +20x1 article-unchecked");
        items.ShouldAllBe(l => l!["basis"]!.GetValue<string>().Length > 0);
    }

    [DatabaseTheory]
    public async Task Limit_WhenFollowed_StaysAsItWas_AndTheNextSaysItIsLocal(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, new FakeTime(Start));
        var admin = await county.AsAsync("system-admin");
        const string page = "/admin/limits/law/petition-handling";

        (await PostAsync(admin, page, ("version", "1"), ("amount", "45"), ("unit", "natural-day"), ("rolls", "true"), ("extensionAmount", "15"), ("extensionTimes", "2"), ("basis", "县信访局〔2026〕3号"), ("from", "2026-03-10")))
            .Headers.Location!.ToString().ShouldContain("done=followed");

        var items = (await admin.GetAsync("/api/v1/limits")).Json["items"]!.AsArray();
        var old = items.Single(l => l!["code"]!.GetValue<string>() == "petition-handling")!;
        (old["amount"]!.GetValue<int>(), old["validTo"]!.GetValue<string>()).ShouldBe((60, "2026-03-09"));
        var next = items.Single(l => l!["code"]!.GetValue<string>() == "petition-handling.2")!;
        (next["amount"]!.GetValue<int>(), next["extension"]!["times"]!.GetValue<int>(), next["certainty"]!.GetValue<string>()).ShouldBe((45, 2, "local"));
        (await county.AuditAsync("statute-limit.followed")).ShouldHaveSingleItem().ShouldContain("3号");
        // Somebody else still had the old page open.
        (await PostAsync(admin, page + ".2", ("version", "9"), ("amount", "1"), ("unit", "hour"), ("basis", "x"), ("from", "2026-03-12"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var refused = await PostAsync(admin, page + ".2", ("version", "1"), ("amount", "0"), ("unit", "moon"), ("extensionAmount", "30"), ("basis", ""), ("from", "2020-01-01"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await refused.Content.ReadAsStringAsync();
        ((string[])["amount", "unit", "extensionTimes", "basis", "from"]).ShouldAllBe(field => html.Contains($"id=\"f-{field}-error\"", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Limit_WhenAdded_RunsForItsCases_UntilItIsEnded(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, new FakeTime(Start));
        var (admin, dispatcher) = (await county.AsAsync("system-admin"), await county.AsAsync("county-dispatcher"));
        const string page = "/admin/limits/law/new";
        (string, string)[] good =
        [
            ("code", "water-law"), ("track", "petition"), ("name", "水利事项"), ("nameEn", "Water"), ("startsWith", "dispatch"), ("amount", "10"), ("unit", "working-day"),
            ("pausable", "true"), ("extensionAmount", "5"), ("extensionTimes", "1"), ("extensionBy", "head-of-unit"), ("category", "02"), ("basis", "水法实施办法第8条"), ("from", "2026-03-06"),
        ];
        (await PostAsync(admin, page, good)).Headers.Location!.ToString().ShouldContain("done=saved");
        await RefusedAsync(good, ["code", "category"]);
        await RefusedAsync([.. With(good, "code", "other-law"), ("channel", "hotline"), ("startsWith", "knew-of-harm")], ["startsWith"]);
        await RefusedAsync([("code", "Not A Code"), ("unit", "moon"), ("amount", "0"), ("extensionTimes", "2"), ("from", "2020-01-01")],
            ["code", "track", "name", "nameEn", "startsWith", "amount", "unit", "extensionAmount", "basis", "from"]);

        var number = await dispatcher.RegisterAsync(category: "02");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D06" }));
        var law = await LawOfAsync(number);
        (law!["rule"]!.GetValue<string>(), law["basis"]!.GetValue<string>()).ShouldBe(("water-law", "水法实施办法第8条"));
        law["dueAt"]!.GetValue<DateTime>().ShouldBe(new DateTime(2026, 3, 20, 15, 59, 59, DateTimeKind.Utc));

        // A county that allows itself more than the law does, and time that is not its to give.
        var laxer = await SendAsync("/admin/limits/new", "limit", ("kind", "close"), ("category", "02"), ("amount", "40"), ("unit", "natural-day"), ("basis", "县里"), ("from", "2026-03-07"));
        laxer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await laxer.Content.ReadAsStringAsync()).ShouldContain("id=\"f-amount-error\"");
        var sign = await SendAsync("/admin/limits/new", "limit", ("kind", "sign"), ("category", "02"), ("amount", "4"), ("unit", "hour"), ("basis", "县里"), ("from", "2026-03-07"), ("extensionAmount", "4"), ("extensionTimes", "1"));
        (await sign.Content.ReadAsStringAsync()).ShouldContain("id=\"f-extensionAmount-error\"");

        (await SendAsync("/admin/limits/law/water-law", "end", ("version", "1"), ("last", ""))).Headers.Location!.ToString().ShouldContain("done=ended");
        var later = await dispatcher.RegisterAsync(category: "02");
        await dispatcher.MovesAsync(later, ("dispatch", new { leadUnit = "D06" }));
        (await LawOfAsync(later)).ShouldBeNull("what ended governs nothing new");
        (await LawOfAsync(number))!["dueAt"]!.GetValue<DateTime>().ShouldBe(law["dueAt"]!.GetValue<DateTime>(), "what was dispatched keeps its limit");
        (await county.AuditAsync("statute-limit.added")).ShouldHaveSingleItem();

        Task<HttpResponseMessage> SendAsync(string to, string form, params (string, string)[] fields) => PostFormAsync(admin, to, form, fields);

        async Task RefusedAsync((string, string)[] fields, string[] wrong)
        {
            var answer = await PostAsync(admin, page, fields);
            var html = await answer.Content.ReadAsStringAsync();
            wrong.ShouldAllBe(field => html.Contains($"id=\"f-{field}-error\"", StringComparison.Ordinal));
        }

        async Task<System.Text.Json.Nodes.JsonNode?> LawOfAsync(string of) =>
            (await dispatcher.GetAsync($"/api/v1/cases/{of}")).Json["limits"]!.AsArray().SingleOrDefault(l => l!["kind"]!.GetValue<string>() == "statute");
    }

    private static (string, string)[] With((string Name, string Value)[] fields, string name, string value) =>
        [.. fields.Where(f => f.Name != name && f.Name != "startsWith"), (name, value)];

    [Fact]
    public async Task Count_SaysWhenAndWhy_ToPeopleAndToPrograms()
    {
        var county = await County.SharedAsync(DatabaseKind.Sqlite);
        var admin = await county.AsAsync("system-admin");
        var html = WebUtility.HtmlDecode((await admin.GetAsync("/admin/limits/law/petition-handling?start=2026-03-02T09:00")).Text);
        html.ShouldContain("从 2026-03-03（星期二）算起（民法典第201条第一款）");
        html.ShouldContain("最后一天是 2026-05-01");
        var counted = (await admin.GetAsync("/api/v1/limits/petition-handling/due?start=2026-03-02T09:00:00%2B08:00")).Json;
        counted["original"]!.GetValue<DateTime>().ToUniversalTime().ShouldBe(new DateTime(2026, 5, 1, 15, 59, 59, DateTimeKind.Utc));
        counted["because"]!.AsArray()[0]!["reason"]!.GetValue<string>().ShouldBe("start-day-excluded");
        (await admin.GetAsync("/api/v1/limits/petition-handling/due?start=soon")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetAsync("/api/v1/limits/none/due?start=2026-03-02")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetAsync("/admin/limits/law/none")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await county.AsAsync("county-dispatcher")).GetAsync("/admin/limits/law")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var unread = WebUtility.HtmlDecode((await admin.GetAsync("/admin/limits/law/petition-handling?start=9999999")).Text);
        unread.ShouldContain("请写 2000 至 2200 年之间的时间");
    }

    [Fact]
    public async Task MissingNotice_IsSaidOnTheDesksOfThoseWhoKeepIt_FromNovemberOn()
    {
        await using var county = await County.StartAsync(DatabaseKind.Sqlite, new FakeTime(new DateTimeOffset(2026, 11, 2, 2, 0, 0, TimeSpan.Zero)));
        var admin = await county.AsAsync("system-admin");
        (await admin.GetAsync("/work")).Text.ShouldContain("还没有 2027 年的放假安排");
        WebUtility.HtmlDecode((await admin.GetAsync("/operations/system")).Text).ShouldContain("import calendar");
        (await (await county.AsAsync("county-dispatcher")).GetAsync("/work")).Text.ShouldNotContain("放假安排");
    }

    private static Task<HttpResponseMessage> PostAsync(Api person, string page, params (string Name, string Value)[] fields) => PostFormAsync(person, page, "limit", fields);

    private static async Task<HttpResponseMessage> PostFormAsync(Api person, string page, string form, (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = WebUtility.HtmlDecode(TokenField().Match((await person.GetAsync(page)).Text).Groups[1].Value);
        return await person.Client.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
