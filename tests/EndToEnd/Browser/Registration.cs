using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The form by which a window or the hotline takes a matter in.</summary>
internal static class Registration
{
    /// <summary>Registers a matter and gives the number on the receipt; looks away from likely duplicates, which other tests may have left.</summary>
    public static async Task<string> RegisterAsync(IPage page, string title, string description, string? place = null)
    {
        await FillAsync(page, title, description);
        if (place is not null)
        {
            await page.SelectOptionAsync("[name='location.grid']", place);
        }

        await SaveAsync(page);
        if (await page.Locator("[name=shown]").CountAsync() > 0)
        {
            await SaveAsync(page);
        }

        return NumberOf(page);
    }

    public static async Task FillAsync(IPage page, string title, string description)
    {
        await page.GotoAsync("/cases/new");
        await page.FillAsync("[name=title]", title);
        await page.FillAsync("[name=description]", description);
    }

    public static Task<IResponse> SaveAsync(IPage page) => page.SendAsync("button[name=step][value=save]");

    /// <summary>The number in the address of the receipt on show.</summary>
    public static string NumberOf(IPage page)
    {
        string[] path = new Uri(page.Url).Segments;
        path[^1].ShouldBe("receipt", page.Url);
        return path[^2].TrimEnd('/');
    }
}
