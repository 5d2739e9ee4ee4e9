using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>A clerk makes a passkey, signs in by it alone and after the password, and removes it; Chromium plays the device.</summary>
[Collection(BrowserTests.Name)]
public sealed class PasskeyTests(BrowserFixture browser)
{
    private const string Button = "[data-passkey] .fq-form-buttons button";

    [BrowserFact]
    public async Task Passkey_MadeOnce_SignsInAloneAndAfterThePassword_AndNotWithoutItsOwner()
    {
        await using SmallCounty county = await SmallCounty.StartAsync(DatabaseKind.Sqlite);
        // A passkey belongs to a name, which an address is not.
        Uri address = new UriBuilder(county.Address) { Host = "localhost" }.Uri;
        await browser.PlayAsync(address, async scenario =>
        {
            Clerk clerk = await Clerk.SignInAsync(scenario, "handler");
            IPage page = clerk.Page;
            ICDPSession device = await page.Context.NewCDPSessionAsync(page);
            await device.SendAsync("WebAuthn.enable");
            var added = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
                },
            });
            string authenticator = added!.Value.GetProperty("authenticatorId").GetString()!;

            await page.GotoAsync("/account/second-factor");
            await page.FillAsync("[name=name]", "窗口的电脑");
            await page.FillAsync("[name=current-passkey]", SmallCounty.Password);
            await page.ClickAsync(Button);
            await page.Locator(".fq-paper-codes li").Nth(7).WaitForAsync();
            await PageCheck.HoldsAsync(page, "zh-Hans");
            await page.GotoAsync("/account/second-factor");
            (await page.InnerTextAsync("main")).ShouldContain("窗口的电脑");
            await PageCheck.HoldsAsync(page, "zh-Hans");

            await SignOutAsync(page);
            await ShowAsync(page);
            await page.WaitForURLAsync("**/work");

            await SignOutAsync(page);
            await page.FillAsync("[name=account]", "handler");
            await page.FillAsync("[name=password]", SmallCounty.Password);
            await page.SendAsync("main form button[type=submit]");
            page.Url.ShouldContain("/sign-in/second");
            await PageCheck.HoldsAsync(page, "zh-Hans");
            await ShowAsync(page);
            await page.WaitForURLAsync("**/work");

            // Somebody else's finger.
            await SignOutAsync(page);
            await device.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = authenticator, ["isUserVerified"] = false });
            await ShowAsync(page);
            await page.Locator(".fq-passkey-failed:not([hidden])").WaitForAsync();
            page.Url.ShouldContain("/sign-in");
            await device.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = authenticator, ["isUserVerified"] = true });

            await ShowAsync(page);
            await page.WaitForURLAsync("**/work");
            await page.GotoAsync("/account/second-factor");
            await page.ClickAsync("main td details.fq-confirm > summary");
            await page.FillAsync("main td details[open] input[type=password]", SmallCounty.Password);
            await page.SendAsync("main td details[open] button.btn-danger");
            page.Url.ShouldContain("done=passkey-removed");
            await SignOutAsync(page);
            await ShowAsync(page);
            await page.Locator("main .fq-form-errors, main [role=alert]:visible").First.WaitForAsync();
            page.Url.ShouldContain("/sign-in");
        });
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
    }

    private static Task ShowAsync(IPage page) => page.ClickAsync(Button);
}
