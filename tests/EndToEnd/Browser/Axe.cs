using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>Asks axe what on a page breaks WCAG 2.2 at level A or AA. Size of targets is asked apart.</summary>
internal static class Axe
{
    private const string Ask = """
        ([only, off]) => axe.run(document, { runOnly: only, rules: Object.fromEntries(off.map(rule => [rule, { enabled: false }])), resultTypes: ['violations'] }).then(found => found.violations.flatMap(
          broken => broken.nodes.slice(0, 3).map(node => `${broken.id}: ${node.html.slice(0, 160)} (${[...node.any, ...node.all, ...node.none][0]?.message})`)))
        """;

    private static readonly object AllRules = new { type = "tag", values = (string[])["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
    // Bars that stay in view lie over what has not been scrolled to yet; nobody would aim at that.
    private const string UnstickBars = "() => { for (const element of document.querySelectorAll('main *')) if (getComputedStyle(element).position === 'sticky') element.style.position = 'static'; }";

    private static readonly string[] Sizes = ["target-size"];
    private static readonly object Colours = new { type = "rule", values = (string[])["color-contrast", "link-in-text-block"] };

    private static readonly Lazy<string> Program = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    /// <summary>What is broken, one line for each place; none for a sound page.</summary>
    /// <param name="coloursOnly">For a page whose structure was asked about in the other colours already.</param>
    public static async Task<string[]> FaultsAsync(IPage page, bool coloursOnly)
    {
        // Evaluated by the debugger, not loaded by the page: its content-security policy stays as strict as it is.
        await page.EvaluateAsync(Program.Value);
        return await page.EvaluateAsync<string[]>(Ask, new[] { coloursOnly ? Colours : AllRules, Sizes });
    }

    /// <summary>What is too small to hit. Asked last: it moves the bars of the page away.</summary>
    public static async Task<string[]> TooSmallAsync(IPage page)
    {
        await page.EvaluateAsync(UnstickBars);
        return await page.EvaluateAsync<string[]>(Ask, new object[] { new { type = "rule", values = Sizes }, Array.Empty<string>() });
    }
}
