using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>How staff take a matter in, with the map and without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class RegisterTests(BrowserFixture browser, SharedCounty shared)
{
    [BrowserFact]
    public Task Register_WithAClickOnTheMap_FindsTheGrid() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk agent = await Clerk.SignInAsync(scenario, "county-dispatcher");
        await Registration.FillAsync(agent.Page, "地图上点的地方有噪音", "夜里施工，吵得睡不着");
        await agent.Page.SelectOptionAsync("[name=channel]", "hotline");
        ILocator map = agent.Page.Locator("fq-map .ol-viewport");
        await map.WaitForAsync();
        LocatorBoundingBoxResult box = (await map.BoundingBoxAsync())!;

        // The eastern half of the county is the second town; where exactly the click lands depends on the margins of the map.
        await map.ClickAsync(new LocatorClickOptions { Position = new Position { X = box.Width * 0.6f, Y = box.Height * 0.5f } });
        await agent.Page.WaitForFunctionAsync("() => document.querySelector('[name=longitude]').value !== ''");
        double longitude = double.Parse(await agent.Page.InputValueAsync("[name=longitude]"), CultureInfo.InvariantCulture);
        double latitude = double.Parse(await agent.Page.InputValueAsync("[name=latitude]"), CultureInfo.InvariantCulture);
        longitude.ShouldBeInRange(120.10, 120.20);
        latitude.ShouldBeInRange(29.00, 29.10);
        await Registration.SaveAsync(agent.Page);

        await agent.OpenAsync(Registration.NumberOf(agent.Page));
        string page = await agent.Page.ReadAsync();
        page.ShouldContain(longitude < 120.15 ? "石桥第一网格" : "石桥第二网格");
        page.ShouldContain("热线");
    });

    [BrowserFact]
    public Task Register_WithoutJavaScript_TakesTheGridChosen() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk officer = await Clerk.SignInAsync(scenario, "village-officer", screen: Screen.Phone, scripts: false);
        await Registration.FillAsync(officer.Page, "水渠堵了", "水渠被石头堵住，田里没水");
        await officer.Page.SelectOptionAsync("[name='location.grid']", SmallCounty.Grid);
        await officer.Page.FillAsync("[name='location.address']", "溪口村东头");
        await Registration.SaveAsync(officer.Page);
        string number = Registration.NumberOf(officer.Page);
        (await officer.Page.InnerTextAsync("output[data-code]")).ShouldMatch("^[0-9A-Z]{10}$");

        await officer.OpenAsync(number);
        string page = await officer.Page.ReadAsync();
        page.ShouldContain("溪口第一网格");
        page.ShouldContain("溪口村东头");
        page.ShouldContain("李村干");
    });

    [BrowserFact]
    public Task Register_WhenALikelyDuplicateIsThere_ShowsItBeforeSaving() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        const string title = "溪口小学门口井盖松动", description = "溪口小学门口的井盖松了，孩子上学差点踩空";
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "town-dispatcher");
        string number = await Registration.RegisterAsync(dispatcher.Page, title, description, SmallCounty.Village);

        await Registration.FillAsync(dispatcher.Page, "小学门口井盖松动", description);
        await dispatcher.Page.SelectOptionAsync("[name='location.grid']", SmallCounty.Village);
        await Registration.SaveAsync(dispatcher.Page);

        dispatcher.Page.Url.ShouldEndWith("/cases/new");
        (await dispatcher.Page.Locator($"main a[href='/cases/{number}']").CountAsync()).ShouldBe(1);
        (await dispatcher.Page.InputValueAsync("[name=description]")).ShouldBe(description);
        (await CountAsync(dispatcher.Page, "井盖")).ShouldBe(1);

        // Not the same matter after all: shown once, it is saved the second time.
        await Registration.FillAsync(dispatcher.Page, "小学门口井盖松动", description);
        await dispatcher.Page.SelectOptionAsync("[name='location.grid']", SmallCounty.Village);
        await Registration.SaveAsync(dispatcher.Page);
        await Registration.SaveAsync(dispatcher.Page);
        Registration.NumberOf(dispatcher.Page).ShouldNotBe(number);
        (await CountAsync(dispatcher.Page, "井盖")).ShouldBe(2);
    });

    /// <summary>On a slow line people press twice. Without JavaScript nothing but the form's own key stands between them and two cases.</summary>
    [BrowserTheory]
    [InlineData(true, "鸡棚味道太大")]
    [InlineData(false, "公交站牌倒了")]
    public Task Register_WhenPressedTwice_MakesOneCase(bool scripts, string title) => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "town-dispatcher", scripts: scripts);
        await Registration.FillAsync(dispatcher.Page, title, title + "，请来看看");
        await dispatcher.Page.DblClickAsync("button[name=step][value=save]");
        await dispatcher.Page.WaitForURLAsync("**/receipt");

        (await CountAsync(dispatcher.Page, title)).ShouldBe(1);
    });

    private static async Task<int> CountAsync(IPage page, string words)
    {
        await page.GotoAsync($"/cases?q={Uri.EscapeDataString(words)}");
        return await page.Locator("main a.fq-row-link").CountAsync();
    }
}
