using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The system administrator draws a grid's outline with the pointer and asks the rules about a text.</summary>
[Collection(BrowserTests.Name)]
public sealed class AdministrationTests(BrowserFixture browser)
{
    private const string Grid = "339901102201002";

    [BrowserFact]
    public async Task Outline_DrawnWithThePointer_IsSaved_AndTheRulesAnswerForIt()
    {
        await using SmallCounty county = await SmallCounty.StartAsync(DatabaseKind.Sqlite);
        await browser.PlayAsync(county.Address, async scenario =>
        {
            Clerk admin = await Clerk.SignInAsync(scenario, "system-admin");
            IPage page = admin.Page;
            await page.GotoAsync($"/admin/regions/{Grid}/outline");
            ILocator canvas = page.Locator(".fq-outline-canvas canvas").First;
            await canvas.WaitForAsync();
            string before = await page.InputValueAsync("[name=outline]");

            await page.Locator(".fq-outline-tools button").First.ClickAsync();
            LocatorBoundingBoxResult box = (await page.Locator(".fq-outline-canvas").BoundingBoxAsync())!;
            (float X, float Y)[] corners = [(-70, -60), (80, -50), (60, 70), (-60, 60)];
            foreach ((float x, float y) in corners)
            {
                await page.Mouse.MoveAsync(box.X + (box.Width / 2) + x, box.Y + (box.Height / 2) + y);
                await page.Mouse.DownAsync();
                await page.Mouse.UpAsync();
                // Two clicks that follow too fast are one double-click, which ends the drawing.
                await page.WaitForTimeoutAsync(350);
            }

            await page.Mouse.DblClickAsync(box.X + (box.Width / 2) - 80, box.Y + (box.Height / 2));
            await page.WaitForFunctionAsync("before => document.querySelector('[name=outline]').value !== before", before);
            (await page.InputValueAsync("[name=outline]")).ShouldStartWith("{\"type\":\"Polygon\"");
            await page.SendAsync("main form button[type=submit]");
            page.Url.ShouldContain("done=outlined");
            await PageCheck.HoldsAsync(page, "zh-Hans");

            Clerk onPhone = await Clerk.SignInAsync(scenario, "system-admin", screen: Screen.Phone, scripts: false);
            await onPhone.Page.GotoAsync("/admin/try");
            await onPhone.Page.FillAsync("[name=text]", "村口路灯坏了三天");
            await onPhone.Page.FillAsync("[name=place]", Grid);
            await onPhone.Page.SendAsync("main form button[type=submit]");
            string trial = await onPhone.Page.InnerTextAsync("#trial");
            trial.ShouldContain("路灯");
            trial.ShouldContain("R01");
            trial.ShouldContain("县城管局");
            await PageCheck.HoldsAsync(onPhone.Page, "zh-Hans");
        });
    }
}
