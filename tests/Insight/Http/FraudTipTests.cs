using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Resources;
using System.Text.RegularExpressions;
using Fengqiao.Insight.Fraud;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>A message becomes a tip only with its sender's consent, is worked on as a case, and its outcome is noted by who handles it.</summary>
public sealed partial class FraudTipTests
{
    private const string Message = "这里是市公安局，您涉嫌洗钱，请把资金转到安全账户配合调查";
    private static readonly DateTimeOffset Start = ReadingCounty.Start;

    [DatabaseTheory]
    public async Task Message_WithoutConsent_LeavesNothing(DatabaseKind kind)
    {
        await using var county = await CountyAsync(kind);
        var citizen = county.Server.NewClient();
        (await ReadingCounty.SendAsync(citizen, "/fraud-check", "fraud", ("message", Message))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await TipAsync(citizen, ("tipped", Message), ("reporter.phone", "13800138000"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        html.ShouldContain("请勾选同意");
        html.ShouldContain("value=\"13800138000\"");
        (await county.CountAsync<FraudTip>()).ShouldBe(0);
        foreach (var (wrong, field) in new[] { (("paid", "很多"), "整数元"), (("paid", "-5"), "整数元"), (("reporter.phone", "abc"), "电话") })
        {
            var bad = await TipAsync(citizen, ("tipped", Message), ("agrees", "true"), wrong);
            bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            WebUtility.HtmlDecode(await bad.Content.ReadAsStringAsync()).ShouldContain(field);
        }

        (await TipAsync(citizen, ("tipped", "  "), ("agrees", "true"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await county.CountAsync<FraudTip>()).ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task Tip_GoesThroughTheLoop_AndItsOutcomeIsCounted(DatabaseKind kind)
    {
        await using var county = await CountyAsync(kind);
        var citizen = county.Server.NewClient();
        (string, string)[] form = [("_key", "one-form"), ("tipped", Message), ("agrees", "true"), ("reporter.phone", "13800138000"), ("town", "339901101"), ("paid", "20000")];
        var sent = WebUtility.HtmlDecode(await (await TipAsync(citizen, form)).Content.ReadAsStringAsync());
        var number = Number().Match(sent).Value;
        number.ShouldNotBeEmpty();
        // Sent twice, it is one tip and one case, and the sender is told the same.
        WebUtility.HtmlDecode(await (await TipAsync(citizen, form)).Content.ReadAsStringAsync()).ShouldContain(number);
        (await county.CountAsync<FraudTip>()).ShouldBe(1);
        // Whoever knows the key, but not what was sent with it, is told nothing of the other's.
        var guessed = WebUtility.HtmlDecode(await (await TipAsync(county.Server.NewClient(), ("_key", "one-form"), ("tipped", "转到安全账户"), ("agrees", "true"))).Content.ReadAsStringAsync());
        guessed.ShouldNotContain(number);
        (await county.CountAsync<FraudTip>()).ShouldBe(2);

        var dispatcher = await county.AsAsync("county-dispatcher");
        var page = await dispatcher.GetStringAsync($"/api/v1/cases/{number}");
        page.ShouldContain("0301");
        WebUtility.HtmlDecode(await dispatcher.GetStringAsync($"/cases/{number}")).ShouldContain("自述已转出 20,000 元");
        (await ReadingCounty.PageAsync(dispatcher, $"/fraud-tips/{number}")).ShouldContain("由承办单位登记结果");
        (await ReadingCounty.PageAsync(dispatcher, "/fraud-tips")).ShouldContain("还有 2 条待劝阻");
        // Who may not see the case may not see that there is a tip.
        var police = await county.AsAsync("handler");
        (await police.GetAsync($"/fraud-tips/{number}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await ReadingCounty.PageAsync(police, "/fraud-tips")).ShouldContain("还没有线索");

        var dispatch = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/moves/dispatch") { Content = JsonContent.Create(new { leadUnit = "D05" }) };
        dispatch.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        var dispatched = await dispatcher.SendAsync(dispatch);
        dispatched.IsSuccessStatusCode.ShouldBeTrue(await dispatched.Content.ReadAsStringAsync());
        (await ConcludeAsync(police, number, ("outcome", "Lost"), ("saved", "100"), ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ConcludeAsync(police, number, ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ConcludeAsync(police, number, ("outcome", "Stopped"), ("saved", "20,000"), ("version", "1"))).Headers.Location!.ToString().ShouldContain("done=concluded");
        (await ConcludeAsync(police, number, ("outcome", "Stopped"), ("saved", "5"), ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var list = await ReadingCounty.PageAsync(police, "/fraud-tips");
        list.ShouldContain("20,000 元");
        list.ShouldContain("止付挽回");
        (await county.AuditAsync(number)).ShouldBe(["case.register", "fraud-tip.take", "case.dispatch", "fraud-tip.conclude"]);
    }

    [Fact]
    public void Notice_WithOtherWords_NeedsAnotherVersion()
    {
        // The words that citizens agreed to are named by their version in each case: change both together.
        var texts = new ResourceManager(typeof(FraudTexts));
        var words = string.Concat(new[] { "zh-Hans", "en" }.Select(language => texts.GetString("Tip.Privacy", CultureInfo.GetCultureInfo(language))));
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(words)))[..16].ShouldBe("66d332fd7cc9603e");
        TipTaking.Notice.ShouldBe("fraud-tip-2026-11-23");
    }

    private static async Task<ReadingCounty> CountyAsync(DatabaseKind kind)
    {
        var county = await ReadingCounty.StartAsync(kind, new FakeTime(Start));
        await county.ImportAsync("categories", "类别代码,类别名称,英文名称,关键词,需要照片", "03,治安,Order,打架,否", "0301,电信网络诈骗,Telecom fraud,诈骗,否");
        return county;
    }

    private static Task<HttpResponseMessage> TipAsync(HttpClient citizen, params (string, string)[] fields) => ReadingCounty.SendAsync(citizen, "/fraud-check", "tip", fields);

    private static Task<HttpResponseMessage> ConcludeAsync(HttpClient handler, string number, params (string, string)[] fields) =>
        ReadingCounty.SendAsync(handler, $"/fraud-tips/{number}", "conclude", fields);

    [GeneratedRegex("SJ\\d{19}")]
    private static partial Regex Number();
}
