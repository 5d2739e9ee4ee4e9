using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>Who has no business with a case does not learn that it exists.</summary>
[Collection(BrowserTests.Name)]
public sealed class VisibilityTests(BrowserFixture browser, SharedCounty shared)
{
    [BrowserFact]
    public Task Case_OfAnotherDepartment_IsAPageThatSaysNotFound() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        string number = await Registration.RegisterAsync(dispatcher.Page, "城管局的路灯", "广场路灯夜里不亮");
        await dispatcher.OpenAsync(number);
        await dispatcher.MakeAsync("dispatch", ("leadUnit", "D05"));
        Clerk stranger = await Clerk.SignInAsync(scenario, "other-handler");

        IResponse hidden = (await stranger.Page.GotoAsync($"/cases/{number}"))!;
        string saidOfHidden = await stranger.Page.ReadAsync();
        IResponse absent = (await stranger.Page.GotoAsync("/cases/SJ2026010133990199999"))!;

        (hidden.Status, absent.Status).ShouldBe((404, 404));
        saidOfHidden.ShouldBe(await stranger.Page.ReadAsync());
        saidOfHidden.ShouldNotContain("广场路灯");
        (await stranger.Page.Locator("h1").CountAsync()).ShouldBe(1);
        await stranger.Page.GotoAsync($"/cases?q={Uri.EscapeDataString("广场路灯")}");
        (await stranger.Page.Locator("main a.fq-row-link").CountAsync()).ShouldBe(0);
    });

    [BrowserTheory]
    [InlineData("system-admin")]
    [InlineData("security-admin")]
    [InlineData("audit-admin")]
    public Task Administrators_SeeNoCases(string account) => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        string number = await Registration.RegisterAsync(dispatcher.Page, "管理员看不到的事", $"与{account}无关");
        Clerk admin = await Clerk.SignInAsync(scenario, account);

        string[] menu = await admin.Page.Locator(".fq-nav a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        menu.ShouldNotBeEmpty();
        menu.ShouldAllBe(href => !href.StartsWith("/cases", StringComparison.Ordinal) && href != "/statistics");
        (await admin.Page.Locator(".fq-stat, .fq-row-link, .fq-search").CountAsync()).ShouldBe(0);
        (await admin.Page.GotoAsync($"/cases/{number}"))!.Status.ShouldBe(404);
        await admin.Page.GotoAsync("/cases");
        (await admin.Page.ReadAsync()).ShouldNotContain("管理员看不到的事");
    });

    [BrowserFact]
    public Task Pages_WithoutSigningIn_LeadToTheSignInPage() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        IPage page = await scenario.OpenAsync();
        await page.GotoAsync("/cases?state=closed");
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await page.FillAsync("[name=account]", "county-dispatcher");
        await page.FillAsync("[name=password]", SmallCounty.Password);
        await page.SendAsync("main form button[type=submit]");
        new Uri(page.Url).PathAndQuery.ShouldBe("/cases?state=closed");
    });
}
