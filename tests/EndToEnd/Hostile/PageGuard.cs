using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Hostile;

/// <summary>Looks whether anything on a page is more than text: whether it ran, tried to run, or only stands there as an element that could.</summary>
internal sealed class PageGuard
{
    // Before any script of the page; what a payload calls is counted instead of shown.
    private const string Count = "window.fqHits = []; window.alert = window.confirm = window.prompt = what => { window.fqHits.push(String(what)); };";

    private const string Look = """
        () => {
          const faults = window.fqHits.map(hit => `ran: ${hit}`);
          for (const element of document.querySelectorAll('*')) {
            const name = element.tagName.toLowerCase();
            const short = element.outerHTML.slice(0, 160);
            if (element.hasAttribute('fq')) faults.push(`planted: ${short}`);
            if (['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'frame', 'applet'].includes(name)) faults.push(`element: ${short}`);
            if (name === 'script' && !element.src && !/json/.test(element.type)) faults.push(`script: ${short}`);
            for (const { name: attribute, value } of element.attributes) {
              if (/^(on|hx-on)/.test(attribute)) faults.push(`handler: ${short}`);
              if (/^(href|src|action|formaction|data|poster|srcset|xlink:href|hx-get|hx-post)$/.test(attribute) && /^\s*(javascript|vbscript|data:text)|canary\.invalid/i.test(value)
                  && new URL(value, location.href).origin !== location.origin) faults.push(`address: ${short}`);
            }
          }
          return faults;
        }
        """;

    private readonly ConcurrentBag<string> _outside = [];
    private readonly IPage _page;
    private readonly string _host;

    private PageGuard(IPage page, Uri server)
    {
        _page = page;
        _host = server.Authority;
        page.Request += (_, request) =>
        {
            var to = new Uri(request.Url);
            if (to.Scheme is "http" or "https" && to.Authority != _host)
            {
                _outside.Add($"request: {request.Url} from {page.Url}");
            }
        };
    }

    public IPage Page => _page;

    /// <summary>Addresses seen.</summary>
    public int Visits { get; private set; }

    public List<string> Faults { get; } = [];

    public static async Task<PageGuard> WatchAsync(IPage page, Uri server)
    {
        await page.AddInitScriptAsync(Count);
        return new PageGuard(page, server);
    }

    /// <summary>Opens an address and looks.</summary>
    /// <returns>What a person reads there.</returns>
    public async Task<string> VisitAsync(string address)
    {
        var answer = await _page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        answer!.Status.ShouldBe(200, address);
        return await LookAsync(address);
    }

    /// <summary>Looks at what is there now.</summary>
    public async Task<string> LookAsync(string what)
    {
        Visits++;
        Faults.AddRange((await _page.EvaluateAsync<string[]>(Look)).Select(fault => $"{what}: {fault}"));
        while (_outside.TryTake(out var request))
        {
            Faults.Add(request);
        }

        return await _page.EvaluateAsync<string>("() => document.body.textContent");
    }
}
