using System.Text.RegularExpressions;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>One walk through all pages in one language, on one screen, in one set of colours.</summary>
internal sealed class PageWalk(string language, bool scripts, bool dark, int[] otherScreens)
{
    private const string Row = "main a.fq-row-link";
    private const string Next = "main form button.btn-primary";

    private readonly RoutedPages _pages = new();
    private readonly List<string> _faults = [];

    /// <summary>What the pages do not keep, and the pages that were not visited: all of it, since a walk takes a minute.</summary>
    public IEnumerable<string> Faults => _faults.Concat(_pages.Missing.Select(page => $"not on the walk: {page}"));

    public async Task VisitAsync(IPage page, string pattern, string who)
    {
        string address = await AddressAsync(page, pattern);
        IResponse answer = (await page.GotoAsync(address))!;
        int expected = address.Contains("/no-such", StringComparison.Ordinal) ? 404 : address.Contains("/used-link", StringComparison.Ordinal) ? 410 : address.Contains("nonsense", StringComparison.Ordinal) ? 400 : 200;
        answer.Status.ShouldBe(expected, address);
        await LookAsync(page, who, pattern);
    }

    /// <summary>A visitor reports the same twice, so that the second time others' matters are shown, and looks their case up.</summary>
    public async Task ReportAsync(IPage page)
    {
        for (int time = 1; time <= 2; time++)
        {
            await page.GotoAsync("/report");
            await page.FillAsync("[name=description]", "村口的路灯坏了一个星期，晚上看不见路。");
            await page.SendAsync(Next);
            await LookAsync(page, "visitor", "where");
            // Others' matters are told of one village, not of a town.
            await page.SelectOptionAsync("[name=region]", await page.Locator("[name=region] option").EvaluateAllAsync<string>("places => places.map(place => place.value).find(code => code.length === 12)"));
            await page.SendAsync(Next);
            if (page.Url.EndsWith("/nearby", StringComparison.Ordinal))
            {
                await LookAsync(page, "visitor", "nearby");
                await page.SendAsync(page.Locator("main form button[type=submit]").Last);
            }

            await LookAsync(page, "visitor", "send");
            await page.SendAsync(Next);
            await LookAsync(page, "visitor", "received");
        }

        await VisitAsync(page, "/track", "visitor");
        await VisitAsync(page, "/track/data", "visitor");
    }

    /// <summary>A citizen checks a message and agrees to send it on.</summary>
    public async Task SendTipAsync(IPage page)
    {
        await page.GotoAsync("/fraud-check");
        await page.FillAsync("[name=message]", "这里是市公安局，您涉嫌洗钱，请把资金转到安全账户配合调查");
        await page.SendAsync(page.Locator("form:has([name=message]) button[type=submit]"));
        await LookAsync(page, "visitor", "fraud-found");
        await page.CheckAsync("[name=agrees]");
        await page.SendAsync(page.Locator("form:has([name=agrees]) button[type=submit]"));
        await LookAsync(page, "visitor", "fraud-sent");
    }

    /// <summary>Registers a webhook, whose secret is shown once, and looks at its page.</summary>
    public async Task AddWebhookAsync(IPage page)
    {
        await page.GotoAsync("/admin/webhooks");
        await page.FillAsync("input[name=name]", "OA");
        await page.FillAsync("input[name=url]", "https://oa.county.cn/in");
        await page.ClickAsync("form:has(input[name=url]) button[type=submit]");
        await page.Locator("[data-code]").WaitForAsync();
        await LookAsync(page, "system-admin", "secret");
        string? own = await page.GetAttributeAsync("a[href^='/admin/webhooks/']", "href");
        await VisitAsync(page, own!, "system-admin");
    }

    /// <summary>A clerk takes a matter in: the receipt is shown to none but them.</summary>
    public async Task RegisterAsync(IPage page)
    {
        string number = await Registration.RegisterAsync(page, "井盖破损", "路边的井盖碎了一角，孩子上学要从这里过。");
        await LookAsync(page, "county-dispatcher", "receipt");
        await VisitAsync(page, $"/cases/{number}/papers/receipt", "county-dispatcher");
    }

    /// <summary>A clerk asks, on a case that waits for a call, for the number to call.</summary>
    public async Task RevealAsync(IPage page)
    {
        await page.GotoAsync(await AddressAsync(page, "{to-call-back}"));
        ILocator form = page.Locator("form[action$='/reveal']").First;
        await form.EvaluateAsync("form => form.closest('details')?.setAttribute('open', '')");
        await form.Locator("[name^=reason-]").FillAsync("回访");
        await page.SendAsync(form.Locator("button[type=submit]:not([formnovalidate])"));
        await LookAsync(page, "callback", "reveal");
    }

    private async Task LookAsync(IPage page, string who, string name)
    {
        var address = new Uri(page.Url);
        // What a page is built of does not change with the person: once for each page, and for each way to ask for it.
        bool isNew = _pages.See(address) || address.Query.Length > 0;
        try
        {
            await PageCheck.HoldsAsync(page, language);
            if (scripts && isNew)
            {
                await PageCheck.HoldsForEveryoneAsync(page, coloursOnly: dark, otherScreens);
            }
        }
        catch (ShouldAssertException fault)
        {
            _faults.Add(fault.Message);
        }

        if (Environment.GetEnvironmentVariable("FENGQIAO_PICTURES") is { Length: > 0 } folder)
        {
            string file = $"{who}-{page.ViewportSize!.Width}-{language}-{string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '_'))}";
            await PictureAsync(page, Path.Combine(folder, file));
        }
    }

    /// <summary>What a reader sees first, and the whole page.</summary>
    private static async Task PictureAsync(IPage page, string path)
    {
        // Maps and charts draw after the page is there; the network is never idle, since the desk listens for news.
        await page.WaitForTimeoutAsync(1500);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png" });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".full.png", FullPage = true });
    }

    private static async Task<string> AddressAsync(IPage page, string pattern)
    {
        if (pattern.Split('*') is [var list, var rest])
        {
            string? found = null;
            // What a job writes, such as letters, is there a minute after the start.
            await Eventually.HoldsAsync(
                async () =>
                {
                    found = await FirstAsync();
                    return found is not null;
                },
                TimeSpan.FromSeconds(90));
            return found ?? throw new InvalidOperationException($"Nothing on {list} leads to {pattern}.");

            async Task<string?> FirstAsync()
            {
                await page.GotoAsync(list.TrimEnd('/'));
                string[] links = await page.Locator($"main a[href^='{list}']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
                string? name = links.Select(link => link[list.Length..]).Select(link => rest.Length > 0 && link.EndsWith(rest, StringComparison.Ordinal) ? link[..^rest.Length] : link)
                    .FirstOrDefault(link => Regex.IsMatch(link, "^(?!new$)[^/?#]+$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
                return name is null ? null : list + name + rest;
            }
        }

        if (!pattern.StartsWith('{'))
        {
            return pattern;
        }

        int end = pattern.IndexOf('}', StringComparison.Ordinal);
        await page.GotoAsync($"/cases?queue={pattern[1..end]}&sort=received");
        if (await page.Locator(Row).CountAsync() == 0)
        {
            // The county is invented anew for each day: a small pile may be empty, and then any case will do.
            await page.GotoAsync("/cases");
        }

        return await page.Locator(Row).First.GetAttributeAsync("href") + pattern[(end + 1)..];
    }
}
