using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The desk as hands use it: a list worked through by keyboard, news that come by themselves, words that do not get lost.</summary>
[Collection(BrowserTests.Name)]
public sealed class DeskTests(BrowserFixture browser, SharedCounty shared)
{
    private const string Drawer = ".fq-drawer[open]";
    private const string Heading = Drawer + " .fq-drawer-head h2";

    [BrowserFact]
    public Task Drawer_ByKeyboardAlone_GoesThroughTheListAndMovesACase() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        IPage page = dispatcher.Page;
        string first = await Registration.RegisterAsync(page, "抽屉甲：桥栏杆松了", "桥栏杆一推就晃，孩子常在那里玩");
        string second = await Registration.RegisterAsync(page, "抽屉乙：井盖不见了", "路口的井盖不见了，只剩一个洞");
        await page.GotoAsync("/cases?state=registered");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(Heading)).ToHaveTextAsync("抽屉乙：井盖不见了");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator(Heading)).ToHaveTextAsync("抽屉甲：桥栏杆松了");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Locator(Heading)).ToHaveTextAsync("抽屉乙：井盖不见了");

        // A move made in the drawer: the list stays, and shows what is new.
        ILocator form = page.Locator($"{Drawer} form[action='/cases/{second}/moves/dispatch']");
        await page.ClickAsync($"{Drawer} .fq-moves > details:has(form[action$='/moves/dispatch']) > summary");
        await form.Locator("[name='dispatch.leadUnit']").SelectOptionAsync("D05");
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator($"{Drawer} .fq-alert")).ToContainTextAsync("已办理：派单");
        await Assertions.Expect(page.Locator($"main a.fq-row-link[href='/cases/{second}']")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(Drawer)).ToHaveCountAsync(0);

        // Letters that are typed are letters.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("j?");
        (await page.EvaluateAsync<string>("document.activeElement.value")).ShouldBe("j?");
        (await page.Locator("#fq-keys[open]").CountAsync()).ShouldBe(0);
        await page.GotoAsync("/cases?state=registered");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#fq-keys")).ToContainTextAsync("登记事项");

        await page.GotoAsync("/account");
        await page.FollowAsync("a[href^='/shortcuts?s=off']");
        await page.GotoAsync("/cases?state=registered");
        (await page.Locator("#fq-keys").CountAsync()).ShouldBe(0);
        await page.Keyboard.PressAsync("j");
        (await page.Locator(".fq-chosen").CountAsync()).ShouldBe(0);
        (await page.Locator($"main a.fq-row-link[href='/cases/{first}']").CountAsync()).ShouldBe(1);
    });

    [BrowserFact]
    public Task News_WhenOthersWork_ReachTheOpenPage() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        Clerk handler = await Clerk.SignInAsync(scenario, "handler");
        Clerk verifier = await Clerk.SignInAsync(scenario, "verifier");
        int before = await handler.WaitingAsync("to-sign");
        string number = await Registration.RegisterAsync(dispatcher.Page, "消息：雨棚漏水", "候车亭的雨棚漏水，地上全是水");
        await dispatcher.OpenAsync(number);
        await verifier.OpenAsync(number);
        await Assertions.Expect(dispatcher.Page.Locator("[data-news=people]")).ToContainTextAsync("冯核查也在看", new() { Timeout = 15_000 });
        await dispatcher.MakeAsync("dispatch", ("leadUnit", "D05"));

        await Assertions.Expect(handler.Page.Locator(".fq-stat[href*='queue=to-sign&'] .fq-stat-value")).ToHaveTextAsync($"{before + 1}", new() { Timeout = 15_000 });
        await Assertions.Expect(handler.Page.Locator($"#fq-follows a[href='/cases/{number}']").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(verifier.Page.Locator("[data-news=case]")).ToContainTextAsync("周调度办理了“派单”", new() { Timeout = 15_000 });
    });

    [BrowserFact]
    public Task Draft_WhenTheLineOrTheSessionBreaks_ComesBack() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        const string words = "写到一半的内容：后山的护坡裂了一道缝";
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        IPage page = dispatcher.Page;
        await Registration.FillAsync(page, "草稿：护坡开裂", words);
        await Assertions.Expect(page.Locator("[name=description]")).ToHaveValueAsync(words);

        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("button[name=step][value=save]");
        await Assertions.Expect(page.Locator(".fq-draft")).ToContainTextAsync("网络断了");
        await page.Context.SetOfflineAsync(false);

        // The session is over, as after a night; the browser keeps the rest.
        await page.Context.ClearCookiesAsync(new() { Name = "fq.session" });
        await Registration.SaveAsync(page);
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await page.FillAsync("[name=account]", "county-dispatcher");
        await page.FillAsync("[name=password]", SmallCounty.Password);
        await page.SendAsync("main form button[type=submit]");
        new Uri(page.Url).AbsolutePath.ShouldBe("/cases/new");
        (await page.InputValueAsync("[name=description]")).ShouldBe(words);

        await Registration.SaveAsync(page);
        if (await page.Locator("[name=shown]").CountAsync() > 0)
        {
            await Registration.SaveAsync(page);
        }

        Registration.NumberOf(page).ShouldStartWith("SJ");
        await page.GotoAsync("/cases/new");
        (await page.Locator(".fq-draft").CountAsync()).ShouldBe(0, "what was saved is no draft any more");

        // A draft left lying is offered, and gone after signing out.
        await page.FillAsync("[name=description]", "又写了几个字");
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.startsWith('fq.draft:'))");
        await page.GotoAsync("/cases/new");
        await page.ClickAsync(".fq-draft button");
        (await page.InputValueAsync("[name=description]")).ShouldBe("又写了几个字");
        await page.ClickAsync(".fq-user > summary");
        await page.SendAsync(".fq-menu-panel form button");
        (await page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('fq.draft:')).length")).ShouldBe(0);
    });
}
