using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>
/// Every page, as each kind of person sees it in a county full of data: readable on each screen, in both languages and colours,
/// with and without JavaScript, and by WCAG 2.2 AA. <c>FENGQIAO_PICTURES=DIR</c> keeps a picture of each.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PageTests(BrowserFixture browser, DemoCounty demo) : IClassFixture<DemoCounty>
{
    private static readonly string[] Public =
        ["/", "/report", "/report?done=lost", "/report/received", "/track", "/fraud-check", "/reception", "/sign-in", "/sign-in/second", "/sign-in/unit?why=unknown", "/password/used-link", "/call-back/used-link", "/first-run/used-link", "/no-such-page"];

    // Narrower than any phone is what a desk shows at a zoom of 400 %; a tablet; the wall.
    private static readonly int[] OtherScreens = [320, 768, 1920];

    /// <summary>Whom to ask for which pages; <c>{queue}</c> stands for the first case of that pile, <c>*</c> for the first row of the list before it.</summary>
    private static readonly (string Account, string[] Pages)[] Desks =
    [
        ("county-dispatcher",
        [
            "/work", "/cases", "/cases?view=map", "/cases?q=zzzzzz", "/cases?state=closed&sort=due", "/cases?from=nonsense", "/cases/bulk?do=export&all=true", "/cases/new", "/cases/locked", "/auto-dispatches", "/auto-dispatches?pile=all", "/reviews", "/reviews?show=all", "/statistics", "/supervision", "/supervision?pile=overdue", "{returns-to-review}/supervision", "/fraud-tips", "/fraud-tips/*", "/hot-issues", "/hot-issues/*", "/same-matters", "/same-matters?pile=Apart",
            "/search", "/search?q=%E5%99%AA%E9%9F%B3", "/account", "/account/second-factor", "/account/sign-on", "/admin/words", "/admin/words/return-reason", "/admin/words/channel/hotline", "/admin/notices", "/admin/notices/comment", "/admin/routing", "/admin/messages", "/admin/messages/staff.dispatch",
            "{to-dispatch}", "{to-dispatch}/moves/dispatch", "{to-dispatch}/papers/whole", "{to-dispatch}/secrecy", "{returns-to-review}", "/sessions/00000000-0000-7000-8000-000000000001/minutes?of=/no-such", "/no-such-page",
        ]),
        ("town-dispatcher", ["/work", "/cases", "{to-dispatch}"]),
        ("village-officer", ["/work", "/cases/new"]),
        ("grid-worker", ["/work", "/cases/new"]),
        ("handler", ["/work", "/notices", "/notices?show=all", "/joint?pile=all", "/whistles?pile=all", "/sessions", "/sessions?pile=all", "/whistles/figures", "/hand-overs", "{to-sign}/joint", "{to-sign}/particulars", "{to-sign}", "{in-hand}/moves/submit"]),
        ("verifier", ["/work", "{to-verify}"]),
        ("callback", ["/work", "/callbacks", "/callbacks?pile=ended", "{to-call-back}/moves/call-back", "{to-close}"]),
        ("leader", ["/work", "/cases", "/sponsored", "/reception/schedule", "/statistics", "/indicators", "/indicators?by=unit", "/indicators/on-time", "/indicators/cases?count=accepted", "/indicators/unit", "/bulletins", "/bulletins/*", "/supervision?pile=all", "/supervision/*/letter"]),
        ("system-admin",
        [
            "/work", "/admin/regions", "/admin/regions/*", "/admin/regions/*/outline", "/admin/regions/*/merge", "/admin/regions/*/split", "/admin/units", "/admin/units/new", "/admin/units/*",
            "/admin/categories", "/admin/categories/new", "/admin/categories/*", "/admin/limits", "/admin/limits/new", "/admin/limits/law", "/admin/limits/law/new", "/admin/limits/law/petition-handling?start=2026-03-02T09:00", "/admin/limits/close", "/admin/supervision", "/admin/whistles", "/admin/indicators", "/admin/supervision/overdue-letter", "/admin/call-back", "/admin/rules", "/admin/rules/new", "/admin/rules/*",
            "/admin/try", "/admin/reader", "/admin/reader/try", "/admin/reader/accuracy", "/admin/fraud-reader", "/admin/channels", "/admin/webhooks", "/admin/deliveries", "/account/notices", "/admin/calendar", "/admin/imports", "/admin/imports/*", "/operations/system", "/operations/outbox",
        ]),
        ("security-admin", ["/work", "/admin/staff", "/admin/staff/new", "/admin/staff/*", "/admin/roles", "/admin/roles/new", "/admin/roles/handler", "/admin/roles/audit-admin", "/admin/tokens", "/admin/retention", "/admin/watch"]),
        ("audit-admin", ["/work", "/audit", "/audit?act=person.&from=2020-01-01"]),
    ];

    [BrowserTheory]
    [InlineData("zh-Hans", Screen.Desktop, true, false)]
    [InlineData("zh-Hans", Screen.Phone, false, false)]
    [InlineData("en", Screen.Phone, true, true)]
    public Task Page_OfEachDesk_ReadsWell(string language, Screen screen, bool scripts, bool dark) => browser.PlayAsync(demo.Address, async scenario =>
    {
        string asked = language == "en" ? "en" : "zh-CN";
        var walk = new PageWalk(language, scripts, dark, screen == Screen.Desktop ? OtherScreens : []);
        IPage visitor = await scenario.OpenAsync(screen, asked, scripts, dark);
        foreach (string page in Public)
        {
            await walk.VisitAsync(visitor, page, "visitor");
        }

        await walk.ReportAsync(visitor);
        await walk.SendTipAsync(visitor);
        foreach ((string account, string[] pages) in Desks)
        {
            Clerk clerk = await Clerk.SignInAsync(scenario, account, demo.PasswordOf(account), screen, asked, scripts, dark);
            foreach (string page in pages)
            {
                await walk.VisitAsync(clerk.Page, page, account);
            }

            await (account switch
            {
                "county-dispatcher" => walk.RegisterAsync(clerk.Page),
                "callback" => walk.RevealAsync(clerk.Page),
                "system-admin" => walk.AddWebhookAsync(clerk.Page),
                _ => Task.CompletedTask,
            });
            await clerk.Page.Context.CloseAsync();
        }

        walk.Faults.ShouldBeEmpty();
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
}
