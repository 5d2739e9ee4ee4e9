using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>What every page owes its reader, whatever it shows.</summary>
internal static partial class PageCheck
{
    // One question to the page instead of ten: each costs a round trip. Text of scripts and hidden parts does not count as text.
    private const string Look = """
        width => {
          const text = elements => [...elements].map(element => element.innerText?.trim() ?? '').filter(Boolean);
          const named = control => control.labels?.length || control.getAttribute('aria-label') || control.getAttribute('aria-labelledby') || control.getAttribute('title');
          const controls = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
          const wide = [...document.querySelectorAll('main *')].filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest('.fq-table-scroll, .fq-map'));
          const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
          return {
            language: document.documentElement.lang,
            title: document.title,
            headings: document.querySelectorAll('h1').length,
            overflow: document.scrollingElement.scrollWidth - width,
            wide: wide.slice(0, 3).map(element => element.outerHTML.slice(0, 160)),
            nameless: [...controls.filter(control => !named(control)), ...[...document.querySelectorAll('button, a[href], summary')].filter(element => !element.textContent.trim() && !element.querySelector('img[alt]:not([alt=""])') && !named(element))].map(element => element.outerHTML.slice(0, 160)),
            alone: [...document.querySelectorAll('img:not([alt])')].map(element => element.outerHTML.slice(0, 160)),
            twice: ids.filter((id, index) => ids.indexOf(id) !== index),
            words: document.body.innerText,
            own: text(document.querySelectorAll('button, .btn, legend, th[scope=col], .fq-nav a, .fq-foot a, .fq-fact dt, label.form-label, .fq-stat-label')),
          };
        }
        """;

    // Columns of a long table settle while its rows are still coming; 0.1 is what the Web Vitals call good.
    private const double LargestShift = 0.02;

    // What the dot of a file's name or an address stands in.
    private static readonly string[] NoKeys = ["geojson", "jpg", "jpeg", "png", "webp", "pdf", "docx", "xlsx", "csv", "json", "cn", "com", "example"];

    /// <summary>Fails with everything the page does not keep, named.</summary>
    /// <param name="language"><c>zh-Hans</c> or <c>en</c>: what the page claims and its own words must be in.</param>
    public static async Task HoldsAsync(IPage page, string language)
    {
        // A phone zooms out until a page that is too wide fits: its innerWidth would hide the fault.
        Seen seen = await page.EvaluateAsync<Seen>(Look, page.ViewportSize!.Width);
        var faults = new List<string>();
        void Expect(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        Expect(seen.Language == language, $"html lang is {seen.Language}");
        Expect(seen.Title.Length > 0, "no title");
        Expect(seen.Headings == 1, $"{seen.Headings} h1");
        Expect(seen.Overflow <= 0, $"wider than the screen by {seen.Overflow}: {string.Join(" | ", seen.Wide)}");
        Expect(seen.Nameless.Length == 0, $"without a label: {string.Join(" | ", seen.Nameless)}");
        Expect(seen.Alone.Length == 0, $"pictures without a text: {string.Join(" | ", seen.Alone)}");
        Expect(seen.Twice.Length == 0, $"ids used twice: {string.Join(' ', seen.Twice)}");
        Expect(Keys(seen.Words) is { Count: 0 }, $"untranslated: {string.Join(' ', Keys(seen.Words))}");
        Expect(Foreign(seen.Own, language) is { Count: 0 }, $"in another language: {string.Join(" | ", Foreign(seen.Own, language))}");
        faults.ShouldBeEmpty($"{language} {page.ViewportSize.Width} {page.Url}");
    }

    /// <summary>Fails when the page moves by itself, breaks WCAG 2.2 AA, or does not fit another screen. Only where scripts run.</summary>
    /// <param name="coloursOnly">For a page whose structure was checked in the other colours already.</param>
    /// <param name="widths">Further screens it must fit, as wide as this.</param>
    public static async Task HoldsForEveryoneAsync(IPage page, bool coloursOnly, params int[] widths)
    {
        var faults = new List<string>(await Axe.FaultsAsync(page, coloursOnly));
        // Asked after axe, when maps and charts have had their time to draw.
        Shift[] shifts = await page.EvaluateAsync<Shift[]>("() => window.fqShifts");
        if (shifts.Sum(shift => shift.Share) > LargestShift)
        {
            faults.AddRange(shifts.Select(shift => $"moved by itself: {shift.Share:0.0000} {shift.What}"));
        }

        if (!coloursOnly)
        {
            faults.AddRange(await Axe.TooSmallAsync(page));
        }

        PageViewportSizeResult size = page.ViewportSize!;
        foreach (int width in widths)
        {
            await page.SetViewportSizeAsync(width, size.Height);
            Seen seen = await page.EvaluateAsync<Seen>(Look, width);
            if (seen.Overflow > 0)
            {
                faults.Add($"wider than {width} by {seen.Overflow}: {string.Join(" | ", seen.Wide)}");
            }
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
        faults.ShouldBeEmpty($"{size.Width} {page.Url}");
    }

    /// <summary>Names of texts that came out instead of the texts.</summary>
    private static List<string> Keys(string words) =>
        [.. Key().Matches(words).Select(match => match.Value).Where(key => !NoKeys.Contains(key[(key.LastIndexOf('.') + 1)..])).Distinct(StringComparer.Ordinal)];

    /// <summary>The page's own words are in its language; names of places and units stay as they are.</summary>
    private static List<string> Foreign(string[] own, string language) => language == "en"
        ? [.. own.Where(text => Han().IsMatch(text) && text != "中文")]
        : [.. own.Where(text => Latin().IsMatch(text) && !Han().IsMatch(text) && text != "English")];

    [GeneratedRegex(@"(?<![\w@/.-])[A-Za-z][A-Za-z-]+(\.[A-Za-z][A-Za-z-]*)+(?![\w/])|\[[A-Z][A-Za-z.]+\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant)]
    private static partial Regex Han();

    [GeneratedRegex("[A-Za-z]{3}", RegexOptions.CultureInvariant)]
    private static partial Regex Latin();

    private sealed record Shift
    {
        public double Share { get; init; }

        public string What { get; init; } = "";
    }

    private sealed record Seen
    {
        public string Language { get; init; } = "";

        public string Title { get; init; } = "";

        public int Headings { get; init; } = -1;

        public double Overflow { get; init; } = double.NaN;

        public string[] Wide { get; init; } = [];

        public string[] Nameless { get; init; } = [];

        public string[] Alone { get; init; } = [];

        public string[] Twice { get; init; } = [];

        public string Words { get; init; } = "";

        public string[] Own { get; init; } = [];
    }
}
