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

    private static async Task<HttpResponseMessage> PostAsync(Api person, string page, params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = "limit";
        values["__RequestVerificationToken"] = WebUtility.HtmlDecode(TokenField().Match((await person.GetAsync(page)).Text).Groups[1].Value);
        return await person.Client.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
