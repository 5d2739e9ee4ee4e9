using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>
/// A thousand people with random posts, each asked through every channel over HTTP: list, search, one case, file (whole and a range), figures with their
/// facets, points of the map, page of the list, export, live events. Every channel tells the same set of cases, which is the one the rule names.
/// </summary>
[Collection(HttpTests.Name)]
public sealed partial class SameSetTests
{
    private const string Word = "石板路";
    private static readonly string[] Units = ["C01", "D05", "D06", "T101", "T102", "V101"];
    private static readonly string[] Regions = [County.Code, County.Town, County.OtherTown, County.Village, County.OtherVillage, County.Grid];
    private static readonly string[] Roles = ["grid-worker", "village-officer", "town-dispatcher", "county-dispatcher", "handler", "verifier", "callback", "leader"];

    // FENGQIAO_PEOPLE=1000 ./test Cases -- --filter SameSet
    private static readonly int People = int.TryParse(Environment.GetEnvironmentVariable("FENGQIAO_PEOPLE"), NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? wished : 300;

    [DatabaseTheory]
    public async Task EveryChannel_ForRandomPeople_TellsTheSameCases(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var random = new Random(20261122);
        // The rule itself is held against both stores for a thousand people elsewhere.
        var cast = Cast(random, kind == DatabaseKind.Sqlite ? People : People / 2);
        await county.ImportAsync("staff", county.Files.Write("thousand.csv", "账号,姓名,岗位\n" + string.Join('\n', cast.Select(p => p.Row))));
        var cases = await PutAsync(county, random, cast);
        var tokens = await TokensAsync(county, cast);

        var mismatches = new ConcurrentBag<string>();
        var (seen, channels) = (0, 0);
        using var client = county.Server.NewClient();
        // The cookie that goes with every form's token, got once: the first people, all at the same moment, would each be given one and send another's.
        (await client.GetAsync(new Uri("/sign-in", UriKind.Relative))).EnsureSuccessStatusCode();
        await Parallel.ForEachAsync(cast.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
        {
            var person = new Person(client, tokens[one.Index]);
            var expected = cases.Where(c => CaseAccess.Sees(one.Item.In(county), c.Case, c.Units, c.Readers)).ToList();
            Interlocked.Add(ref seen, expected.Count);
            await foreach (var (channel, told) in person.ToldAsync(cases, expected))
            {
                Interlocked.Increment(ref channels);
                if (told is not null)
                {
                    mismatches.Add($"{one.Item.Row} {channel}: {told}");
                }
            }
        });

        mismatches.ShouldBeEmpty($"{mismatches.Count} of {channels}");
        channels.ShouldBe(cast.Count * 11);
        // Neither seeing much nor seeing little is rare, or the comparison would say little.
        ((double)seen / (cast.Count * cases.Count)).ShouldBeInRange(0.15, 0.85);
    }

    private static List<Member> Cast(Random random, int people) =>
    [
        .. Enumerable.Range(1, people).Select(i => new Member($"p{i:0000}", [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (Pick(random, Roles), Pick(random, Units), Pick(random, Regions))).Distinct()])),
    ];

    private static async Task<List<Stored>> PutAsync(County county, Random random, List<Member> cast)
    {
        using var services = county.Server.Services.CreateScope();
        var units = services.ServiceProvider.GetRequiredService<IUnitDirectory>();
        var store = services.ServiceProvider.GetRequiredService<AttachmentStore>();
        var states = Enum.GetValues<CaseState>();
        var (cases, commit) = (new List<Stored>(), new Commit());
        for (var i = 1; i <= 48; i++)
        {
            var made = World.CaseIn(states[i % states.Length], place: Pick(random, Regions), desk: County.Code);
            var taken = Again(made, i, Pick(random, cast).Account);
            var secrecy = (CaseSecrecy)Math.Max(0, random.Next(5) - 2);
            if (secrecy != CaseSecrecy.Ordinary)
            {
                taken.Protect(secrecy, null, "保护当事人", World.Monday);
            }

            using var picture = new MemoryStream(Pictures.Png);
            var file = (await store.SaveAsync(picture, "图.png", default)).Value;
            var parts = Units.Where(_ => random.Next(6) == 0).Select(u => new CaseUnit { CaseId = taken.Id, UnitId = units.FindByCode(u)!.Id, IsLead = false, IsActive = true, SinceUtc = World.Monday }).ToList();
            var readers = cast.Where(_ => random.Next(4) == 0).Select(p => p.Account).ToList();
            commit.Insert(taken).InsertAll(parts).InsertAll(readers.Select(r => new NamedReader { CaseId = taken.Id, Account = r }))
                .Insert(new CaseAttachment
                {
                    Id = file.Id, CaseId = taken.Id, Stage = AttachmentStage.Other, Name = file.DownloadName, ContentType = file.ContentType,
                    Size = file.Size, Sha256 = file.Sha256, AddedBy = "receiver", AddedUtc = World.Monday,
                })
                .Insert(TimelineEntry.Registration(taken, World.NewId()))
                .Index("case_search", () => taken.Sequence, Platform.Search.CharacterPairs.Of(taken.Title, taken.Description));
            cases.Add(new Stored(taken, parts, readers, file.Id));
        }

        (await services.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        return cases;
    }

    /// <summary>The case as if somebody else had taken it in, with a point and a word to find it by.</summary>
    private static Case Again(Case made, int i, string receiver)
    {
        var taken = new Case
        {
            Id = made.Id, Sequence = i, Number = $"SJ20260302339901{i:00000}", Title = $"{Word}破损{i}", Description = "村口的情况", Channel = made.Channel, Urgency = made.Urgency,
            PeopleConcerned = 1, Wish = made.Wish, Place = made.Place, Desk = made.Desk, FirstReceiver = receiver, ReceivedUtc = World.Monday, RegisteredUtc = World.Monday,
            Longitude = County.Longitude, Latitude = County.Latitude,
        }.Begin(null);
        foreach (var move in World.WayTo(made.State))
        {
            taken.Do(move);
        }

        return taken;
    }

    private static async Task<string[]> TokensAsync(County county, List<Member> cast)
    {
        var tokens = new string[cast.Count];
        // Together, so that the lane writes many in one transaction.
        await Parallel.ForEachAsync(cast.Index(), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (one, ct) =>
        {
            await using var services = county.Server.Services.CreateAsyncScope();
            tokens[one.Index] = (await services.ServiceProvider.GetRequiredService<ITokenIssuer>().CreateAsync(one.Item.Account, [], TimeSpan.FromDays(1), ct)).Value;
        });
        return tokens;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private sealed record Stored(Case Case, IReadOnlyList<CaseUnit> Units, IReadOnlyList<string> Readers, Guid File)
    {
        public string Number => Case.Number;
    }

    private sealed record Member(string Account, IReadOnlyList<(string Role, string Unit, string Region)> Posts)
    {
        public string Row => $"{Account},人{Account},{string.Join(';', Posts.Select(p => $"{p.Role}@{p.Unit}@{p.Region}"))}";

        public Actor In(County county)
        {
            var units = county.Server.Services.GetRequiredService<IUnitDirectory>();
            return new Actor(Guid.Empty, Account, "", [.. Posts.Select(p => new Post(p.Role, units.FindByCode(p.Unit)!.Id, RegionCode.Parse(p.Region), ShippedRoles.RightsOf(p.Role)))]);
        }
    }

    /// <summary>One of the thousand, asking.</summary>
    private sealed partial class Person(HttpClient client, string token)
    {
        /// <summary>Every channel with what was wrong about it, or null.</summary>
        public async IAsyncEnumerable<(string Channel, string? Wrong)> ToldAsync(IReadOnlyList<Stored> all, IReadOnlyList<Stored> expected)
        {
            var numbers = expected.Select(c => c.Number).Order(StringComparer.Ordinal).ToList();
            yield return ("list", Differs(numbers, Items(await JsonAsync("/api/v1/cases?pageSize=200"))));
            yield return ("search", Differs(numbers, Items(await JsonAsync($"/api/v1/cases?pageSize=200&q={Uri.EscapeDataString(Word)}"))));
            yield return ("figures", await FiguresAsync(expected));
            yield return ("queues", await QueuesAsync());

            var titles = expected.OrderByDescending(c => c.Case.Sequence).Take(20).Select(c => c.Number).ToList();
            var points = (await JsonAsync("/cases/points"))["features"]!.AsArray().Select(f => f!["properties"]!["href"]!.GetValue<string>()[7..]).ToList();
            yield return ("map", points.SequenceEqual(titles) ? null : $"{points.Count} points for {titles.Count}");

            var page = await SendAsync(HttpMethod.Get, "/cases");
            yield return ("page", Differs(titles.Order(StringComparer.Ordinal), LinkedCase().Matches(page.Text).Select(m => m.Groups["number"].Value).Distinct()));
            var export = await SendAsync(HttpMethod.Post, "/cases/export", new FormUrlEncodedContent(
                [KeyValuePair.Create("format", "csv"), KeyValuePair.Create("__RequestVerificationToken", WebUtility.HtmlDecode(TokenField().Match(page.Text).Groups["token"].Value))]));
            yield return ("export", export.Status == HttpStatusCode.OK ? Differs(numbers, NumberInRow().Matches(export.Text).Select(m => m.Groups["number"].Value)) : $"{export.Status}");

            var (open, shut) = (expected.Count > 0 ? expected[token[^1] % expected.Count] : null, all.Except(expected).ElementAtOrDefault(token[^2] % 5));
            yield return ("get", await BothAsync("/api/v1/cases/{0}", open, shut, HttpStatusCode.OK));
            yield return ("case page", await BothAsync("/cases/{0}", open, shut, HttpStatusCode.OK));
            yield return ("file", await BothAsync("/api/v1/cases/{0}/attachments/{1}", open, shut, HttpStatusCode.OK)
                ?? await BothAsync("/cases/{0}/files/{1}", open, shut, HttpStatusCode.PartialContent, new RangeHeaderValue(0, 3)));
            yield return ("live", await LiveAsync());
        }

        private static string? Differs(IEnumerable<string> expected, IEnumerable<string> told)
        {
            var (wanted, got) = (expected.ToList(), told.Order(StringComparer.Ordinal).ToList());
            return wanted.SequenceEqual(got) ? null : $"too many: {string.Join(' ', got.Except(wanted))}, too few: {string.Join(' ', wanted.Except(got))}";
        }

        private static IEnumerable<string> Items(JsonNode list) => list["items"]!.AsArray().Select(c => c!["number"]!.GetValue<string>());

        /// <summary>Total and facets; who may see no figures is told none.</summary>
        private async Task<string?> FiguresAsync(IReadOnlyList<Stored> expected)
        {
            var (status, text) = await SendAsync(HttpMethod.Get, "/api/v1/statistics/summary");
            if (status == HttpStatusCode.Forbidden)
            {
                return null;
            }

            var told = JsonNode.Parse(text)!;
            var states = told["byState"]!.AsArray().ToDictionary(s => s!["code"]!.GetValue<string>(), s => s!["count"]!.GetValue<int>());
            var wanted = expected.CountBy(c => CaseCodes.Of(c.Case.State)).ToDictionary();
            return told["total"]!.GetValue<int>() == expected.Count && states.Count == wanted.Count && states.All(s => wanted.GetValueOrDefault(s.Key) == s.Value)
                && told["byRegion"]!.AsArray().Sum(r => r!["count"]!.GetValue<int>()) == expected.Count ? null : text;
        }

        /// <summary>Each pile counts what its list holds.</summary>
        private async Task<string?> QueuesAsync()
        {
            foreach (var queue in (await JsonAsync("/api/v1/work")).AsArray())
            {
                var (name, count) = (queue!["queue"]!.GetValue<string>(), queue["count"]!.GetValue<int>());
                if (count > 0 && (await JsonAsync($"/api/v1/cases?pageSize=1&queue={name}"))["total"]!.GetValue<int>() is var total && total != count)
                {
                    return $"{name} counts {count} and lists {total}";
                }
            }

            return null;
        }

        private async Task<string?> BothAsync(string path, Stored? open, Stored? shut, HttpStatusCode good, RangeHeaderValue? range = null)
        {
            foreach (var (which, wanted) in ((Stored?, HttpStatusCode)[])[(open, good), (shut, HttpStatusCode.NotFound)])
            {
                if (which is not null && await SendAsync(HttpMethod.Get, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, which.Number, which.File), null, range) is var told && told.Status != wanted)
                {
                    return $"{which.Number}: {told.Status}, not {wanted}";
                }
            }

            return null;
        }

        /// <summary>The first event says what the API says.</summary>
        private async Task<string?> LiveAsync()
        {
            using var request = Request(HttpMethod.Get, "/api/v1/live");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
            while (await lines.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("data: {", StringComparison.Ordinal))
                {
                    var told = JsonNode.Parse(line[6..])!["queues"]!.AsObject().ToDictionary(q => q.Key, q => q.Value!.GetValue<int>());
                    var api = (await JsonAsync("/api/v1/work")).AsArray().ToDictionary(q => q!["queue"]!.GetValue<string>(), q => q!["count"]!.GetValue<int>());
                    return told.Count == api.Count && told.All(q => api[q.Key] == q.Value) ? null : line;
                }
            }

            return "no event";
        }

        private async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse((await SendAsync(HttpMethod.Get, path)).Text)!;

        private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, HttpContent? content = null, RangeHeaderValue? range = null)
        {
            using var request = Request(method, path);
            request.Content = content;
            request.Headers.Range = range;
            using var answer = await client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        private HttpRequestMessage Request(HttpMethod method, string path) =>
            new(method, new Uri(path, UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

        [GeneratedRegex("href=\"/cases/(?<number>SJ[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex LinkedCase();

        [GeneratedRegex("^(?<number>SJ[0-9]+),", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
        private static partial Regex NumberInRow();

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex TokenField();
    }
}
