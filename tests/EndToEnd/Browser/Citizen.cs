using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>Somebody with a phone, without an account and without JavaScript.</summary>
internal sealed class Citizen(IPage page)
{
    private const string Next = "main form button.btn-primary";
    private const string Address = "溪口村 12 号门前";

    public IPage Page => page;

    public static async Task<Citizen> ArriveAsync(Scenario scenario) => new(await scenario.OpenAsync(Screen.Phone, scripts: false));

    /// <summary>Reports in three steps, with a look back, and reads the receipt.</summary>
    public async Task<(string Number, string Code)> ReportAsync(string description, string category, string village, byte[]? photo = null)
    {
        await page.GotoAsync("/");
        await page.FollowAsync("main a[href='/report']");
        await DescribeAsync(description, category, village);
        page.Url.ShouldEndWith("/report/send");

        // Back and forth: nothing is lost.
        await page.FollowAsync(".fq-steps a[href='/report']");
        (await page.InputValueAsync("[name=description]")).ShouldBe(description);
        await page.SendAsync(Next);
        (await page.InputValueAsync("[name=address]")).ShouldBe(Address);
        await page.SendAsync(Next);
        await page.FillAsync("[name=name]", "赵小明");
        await page.FillAsync("[name=phone]", "13800001234");
        if (photo is not null)
        {
            await page.SetInputFilesAsync("[name=photos]", Pictures.File("report.png", photo));
        }

        await page.SendAsync(Next);
        return await ReceiptAsync();
    }

    /// <summary>Tells the same as somebody else has, and says "me too".</summary>
    public async Task<(string Number, string Code)> JoinAsync(string description, string category, string village)
    {
        await page.GotoAsync("/report");
        await DescribeAsync(description, category, village);
        page.Url.ShouldEndWith("/report/nearby");
        await page.SendAsync("main [name=matter]");
        return await ReceiptAsync();
    }

    private async Task DescribeAsync(string description, string category, string village)
    {
        await page.FillAsync("[name=description]", description);
        await page.SendAsync(Next);
        await page.CheckAsync($"[name=category][value='{category}']");
        await page.SelectOptionAsync("[name=region]", village);
        await page.FillAsync("[name=address]", Address);
        await page.SendAsync(Next);
    }

    private async Task<(string Number, string Code)> ReceiptAsync()
    {
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
