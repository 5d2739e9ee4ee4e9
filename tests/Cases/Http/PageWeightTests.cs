using System.Text.RegularExpressions;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>
/// What a phone has to load before it can read a citizen's page for the first time, compressed as it travels: at 2G's 5 KB a second
/// 100 KB take twenty seconds. Counts the page with its style sheets, scripts and what these import; not a map nobody opened.
/// </summary>
[Collection(HttpTests.Name)]
public sealed partial class PageWeightTests
{
    private const int Most = 100 * 1024;

    [DatabaseTheory]
    [Row("/")]
    [Row("/report")]
    [Row("/report/where")]
    [Row("/report/send")]
    [Row("/track")]
    public async Task CitizensPage_OnItsFirstVisit_WeighsLessThan100KB(DatabaseKind kind, string page)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        phone.TakesCompressed();
        await phone.DescribeAsync("路灯不亮", ("address", "桥头"));
        var (html, bytes) = await phone.WeighAsync(page);
        var parts = new Queue<string>(Linked().Matches(html).Select(m => m.Groups[1].Value));
        parts.Count.ShouldBeGreaterThan(2, "style sheets and a script at least");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (parts.TryDequeue(out var part))
        {
            if (!seen.Add(part))
            {
                continue;
            }

            var (text, size) = await phone.WeighAsync(part);
            bytes += size;
            foreach (Match import in Imported().Matches(part.Contains(".js", StringComparison.Ordinal) ? text : ""))
            {
                parts.Enqueue(new Uri(new Uri(county.Server.Address, part), import.Groups[1].Value).AbsolutePath);
            }
        }

        bytes.ShouldBeInRange(5_000, Most, $"{page}: {string.Join(' ', seen)}");
    }

    [GeneratedRegex("(?:<link[^>]* href|<script[^>]* src|<img[^>]* src)=\"(/[^\"]+)\"")]
    private static partial Regex Linked();

    [GeneratedRegex("from '(\\./[^']+)'")]
    private static partial Regex Imported();
}
