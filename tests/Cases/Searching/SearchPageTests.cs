using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Searching;

/// <summary>One box for numbers, words, places, units and telephones.</summary>
[Collection(HttpTests.Name)]
public sealed partial class SearchPageTests
{
    [DatabaseTheory]
    public async Task Search_FindsNumbersWordsPlacesAndUnits_WithTheWordsMarked(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var inText = await dispatcher.RegisterAsync("楼道堆物", "三楼的<b>健身器材</b>挡住了消防通道");
        var inTitle = await dispatcher.RegisterAsync("广场健身器材损坏", "孩子差点摔伤");
        await dispatcher.RegisterAsync("别的事情", "与此无关");
        var newest = await dispatcher.RegisterAsync("最新的一件", "也提到健身器材");

        var page = await dispatcher.GetAsync("/search?q=" + Uri.EscapeDataString("健身器材"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        Numbers(page).ShouldBe([inTitle, newest, inText], "words in the title first, then the newest");
        page.Text.ShouldContain("<mark>健身器材</mark>");
        page.Text.ShouldContain("&lt;b&gt;<mark>健身器材</mark>&lt;/b&gt;", Shouldly.Case.Sensitive, "texts are text");
        Numbers(await dispatcher.GetAsync($"/search?q={inText}")).ShouldBe([inText]);
        Numbers(await dispatcher.GetAsync($"/search?q={inText.ToLowerInvariant()}")).ShouldBe([inText]);
        Numbers(await dispatcher.GetAsync($"/search?q={inText[^5..]}")).ShouldContain(inText);
        Numbers(await dispatcher.GetAsync($"/search?q={inText[^9..]}")).ShouldBe([inText]);

        var named = (await dispatcher.GetAsync("/search?q=" + Uri.EscapeDataString("枫林"))).Text;
        named.ShouldContain("/cases?region=" + County.Town);
        named.ShouldContain("/cases?unit=T101");
        foreach (var q in (string[])["", "%20", "a", "%25%27%22%3Cscript%3E", "SJ", "SJ99999999999999999999999", new string('9', 19), new string('字', 300)])
        {
            (await dispatcher.GetAsync("/search?q=" + q)).Status.ShouldBe(HttpStatusCode.OK, q);
        }

        Numbers(await (await county.AsAsync("other-handler")).GetAsync("/search?q=" + Uri.EscapeDataString("健身器材"))).ShouldBeEmpty();
        (await county.Anonymous.GetAsync("/search?q=ab")).Status.ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Found, HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task Search_ByPhone_FindsThePersonForThoseWhoMay_AndIsAudited(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var open = await dispatcher.RegisterAsync("公开的", reporter: new { name = "刘一", phone = "13900001111", anonymous = false, secret = false });
        var secret = await dispatcher.RegisterAsync("保密的", reporter: new { name = "刘一", phone = "139 0000 1111", anonymous = false, secret = true });
        foreach (var number in (string[])[open, secret])
        {
            await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        }

        var before = await AuditsAsync(county);
        Numbers(await dispatcher.GetAsync("/search?q=%2B86%20139-0000-1111")).ShouldBe([secret, open]);
        (await AuditsAsync(county)).ShouldBe(before + 1, "finding a person is on record");
        Numbers(await dispatcher.GetAsync("/search?q=13900002222")).ShouldBeEmpty();
        (await AuditsAsync(county)).ShouldBe(before + 2, "so is looking in vain");
        Numbers(await handler.GetAsync("/search?q=13900001111")).ShouldBeEmpty("those who handle cases do not look for people");
        (await AuditsAsync(county)).ShouldBe(before + 2);

        var worker = await county.AsAsync("town-dispatcher");
        var elsewhere = await dispatcher.RegisterAsync("别处的", location: new { grid = County.OtherVillage }, reporter: new { name = "刘一", phone = "13900001111", anonymous = false, secret = false });
        Numbers(await worker.GetAsync("/search?q=13900001111")).ShouldNotContain(elsewhere);
    }

    private static async Task<int> AuditsAsync(County county)
    {
        using var scope = county.Server.Services.CreateScope();
        var audits = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AuditEntry>().Where(a => a.Action == "person.find-by-phone").ToListAsync();
        audits.ShouldAllBe(a => !(a.Details + a.ObjectId).Contains("1390000", StringComparison.Ordinal));
        return audits.Count;
    }

    private static List<string> Numbers(Answer page)
    {
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return [.. Hit().Matches(page.Text).Select(m => m.Groups["number"].Value)];
    }

    [GeneratedRegex("href=\"/cases/(?<number>SJ[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hit();
}
