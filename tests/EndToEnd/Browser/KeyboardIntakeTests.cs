using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>A call taken at the hotline without touching the mouse, and the papers that come of it.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class KeyboardIntakeTests(BrowserFixture browser, SharedCounty shared)
{
    private const string Phone = "13905751234";

    /// <summary>Keys besides those that write: what a minute at the telephone leaves room for.</summary>
    private const int MostSteps = 16;

    [BrowserFact]
    public Task Intake_ByKeyboardAlone_FindsTheCallerProposesAndSaves() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk agent = await Clerk.SignInAsync(scenario, "callback");
        IPage page = agent.Page;
        await Registration.FillAsync(page, "水管漏水报修", "门口的水管一直漏");
        await page.FillAsync("[name='reporter.phone']", Phone);
        await page.FillAsync("[name='reporter.name']", "何建国");
        await Registration.SaveAsync(page);
        string earlier = Registration.NumberOf(page);

        await page.GotoAsync("/cases/new");
        var keys = new Keys(page);
        await keys.WriteAsync(Phone);
        await keys.PressAsync("Tab");
        await page.Locator($".fq-caller-matters a[href='/cases/{earlier}']").WaitForAsync();
        await keys.WriteAsync("何建国");

        // Name, channel, wish; then the matter.
        await keys.PressAsync("Tab", "Tab", "Tab");
        await keys.WriteAsync("村口路灯不亮");
        await keys.PressAsync("Tab");
        await keys.WriteAsync("路灯坏了三天，晚上看不见路");
        await page.Locator("button[data-use='category'][data-value='01']").WaitForAsync();

        // The proposed category is the first line of the list that opens.
        await keys.PressAsync("Tab", "Enter");
        (await page.InputValueAsync("[name=category]")).ShouldBe("01");
        await keys.PressAsync("Tab", "Tab");
        await keys.WriteAsync("溪口村东头第三盏");
        await keys.PressAsync("Tab");

        // The village by the initials of its pinyin.
        await keys.WriteAsync("xkc");
        await keys.PressAsync("Enter");
        (await page.InputValueAsync("[name='location.grid']")).ShouldBe(SmallCounty.Village);
        await page.GetByText("县城管局").WaitForAsync();
        await page.RunAndWaitForResponseAsync(() => keys.PressAsync("Control+Enter"), answer => answer.Request.IsNavigationRequest && answer.Ok);
        await page.WaitForURLAsync("**/receipt");

        keys.Steps.ShouldBeLessThanOrEqualTo(MostSteps);
        (await page.Locator("svg.fq-qr").CountAsync()).ShouldBe(1);
        string number = Registration.NumberOf(page);
        await agent.OpenAsync(number);
        string read = await page.ReadAsync();
        read.ShouldContain("溪口村东头第三盏");
        read.ShouldContain("水管漏水报修");
    });

    [BrowserFact]
    public Task Papers_OnTheScreenAndThePrinter_AreOneA4Page() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        string number = await Registration.RegisterAsync(dispatcher.Page, "河道里有垃圾", "下雨后河道里漂着很多垃圾，味道很大", SmallCounty.Village);
        await dispatcher.OpenAsync(number);
        await dispatcher.MakeAsync("dispatch", ("leadUnit", "D06"), ("text", "请两日内清理，并拍照上传"));
        foreach (string paper in (string[])["slip", "receipt"])
        {
            await dispatcher.Page.GotoAsync($"/cases/{number}/papers/{paper}");
            await PageCheck.HoldsAsync(dispatcher.Page, "zh-Hans");
            string pdf = Encoding.Latin1.GetString(await dispatcher.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
            PdfPage().Count(pdf).ShouldBe(1, paper);
            A4().IsMatch(pdf).ShouldBeTrue(paper);
        }

        Clerk reader = await Clerk.SignInAsync(scenario, "handler", screen: Screen.Phone, language: "en");
        Clerk other = await Clerk.SignInAsync(scenario, "other-handler", screen: Screen.Phone, language: "en");
        (await reader.Page.GotoAsync($"/cases/{number}/papers/slip"))!.Status.ShouldBe(404);
        (await other.Page.GotoAsync($"/cases/{number}/papers/slip"))!.Status.ShouldBe(200);
        await PageCheck.HoldsAsync(other.Page, "en");
    });

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.CultureInvariant)]
    private static partial Regex PdfPage();

    [GeneratedRegex(@"/MediaBox\s*\[0 0 59[45]\.?\d* 84[12]\.?\d*\]", RegexOptions.CultureInvariant)]
    private static partial Regex A4();

    /// <summary>Two hands on the keyboard. Counts what they press besides what they write.</summary>
    private sealed class Keys(IPage page)
    {
        public int Steps { get; private set; }

        public Task WriteAsync(string text) => page.Keyboard.TypeAsync(text);

        public async Task PressAsync(params string[] keys)
        {
            foreach (string key in keys)
            {
                Steps++;
                await page.Keyboard.PressAsync(key);
            }
        }
    }
}
