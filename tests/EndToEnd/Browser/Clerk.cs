using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>One line of a case's timeline as the page shows it.</summary>
internal sealed record Step(string What, string Who, string Why);

/// <summary>A member of staff at a window of their own, doing what their hands would do.</summary>
internal sealed class Clerk(IPage page, bool hasDrawer)
{
    public IPage Page => page;

    /// <summary>Opens a window and signs in.</summary>
    public static async Task<Clerk> SignInAsync(
        Scenario scenario, string account, string password = SmallCounty.Password, Screen screen = Screen.Desktop, string language = "zh-CN", bool scripts = true, bool dark = false)
    {
        var clerk = new Clerk(await scenario.OpenAsync(screen, language, scripts, dark), hasDrawer: scripts && screen != Screen.Phone);
        await clerk.Page.GotoAsync("/sign-in");
        await clerk.Page.FillAsync("[name=account]", account);
        await clerk.Page.FillAsync("[name=password]", password);
        await clerk.Page.SendAsync("main form button[type=submit]");
        clerk.Page.Url.ShouldEndWith("/work");
        return clerk;
    }

    /// <summary>The figure on a tile of My work.</summary>
    public async Task<int> WaitingAsync(string queue)
    {
        await page.GotoAsync("/work");
        string figure = await page.InnerTextAsync($".fq-stat[href*='queue={queue}&'] .fq-stat-value");
        return int.Parse(figure, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Finds the case in a pile of My work and opens it from there.</summary>
    public async Task TakeAsync(string queue, string number)
    {
        await page.GotoAsync("/work");
        await page.FollowAsync($".fq-stat[href*='queue={queue}&']");
        string row = $"main a.fq-row-link[href='/cases/{number}']";
        if (hasDrawer)
        {
            await page.ClickAsync(row);
            row = $".fq-drawer-head a[href='/cases/{number}']";
        }

        await page.FollowAsync(row);
        page.Url.ShouldEndWith($"/cases/{number}");
    }

    public Task OpenAsync(string number) => page.GotoAsync($"/cases/{number}");

    /// <summary>The text of the badge that names the state.</summary>
    public Task<string> StateAsync() => page.Locator("h1 .fq-badge").First.InnerTextAsync();

    /// <summary>The moves the page offers, by their codes, sorted.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync()
    {
        string[] addresses = await page.Locator("#moves form").EvaluateAllAsync<string[]>("forms => forms.map(form => form.getAttribute('action'))");
        return [.. addresses.Select(address => address[(address.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens the form of a move, fills it in and sends it.</summary>
    /// <param name="move">Its code.</param>
    /// <param name="fields">Values by the field's name without the move: radio buttons and selects by value.</param>
    public async Task<IResponse> MakeAsync(string move, params (string Name, string Value)[] fields)
    {
        ILocator form = await UnfoldAsync(move);
        foreach ((string name, string value) in fields)
        {
            await FillAsync(form, $"{move}.{name}", value);
        }

        return await page.SendAsync(form.Locator("button[type=submit]:not([formnovalidate])"));
    }

    /// <summary>The form of a move, unfolded.</summary>
    public async Task<ILocator> UnfoldAsync(string move)
    {
        ILocator fold = page.Locator("#moves .fq-moves > details").Filter(new LocatorFilterOptions { Has = page.Locator($"form[action$='/moves/{move}']") });
        if (await fold.GetAttributeAsync("open") is null)
        {
            await fold.Locator("> summary").ClickAsync();
        }

        return fold.Locator("form");
    }

    /// <summary>The timeline, the earliest first.</summary>
    public async Task<IReadOnlyList<Step>> TimelineAsync()
    {
        var steps = new List<Step>();
        foreach (ILocator entry in await page.Locator(".fq-timeline-body").AllAsync())
        {
            ILocator why = entry.Locator(".fq-timeline-why");
            steps.Add(new Step(
                await entry.Locator(".fq-timeline-head b").InnerTextAsync(),
                string.Join(' ', await entry.Locator(".fq-timeline-who").EvaluateAsync<string[]>("who => [...who.childNodes].map(part => part.textContent.trim()).filter(Boolean)")),
                await why.CountAsync() == 0 ? "" : await why.InnerTextAsync()));
        }

        steps.Reverse();
        return steps;
    }

    private static async Task FillAsync(ILocator form, string name, string value)
    {
        ILocator field = form.Locator($"[name='{name}']");
        string kind = await field.First.EvaluateAsync<string>("field => field.tagName === 'SELECT' ? 'select' : field.type");
        await (kind switch
        {
            "select" => field.SelectOptionAsync(value),
            "radio" or "checkbox" => form.Locator($"[name='{name}'][value='{value}']").CheckAsync(),
            _ => field.FillAsync(value),
        });
    }
}

internal static class PageSteps
{
    /// <summary>Presses a button that sends a form and waits for the page that answers, after any redirect.</summary>
    public static async Task<IResponse> SendAsync(this IPage page, ILocator button)
    {
        // WaitForURL would hang where a form answers at its own address.
        IResponse answer = await page.RunAndWaitForResponseAsync(
            () => button.ClickAsync(), response => response.Request.IsNavigationRequest && response.Status is < 300 or >= 400);
        await answer.FinishedAsync();
        (await Eventually.HoldsAsync(() => IsReadAsync(page), TimeSpan.FromMinutes(1))).ShouldBeTrue($"{page.Url} is still loading.");
        return answer;
    }

    /// <summary>Asked of the page itself: the browser's event may have come while nobody listened yet.</summary>
    private static async Task<bool> IsReadAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("() => document.readyState") != "loading";
        }
        catch (PlaywrightException)
        {
            // The page was just being replaced.
            return false;
        }
    }

    public static Task<IResponse> SendAsync(this IPage page, string button) => page.SendAsync(page.Locator(button));

    /// <summary>Clicks a link and waits for its page.</summary>
    public static Task<IResponse> FollowAsync(this IPage page, string link) => page.SendAsync(page.Locator(link).First);

    /// <summary>What a person reads on the page, without its menu.</summary>
    public static Task<string> ReadAsync(this IPage page) => page.InnerTextAsync("main");
}
