using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.PersonalData;

/// <summary>Copy, correction, erasure and explanation (PIPL 44–48): from number and code in at most three steps, on a phone without JavaScript.</summary>
[Collection(HttpTests.Name)]
public sealed class OwnDataTests
{
    [DatabaseTheory]
    public async Task Reporter_SeesCorrectsAndErasesTheirData_InThreeSteps(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (number, code) = await ReportAsync(county, "邓春桃", "13712340101", "我叫邓春桃，电话 137-1234-0101，水井坏了");
        var town = await county.AsAsync("town-dispatcher");
        var person = (await town.GetAsync($"/api/v1/cases/{number}")).Json["people"]!.AsArray().Single()!["id"]!.GetValue<string>();
        (await town.PostAsync($"/api/v1/cases/{number}/people/{person}/reveal", new { reason = "问清是哪口井" })).Status.ShouldBe(HttpStatusCode.OK);
        using var phone = new PhoneBrowser(county.Server.Address);

        // Step 1: number and code. Step 2: my data, with the explanation on it.
        (await phone.GoAsync("/track", "find", ("number", number), ("code", code))).Html.ShouldContain("href=\"/track/data\"");
        var mine = await phone.OpenAsync("/track/data");
        mine.Html.ShouldSatisfyAllConditions(
            h => h.ShouldContain("邓**"), h => h.ShouldNotContain("邓春桃"), h => h.ShouldContain("问清是哪口井"), h => h.ShouldContain("1827"),
            h => h.ShouldContain("用途"), h => h.ShouldContain("不给人打分"));

        // Step 3, a copy: on the page and as a file.
        var copy = await phone.SendAsync("/track/data", mine, "copy");
        copy.Status.ShouldBe(HttpStatusCode.OK);
        copy.Html.ShouldSatisfyAllConditions(h => h.ShouldContain("邓春桃"), h => h.ShouldContain("13712340101"), h => h.ShouldContain("水井坏了"));
        var file = await phone.PostAsync("/track/data/file", mine);
        JsonNode.Parse(file.Html)!["person"]!["phone"]!.GetValue<string>().ShouldBe("13712340101");
        (await county.AuditAsync("person.copy")).Count(line => line.StartsWith($"citizen {number} ", StringComparison.Ordinal)).ShouldBe(2);

        // Step 3, a correction: found by the new number, no more by the old one.
        (await phone.SendAsync("/track/data", mine, "correct", ("name", ""), ("phone", "12"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await phone.SendAsync("/track/data", mine, "correct", ("name", ""), ("phone", "137 1234 0102"))).Leads.ShouldBe("/track/data?done=corrected");
        var desk = await county.AsAsync("county-dispatcher");
        (await MattersAsync(desk, "13712340102")).ShouldBe([number]);
        (await MattersAsync(desk, "13712340101")).ShouldBeEmpty();

        // Step 3, erasure: not while somebody works on it; after withdrawing, at once.
        mine.Html.ShouldContain("这件事还在办");
        (await phone.SendAsync("/track/data", mine with { Html = mine.Html.Replace("value=\"correct\"", "value=\"erase\"", StringComparison.Ordinal) }, "erase", ("sure", "true"))).Leads.ShouldBe("/track?done=expired");
        await phone.SendAsync("/track", await phone.OpenAsync("/track"), "withdraw", ("text", "邓春桃自己修好了"));
        mine = await phone.OpenAsync("/track/data");
        (await phone.SendAsync("/track/data", mine, "erase")).Html.ShouldContain("请先勾选");
        (await phone.SendAsync("/track/data", mine, "erase", ("sure", "true"))).Leads.ShouldBe("/track/data?done=erased");

        var after = await phone.OpenAsync("/track/data?done=erased");
        after.Html.ShouldSatisfyAllConditions(h => h.ShouldContain("已经删除，不能恢复"), h => h.ShouldNotContain("name=\"_handler\" value=\"erase\""));
        (await MattersAsync(desk, "13712340102")).ShouldBeEmpty();
        var seen = (await town.GetAsync($"/api/v1/cases/{number}")).Text + (await town.GetAsync($"/api/v1/cases/{number}/timeline")).Text;
        seen.ShouldSatisfyAllConditions(t => t.ShouldNotContain("邓春桃"), t => t.ShouldNotContain("1234"), t => t.ShouldContain("〔已删除〕自己修好了"), t => t.ShouldContain("水井坏了"));
        (await town.PostAsync($"/api/v1/cases/{number}/people/{person}/reveal", new { reason = "还在吗" })).Code.ShouldBe("personal-data.erased");
        (await county.AuditAsync("person.erase")).ShouldHaveSingleItemLike($"citizen {number} ");
        (await desk.GetAsync($"/api/v1/cases?q={Uri.EscapeDataString("水井")}")).Text.ShouldContain(number, customMessage: "the index still finds what was said about the matter");
        (await desk.GetAsync($"/api/v1/cases?q={Uri.EscapeDataString("邓春桃")}")).Text.ShouldNotContain(number);
    }

    [DatabaseTheory]
    public async Task Data_WithoutTheCode_AreNobodys(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var stranger = new PhoneBrowser(county.Server.Address);
        (await stranger.OpenAsync("/track/data")).Leads.ShouldBe("/track?done=expired");
        var page = await stranger.OpenAsync("/track");
        foreach (var form in (string[])["copy", "correct", "erase"])
        {
            (await stranger.SendAsync("/track/data", page with { Html = page.Html.Replace("value=\"find\"", $"value=\"{form}\"", StringComparison.Ordinal) }, form, ("sure", "true"))).Leads.ShouldBe("/track?done=expired", form);
        }

        (await stranger.PostAsync("/track/data/file", page)).Leads.ShouldBe("/track?done=expired");
    }

    [DatabaseTheory]
    public async Task PurposeOfEachPersonalField_StandsBesideIt(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        var send = await phone.DescribeAsync("栏杆松了", ("region", County.Village));
        var intake = await (await county.AsAsync("county-dispatcher")).GetAsync("/cases/new");
        foreach (var (html, fields) in ((string, string[])[])[(send.Html, ["phone", "name"]), (intake.Text, ["reporter.phone", "reporter.name", "respondent.name", "respondent.phone"])])
        {
            foreach (var field in fields)
            {
                var described = Regex.Match(html, $"<input[^>]* name=\"{Regex.Escape(field)}\"[^>]* aria-describedby=\"([^\" ]+)", RegexOptions.NonBacktracking).Groups[1].Value;
                WebUtility.HtmlDecode(Regex.Match(html, $"id=\"{described}\"[^>]*>([^<]*)<", RegexOptions.NonBacktracking).Groups[1].Value).ShouldContain("用途：", customMessage: field);
            }
        }
    }

    private static async Task<(string Number, string Code)> ReportAsync(County county, string name, string phone, string description)
    {
        var receipt = await county.Anonymous.PostAsync("/api/v1/reports", new { title = "水井坏了", description, latitude = County.Latitude, longitude = County.Longitude, name, phone });
        receipt.Status.ShouldBe(HttpStatusCode.Created, receipt.Text);
        return (receipt.Json["number"]!.GetValue<string>(), receipt.Json["trackingCode"]!.GetValue<string>());
    }

    private static async Task<List<string>> MattersAsync(Api desk, string phone) =>
        [.. (await desk.PostAsync("/api/v1/callers/look-up", new { phone })).Json["matters"]!.AsArray().Select(m => m!["number"]!.GetValue<string>())];
}

internal static class Lines
{
    public static void ShouldHaveSingleItemLike(this IEnumerable<string> lines, string start) => lines.Count(l => l.StartsWith(start, StringComparison.Ordinal)).ShouldBe(1);
}
