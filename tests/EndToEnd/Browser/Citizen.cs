using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>Somebody with a phone, without an account and without JavaScript.</summary>
internal sealed class Citizen(IPage page)
{
    public IPage Page => page;

    public static async Task<Citizen> ArriveAsync(Scenario scenario) => new(await scenario.OpenAsync(Screen.Phone, scripts: false));

    /// <summary>Reports by the form and reads the receipt.</summary>
    public async Task<(string Number, string Code)> ReportAsync(string description, string category, string village, byte[]? photo = null)
    {
        await page.GotoAsync("/");
        await page.FollowAsync("main a[href='/report']");
        await page.FillAsync("[name=description]", description);
        await page.SelectOptionAsync("[name=category]", category);
        await page.SelectOptionAsync("[name=region]", village);
        await page.FillAsync("[name=address]", "溪口村 12 号门前");
        await page.FillAsync("[name=name]", "赵小明");
        await page.FillAsync("[name=phone]", "13800001234");
        if (photo is not null)
        {
            await page.SetInputFilesAsync("[name=photos]", Pictures.File("report.png", photo));
        }

        await page.SendAsync("main form button[type=submit]");
        page.Url.ShouldEndWith("/report/received");
        string[] slip = await page.Locator("output[data-code]").EvaluateAllAsync<string[]>("lines => lines.map(line => line.textContent)");
        return (slip[0], slip[1]);
    }

    /// <summary>Looks the case up by number and code, as from another phone.</summary>
    public async Task TrackAsync(string number, string code)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/track");
        await page.FillAsync("[name=number]", number);
        await page.FillAsync("[name=code]", code);
        await page.SendAsync("main form button[type=submit]");
    }
}

internal static class Pictures
{
    /// <summary>A PNG of one pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNImOAAAAKEATEfWC8FAAAAAElFTkSuQmCC");

    public static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "image/png", Buffer = content };
}
