using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>
/// Every page, as each kind of person sees it in a county full of data: readable on a desk and a phone, in both languages, with and
/// without JavaScript. <c>FENGQIAO_PICTURES=DIR</c> keeps a picture of each.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PageTests(BrowserFixture browser, DemoCounty demo) : IClassFixture<DemoCounty>
{
    private const string Row = "main a.fq-row-link";

    private static readonly string[] Public = ["/", "/report", "/report?done=lost", "/track", "/sign-in", "/no-such-page"];

    /// <summary>Whom to ask for which pages; <c>{queue}</c> stands for the first case of that pile.</summary>
    private static readonly (string Account, string[] Pages)[] Desks =
    [
        ("county-dispatcher",
        [
            "/work", "/cases", "/cases?view=map", "/cases?q=zzzzzz", "/cases?state=closed&sort=due", "/cases?from=nonsense", "/cases/bulk?do=export&all=true", "/cases/new", "/statistics",
            "/account", "/admin/words", "/admin/words/return-reason", "/admin/words/channel/hotline", "/admin/notices", "/admin/notices/comment", "{to-dispatch}", "{to-dispatch}/moves/dispatch", "{returns-to-review}", "/no-such-page",
        ]),
        ("town-dispatcher", ["/work", "/cases", "{to-dispatch}"]),
        ("village-officer", ["/work", "/cases/new"]),
        ("grid-worker", ["/work", "/cases/new"]),
        ("handler", ["/work", "{to-sign}", "{in-hand}/moves/submit"]),
        ("verifier", ["/work", "{to-verify}"]),
        ("callback", ["/work", "{to-call-back}/moves/call-back", "{to-close}"]),
        ("leader", ["/work", "/cases", "/statistics"]),
        ("system-admin",
        [
            "/work", "/operations/outbox", "/operations/system", "/admin/regions", "/admin/units", "/admin/calendar", "/admin/limits/close", "/admin/rules/new", "/admin/imports",
        ]),
        ("security-admin", ["/work", "/admin/staff", "/admin/roles", "/admin/roles/handler", "/admin/roles/audit-admin", "/admin/tokens"]),
        ("audit-admin", ["/work"]),
    ];

    [BrowserTheory]
    [InlineData("zh-Hans", Screen.Desktop, true)]
    [InlineData("zh-Hans", Screen.Phone, false)]
    [InlineData("en", Screen.Phone, true)]
    public Task Page_OfEachDesk_ReadsWell(string language, Screen screen, bool scripts) => browser.PlayAsync(demo.Address, async scenario =>
    {
        string asked = language == "en" ? "en" : "zh-CN";
        IPage visitor = await scenario.OpenAsync(screen, asked, scripts);
        foreach (string page in Public)
        {
            await VisitAsync(visitor, page, language, $"visitor-{screen}-{language}");
        }

        foreach ((string account, string[] pages) in Desks)
        {
            Clerk clerk = await Clerk.SignInAsync(scenario, account, demo.PasswordOf(account), screen, asked, scripts);
            foreach (string page in pages)
            {
                await VisitAsync(clerk.Page, await AddressAsync(clerk.Page, page), language, $"{account}-{screen}-{language}", page);
            }

            await clerk.Page.Context.CloseAsync();
        }
    }, string.Create(CultureInfo.InvariantCulture, $"Pages-{language}-{screen}"));

    [BrowserFact]
    public Task Language_WhenSwitched_StaysOnThePageAndIsKept() => browser.PlayAsync(demo.Address, async scenario =>
    {
        Clerk clerk = await Clerk.SignInAsync(scenario, "leader", demo.PasswordOf("leader"), scripts: false);
        await clerk.Page.GotoAsync("/cases?state=closed");
        (await clerk.Page.InnerTextAsync("h1")).ShouldBe("事项列表");
        await clerk.Page.FollowAsync("a.fq-language");
        (await clerk.Page.InnerTextAsync("h1")).ShouldBe("Cases");
        new Uri(clerk.Page.Url).PathAndQuery.ShouldBe("/cases?state=closed");
        await clerk.Page.GotoAsync("/work");
        (await clerk.Page.GetAttributeAsync("html", "lang")).ShouldBe("en");
        await clerk.Page.FollowAsync("a.fq-language");
        (await clerk.Page.GetAttributeAsync("html", "lang")).ShouldBe("zh-Hans");
    });

    [BrowserFact]
    public Task Demo_OnEveryPage_SaysThatItIsInvented() => browser.PlayAsync(demo.Address, async scenario =>
    {
        Clerk clerk = await Clerk.SignInAsync(scenario, "leader", demo.PasswordOf("leader"), screen: Screen.Wall);
        IPage visitor = await scenario.OpenAsync(Screen.Wall);
        await visitor.GotoAsync("/report");
        await clerk.Page.GotoAsync("/statistics");
        foreach (IPage page in (IPage[])[visitor, clerk.Page])
        {
            (await page.Locator(".fq-synthetic").InnerTextAsync()).ShouldContain("虚构");
            await PageCheck.HoldsAsync(page, "zh-Hans");
        }
    });

    private static async Task VisitAsync(IPage page, string address, string language, string who, string? name = null)
    {
        IResponse answer = (await page.GotoAsync(address))!;
        int expected = address.StartsWith("/no-such", StringComparison.Ordinal) ? 404 : address.Contains("nonsense", StringComparison.Ordinal) ? 400 : 200;
        answer.Status.ShouldBe(expected, address);
        await PageCheck.HoldsAsync(page, language);
        if (Environment.GetEnvironmentVariable("FENGQIAO_PICTURES") is { Length: > 0 } folder)
        {
            await PictureAsync(page, Path.Combine(folder, $"{who}-{string.Concat((name ?? address).Select(c => char.IsLetterOrDigit(c) ? c : '_'))}"));
        }
    }

    /// <summary>What a reader sees first, and the whole page.</summary>
    private static async Task PictureAsync(IPage page, string path)
    {
        // Maps and charts draw after the page is there.
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png" });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".full.png", FullPage = true });
    }

    private static async Task<string> AddressAsync(IPage page, string pattern)
    {
        if (!pattern.StartsWith('{'))
        {
            return pattern;
        }

        int end = pattern.IndexOf('}', StringComparison.Ordinal);
        string queue = pattern[1..end];
        await page.GotoAsync($"/cases?queue={queue}&sort=received");
        if (await page.Locator(Row).CountAsync() == 0)
        {
            // The county is invented anew for each day: a small pile may be empty, and then any case will do.
            await page.GotoAsync("/cases");
        }

        return await page.Locator(Row).First.GetAttributeAsync("href") + pattern[(end + 1)..];
    }
}
