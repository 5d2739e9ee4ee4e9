using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Many;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>
/// What a clerk waits for with ten thousand cases and with a million: lists, one case, search, statistics, each asked over HTTP by one
/// client, so that the time is the server's and not that of a queue.
/// </summary>
internal static partial class DeskPages
{
    private static readonly int[] Counts = [10_000, 1_000_000];

    /// <summary>Words that stand in many cases, in few, and in none.</summary>
    private static readonly string[] Words = ["小区", "反映", "噪音", "道路", "物业", "停车", "村民", "污水", "噪音扰民", "路灯不亮", "拖欠工资", "健身器材", "龙舟竞渡"];

    public static async Task<Table> RunAsync(Ground ground)
    {
        var table = new Table($"desk on {ground.Kind}",
            "page", "who", "p50 ms, 10,000", "p95 ms, 10,000", "p50 ms, 1,000,000", "p95 ms, 1,000,000", "p50 × ", "p95 ×", "goal p95 ms");
        var measured = new List<Dictionary<(string Page, string Who), Times>>();
        var notes = new List<string>();
        foreach (var count in Counts)
        {
            var filled = await ManyCases.FillAsync(ground.County, count);
            var size = await SizeAsync(ground.County);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ground.Kind}: {count:N0} cases filled in {filled.TotalSeconds:F0} s, {size / 1e6:F0} MB"));
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} cases filled in {filled.TotalSeconds:F0} s ({size / 1e6:F0} MB)"));
            measured.Add(await MeasureAsync(ground, notes));
        }

        foreach (var (page, who) in measured[0].Keys)
        {
            var (few, many) = (measured[0][(page, who)], measured[1][(page, who)]);
            table.Add(page, who, few.P50, few.P95, many.P50, many.P95, many.P50 / few.P50, many.P95 / few.P95, GoalOf(page));
        }

        var late = measured[1].Where(m => m.Value.P95 > GoalOf(m.Key.Page)).Select(m => $"{m.Key.Page} ({m.Key.Who})").ToList();
        table.Conclude($"desk on {ground.Kind}: {(late.Count == 0 ? "**every page within its goal** at a million cases" : "**over its goal** at a million cases: " + string.Join(", ", late))}; {string.Join("; ", notes)}.");
        return table;
    }

    private static double GoalOf(string page) => page.StartsWith("statistics", StringComparison.Ordinal) ? 300 : 100;

    private static async Task<Dictionary<(string, string), Times>> MeasureAsync(Ground ground, List<string> notes)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var who in (string[])["county-dispatcher", "town-dispatcher", "handler", "leader"])
        {
            tokens[who] = await Server.TokenAsync(ground.County, who);
        }

        await using var server = await Server.StartProductAsync(ground.County);
        using var client = await RawClient.ConnectAsync(server.Port);
        var from = Stopwatch.GetTimestamp();
        await GetAsync(client, "/cases", tokens["county-dispatcher"]);
        var first = Stopwatch.GetElapsedTime(from);
        var times = new Dictionary<(string, string), Times>();
        foreach (var who in (string[])["county-dispatcher", "town-dispatcher", "handler"])
        {
            var numbers = await NumbersAsync(client, tokens[who]);
            await TakeAsync("work desk", who, _ => "/work");
            await TakeAsync("list", who, _ => "/cases");
            await TakeAsync("list, open by limit", who, _ => "/cases?state=open&sort=due");
            await TakeAsync("list, filtered", who, i => $"/cases?category=0{(i % 8) + 1}&channel=hotline&state=closed");
            await TakeAsync("list, page 400", who, _ => "/cases?page=400");
            await TakeAsync("case", who, i => "/cases/" + numbers[i % numbers.Count]);
            await TakeAsync("search", who, i => $"/search?q={Uri.EscapeDataString(Words[i % Words.Length])}");
            await TakeAsync("search in list", who, i => $"/cases?q={Uri.EscapeDataString(Words[i % Words.Length])}");
            await TakeAsync("search by last digits", who, i => $"/search?q={numbers[i % numbers.Count][^5..]}");
        }

        foreach (var who in (string[])["county-dispatcher", "leader"])
        {
            await TakeAsync("statistics", who, _ => "/statistics");
            await TakeAsync("statistics, compared", who, i => $"/statistics?from=2026-{(i % 6) + 1:D2}-01&to=2026-{(i % 6) + 3:D2}-15");
            await TakeAsync("statistics, filtered", who, i => $"/statistics?category=0{(i % 8) + 1}&channel=hotline");
        }

        var weight = await WeightAsync(client, tokens["county-dispatcher"]);
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"first list {first.TotalSeconds:F1} s after the start, {server.Process.Memory().Now / 1e6:F0} MB resident at the end, desk page {weight / 1e3:F0} KB compressed"));
        return times;

        async Task TakeAsync(string page, string who, Func<int, string> path)
        {
            const int warm = 15;
            var taken = new List<double>();
            for (var i = 0; i < warm + ground.Options.Pages; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await GetAsync(client, path(i), tokens[who]);
                if (i >= warm)
                {
                    taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            taken.Sort();
            times[(page, who)] = new Times(taken[taken.Count / 2], taken[(int)(taken.Count * 0.95)]);
        }
    }

    private static async Task<Answer> GetAsync(RawClient client, string path, string token, string more = "")
    {
        var answer = await client.SendAsync(RawClient.Get(path, $"Accept: text/html\r\nAuthorization: Bearer {token}\r\n{more}"));
        return answer.Status == 200 ? answer : throw new InvalidOperationException($"{path} answered {answer.Status}.");
    }

    /// <summary>Numbers from all over the list, old and new.</summary>
    private static async Task<List<string>> NumbersAsync(RawClient client, string token)
    {
        var numbers = new List<string>();
        foreach (var page in (int[])[1, 2, 5, 20, 40])
        {
            var answer = await GetAsync(client, $"/api/v1/cases?pageSize=20&page={page}", token);
            numbers.AddRange(NumberIn().Matches(answer.Body).Select(m => m.Groups["number"].Value));
        }

        return numbers;
    }

    /// <summary>Bytes of the work desk with its styles and scripts as a browser fetches them.</summary>
    private static async Task<long> WeightAsync(RawClient client, string token)
    {
        var plain = await GetAsync(client, "/work", token);
        long sum = 0;
        foreach (var path in AssetIn().Matches(plain.Body).Select(m => m.Groups["asset"].Value).Append("/work").Distinct(StringComparer.Ordinal))
        {
            sum += await client.CountAsync(RawClient.Get(path, $"Accept: */*\r\nAccept-Encoding: br\r\nAuthorization: Bearer {token}\r\n"));
        }

        return sum;
    }

    private static async Task<long> SizeAsync(County county) => county.Database is null
        ? new FileInfo(county.File).Length
        : await county.CountAsync("SELECT pg_database_size(current_database())");

    [GeneratedRegex("\"number\":\"(?<number>SJ[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberIn();

    [GeneratedRegex("(href|src)=\"(?<asset>/assets/[^\"]+\\.(css|js))\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AssetIn();

    private readonly record struct Times(double P50, double P95);
}
