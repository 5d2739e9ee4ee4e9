using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>
/// The six pictures of docs/tour.md, taken in the demo county. <c>docs/pictures/take</c> runs this with <c>FENGQIAO_TOUR=DIR</c> and a whole
/// county; without it the pictures go to <c>var/test-results</c>, so that the way to each of them stays open.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class TourTests(BrowserFixture browser, DemoCounty county) : IClassFixture<DemoCounty>
{
    // A reader loads all of them with the page.
    private const int MostBytes = 150_000;

    // The browser writes WebP, so no further program is needed; at quality 1 it is without loss.
    private const string ToWebp = """
        async ([png, quality]) => {
          const picture = new Image();
          picture.src = 'data:image/png;base64,' + png;
          await picture.decode();
          const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
          canvas.getContext('2d').drawImage(picture, 0, 0);
          return canvas.toDataURL('image/webp', quality).split(',')[1];
        }
        """;

    private static readonly double[] Qualities = [1, 0.9, 0.8, 0.7];

    [BrowserFact]
    public Task Tour_ThroughTheDemo_GivesSixSmallPictures() => browser.PlayAsync(county.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher", county.PasswordOf("county-dispatcher"));
        IPage desk = dispatcher.Page;
        await desk.SendAsync("form[action='/work/guide'] button");
        await TakeAsync(scenario, desk, "desk");

        await desk.GotoAsync("/cases?state=open&sort=due");
        await desk.ClickAsync("main a.fq-row-link >> nth=2");
        await desk.WaitForSelectorAsync(".fq-drawer-head h2");
        await TakeAsync(scenario, desk, "list");

        await desk.GotoAsync("/cases/new");
        await desk.FillAsync("[name=title]", "夜里施工噪音扰民");
        await desk.FillAsync("[name=description]", "小区东门对面的工地夜里十一点还在打桩，老人孩子睡不着，已经三天了，希望有人来管一管。");
        await desk.SendAsync("button[name=step]:not([value=save])");
        await TakeAsync(scenario, desk, "intake");

        await desk.GotoAsync("/statistics");
        await desk.EvaluateAsync("() => scrollTo(0, 250)");
        await TakeAsync(scenario, desk, "figures");

        Clerk verifier = await Clerk.SignInAsync(scenario, "verifier", county.PasswordOf("verifier"));
        await OpenIllustratedAsync(verifier.Page);
        await TakeAsync(scenario, verifier.Page, "case");

        IPage citizen = await scenario.OpenAsync(Screen.Phone);
        var walk = new PageWalk("zh-Hans", scripts: false, dark: false, []);
        await walk.ReportAsync(citizen);
        await TakeAsync(scenario, citizen, "tracking");
    });

    /// <summary>A case that waits for verification and has pictures to compare; the last one looked at where none has.</summary>
    private static async Task OpenIllustratedAsync(IPage page)
    {
        await page.GotoAsync("/cases?queue=to-verify&sort=received");
        string[] cases = await page.Locator("main a.fq-row-link").EvaluateAllAsync<string[]>("rows => rows.map(row => row.getAttribute('href'))");
        foreach (string address in cases)
        {
            await page.GotoAsync(address);
            ILocator pictures = page.Locator("main figure img");
            if (await pictures.CountAsync() >= 2)
            {
                await pictures.First.ScrollIntoViewIfNeededAsync();
                return;
            }
        }
    }

    private static async Task TakeAsync(Scenario scenario, IPage page, string name)
    {
        // Maps and charts draw after the page is there; the network is never idle, since the desk listens for news.
        await page.EvaluateAsync("() => { document.activeElement?.blur(); return new Promise(drawn => setTimeout(drawn, 1500)); }");
        string png = Convert.ToBase64String(await page.ScreenshotAsync());
        IPage blank = await scenario.OpenAsync();
        byte[] picture = [];
        foreach (double quality in Qualities)
        {
            picture = Convert.FromBase64String(await blank.EvaluateAsync<string>(ToWebp, new object[] { png, quality }));
            if (picture.Length <= MostBytes)
            {
                break;
            }
        }

        picture.Length.ShouldBeInRange(3_000, MostBytes, string.Create(CultureInfo.InvariantCulture, $"{name} of {page.Url}"));
        await File.WriteAllBytesAsync(Path.Combine(DemoCounty.TourFolder ?? Repository.TestResults, name + ".webp"), picture);
        await blank.Context.CloseAsync();
    }
}
