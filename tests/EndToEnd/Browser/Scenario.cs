using System.Collections.Concurrent;
using System.Globalization;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The screens every page must read well on.</summary>
public enum Screen
{
    /// <summary>1440 × 900.</summary>
    Desktop,

    /// <summary>390 × 844, with touch.</summary>
    Phone,

    /// <summary>1920 × 1080: the wall of the command room.</summary>
    Wall,
}

/// <summary>The windows of one test: one clean window per person, and what went wrong in any of them.</summary>
public sealed class Scenario(IBrowser browser, Uri server) : IAsyncDisposable
{
    // Also seen in the console, but there without the directive that was broken.
    private const string ReportViolations = """
        document.addEventListener('securitypolicyviolation', e =>
          console.error(`content-security-policy: ${e.violatedDirective} blocked ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`));
        """;

    // What moved by itself after it was first painted, as a share of the screen; read by PageCheck.
    private const string ReportShifts = """
        window.fqShifts = [];
        new PerformanceObserver(list => {
          for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.fqShifts.push({ share: shift.value, what: shift.sources.slice(0, 2).map(source => source.node?.outerHTML?.slice(0, 120) ?? 'text').join(' | ') });
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly ConcurrentBag<string> _problems = [];
    private readonly List<(IBrowserContext Context, IPage Page)> _windows = [];

    /// <summary>Errors the pages reported so far: scripts, console, blocked content, answers of 500 and above.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Opens a window as somebody who has never been here.</summary>
    /// <param name="screen">How large it is.</param>
    /// <param name="language">What the browser asks for: <c>zh-CN</c> or <c>en</c>.</param>
    /// <param name="scripts">Whether it runs scripts: every form must work without.</param>
    /// <param name="dark">Whether the device is set to dark colours.</param>
    public async Task<IPage> OpenAsync(Screen screen = Screen.Desktop, string language = "zh-CN", bool scripts = true, bool dark = false)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = Size(screen),
            HasTouch = screen == Screen.Phone,
            IsMobile = screen == Screen.Phone,
            JavaScriptEnabled = scripts,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        // A busy machine is no failure.
        context.SetDefaultTimeout(90_000);
        await context.AddInitScriptAsync(ReportViolations);
        await context.AddInitScriptAsync(ReportShifts);
        IPage page = await context.NewPageAsync();
        Watch(page);
        _windows.Add((context, page));
        return page;
    }

    /// <summary>Drops the problems a test provoked on purpose.</summary>
    public void ForgetProblems() => _problems.Clear();

    /// <summary>Keeps a full-page picture of every window in <c>var/test-results</c>.</summary>
    public async Task TakePicturesAsync(string name)
    {
        foreach ((int index, (_, IPage page)) in _windows.Index())
        {
            string file = string.Create(CultureInfo.InvariantCulture, $"{name}-{index + 1}.png");
            if (page.IsClosed)
            {
                continue;
            }

            try
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.TestResults, file), FullPage = true });
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // A browser too busy for a picture must not hide what the test found.
                _problems.Add($"no picture {file}: {exception.Message}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((IBrowserContext context, _) in _windows)
        {
            await context.DisposeAsync();
        }
    }

    private static ViewportSize Size(Screen screen) => screen switch
    {
        Screen.Phone => new ViewportSize { Width = 390, Height = 844 },
        Screen.Wall => new ViewportSize { Width = 1920, Height = 1080 },
        _ => new ViewportSize { Width = 1440, Height = 900 },
    };

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => _problems.Add($"{page.Url}: script: {error}");
        page.Console += (_, message) =>
        {
            // A refused form answers 4xx on purpose; Chromium calls that an error of the console.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _problems.Add($"{page.Url}: console: {message.Text}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || (response.Status == 404 && response.Request.ResourceType is not ("document" or "xhr" or "fetch")))
            {
                _problems.Add($"{page.Url}: {response.Status} for {response.Url}");
            }
        };
    }
}
