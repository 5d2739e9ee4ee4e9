using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;
using Xunit.Abstractions;

namespace Fengqiao.Cases.Tests.Fuzzing;

/// <summary>
/// Requests made from our own description of the API, right and wrong, as several people: no answer is a fault of the server, and none tells how
/// it is built. <c>FENGQIAO_FUZZ</c> sets how many per database, <c>FENGQIAO_FUZZ_SEED</c> from which number on; a failure names its numbers.
/// </summary>
[Collection(HttpTests.Name)]
public sealed partial class SchemaFuzzTests(ITestOutputHelper output)
{
    private const int InOrdinaryRuns = 2500;
    private const int AtOnce = 4;

    private static readonly string[] People = ["county-dispatcher", "handler", "verifier", "callback", "leader", "grid-worker", "security-admin", "system-admin"];

    [DatabaseTheory]
    public async Task Requests_MadeFromTheDescription_AreNeverAFault_AndTellNothing(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var document = await ApiDocument.ReadAsync(county);
        var known = await KnownAsync(county);
        var people = new List<Api> { county.Anonymous };
        foreach (var account in People)
        {
            people.Add(await county.AsAsync(account));
        }

        var (count, seed) = (Setting("FENGQIAO_FUZZ", InOrdinaryRuns), Setting("FENGQIAO_FUZZ_SEED", 1));
        var faults = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var done = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(Enumerable.Range(seed, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, ct) =>
        {
            var maker = new ValueMaker(document, known, new Random(number));
            var operation = document.Operations[number % document.Operations.Count];
            // Half of the time somebody who may; the dispatcher has the most rights.
            var person = maker.Chance(0.5) ? people[1] : maker.Pick(people);
            using var request = FuzzRequest.Make(operation, maker);
            using var answer = await person.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var type = answer.Content.Headers.ContentType?.MediaType;
            var text = type == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(ct);
            var status = (int)answer.StatusCode;
            statuses.AddOrUpdate(status, 1, static (_, n) => n + 1);
            if (answer.IsSuccessStatusCode)
            {
                done.AddOrUpdate(operation.Id, 1, static (_, n) => n + 1);
            }

            if (status >= 500 || Told().IsMatch(text) || (status >= 400 && type != "application/problem+json" && !IsRefusedUnread(request.RequestUri!, text, status)))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{number}: {operation.Id} {request.RequestUri} {status} {type} {text[..Math.Min(text.Length, 300)]}"));
            }
        });

        output.WriteLine($"{kind}: {count} requests, {document.Operations.Count} operations, {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"))}");
        faults.Order(StringComparer.Ordinal).Take(10).ShouldBeEmpty();
        document.Operations.Count.ShouldBeGreaterThan(25);
        done.Count.ShouldBeGreaterThan(document.Operations.Count * 2 / 5, "requests of many operations got through: " + string.Join(", ", done.Keys.Order(StringComparer.Ordinal)));
    }

    /// <summary>A case in several states, with a file, and the codes of the county: what parameters and fields of these names may say.</summary>
    private static async Task<KnownThings> KnownAsync(County county)
    {
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var numbers = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            numbers.Add(await dispatcher.RegisterAsync(reporter: new { name = "赵小明", phone = "13800001234" }, category: "01"));
        }

        foreach (var number in numbers.Take(6))
        {
            await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        }

        foreach (var number in numbers.Take(3))
        {
            await handler.MovesAsync(number, ("sign", null));
        }

        var file = (await dispatcher.AttachAsync(numbers[0], Pictures.Png, "a.png")).Json["id"]!.GetValue<string>();
        var report = (await county.Anonymous.PostAsync("/api/v1/reports", new { title = "路灯", description = "不亮", region = County.Village })).Json;
        var person = (await dispatcher.GetAsync($"/api/v1/cases/{numbers[0]}")).Json["people"]?.AsArray().FirstOrDefault()?["id"]?.GetValue<string>();
        string[] moves = [.. (await dispatcher.GetAsync($"/api/v1/cases/{numbers[8]}/moves")).Json["items"]!.AsArray().Select(m => m!["move"]!.GetValue<string>()), "sign", "submit", "remind", "close", "withdraw"];
        string[] regions = [County.Code, County.Town, County.Village, County.Grid];
        return new KnownThings(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["number"] = [.. numbers, report["number"]!.GetValue<string>()],
            ["code"] = [report["trackingCode"]!.GetValue<string>(), "01", County.Town],
            ["id"] = person is null ? [file] : [file, person],
            ["move"] = moves,
            ["leadUnit"] = ["D05", "D06"], ["unit"] = ["D05", "C01"], ["assistingUnit"] = ["D06", "T101"], ["aboutUnit"] = ["D05"], ["into"] = numbers,
            ["region"] = regions, ["grid"] = [County.Grid], ["category"] = ["01", "0101", "02"], ["account"] = People, ["name"] = ["handler", "赵小明"],
            ["channel"] = ["window", "hotline", "grid-worker"], ["urgency"] = ["normal", "urgent"], ["state"] = ["open", "closed", "registered"], ["level"] = ["town", "village"], ["sort"] = ["due", "-registered"],
            ["phone"] = ["13800001234"], ["role"] = ["handler", "leader", "system-admin"], ["secrecy"] = ["ordinary", "sensitive", "restricted"], ["reader"] = People, ["latitude"] = ["29.05"], ["longitude"] = ["120.01"],
            ["page"] = ["1", "2"], ["pageSize"] = ["20", "200"], ["overdue"] = ["true", "false"], ["from"] = ["2026-01-01"], ["to"] = ["2026-12-31"], ["q"] = ["路灯", "13800001234", "a*"],
        });
    }

    /// <summary>A zero character in the path, or one without end, is refused by the web server, without a word, before the product sees the request.</summary>
    private static bool IsRefusedUnread(Uri address, string text, int status) =>
        text.Length == 0 && (status == (int)HttpStatusCode.RequestUriTooLong || address.AbsoluteUri.Contains("%00", StringComparison.Ordinal));

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;

    /// <summary>A stack, a type's name, a statement or a path: what only the log may hold.</summary>
    [GeneratedRegex(@"   at |Exception|\bSystem\.|Fengqiao\.[A-Z]|Microsoft\.|Npgsql|SQLite|StackTrace|\.cs:|SELECT .* FROM|[/]home[/]|[/]tmp[/]|\bInnerException", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Told();
}
