using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>How often one source may ask: an account wherever it is, an address only where nobody is signed in; and that nobody else notices.</summary>
[Collection(HttpTests.Name)]
public sealed partial class RateLimitTests
{
    private const string Page = "text/html";

    [DatabaseTheory]
    public async Task Account_ThatAsksTooOften_IsToldToWait_AndNobodyElseIs(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, limits: ",\"accountPerMinute\":20");
        var (busy, colleague) = (await county.AsAsync("handler"), await county.AsAsync("county-dispatcher"));
        var answers = new List<Answer>();
        for (var i = 0; i < 25; i++)
        {
            answers.Add(await busy.GetAsync("/api/v1/work"));
        }

        answers.Take(20).ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Skip(20).ShouldAllBe(a => a.Status == HttpStatusCode.TooManyRequests && a.Code == "platform.too-many-requests");
        Waits(answers[^1]).ShouldBeInRange(1, 60);
        answers[^1].Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var second = await county.AsAsync("handler", Contracts.Rights.CasesHandle);
        (await second.GetAsync("/api/v1/me")).Status.ShouldBe(HttpStatusCode.TooManyRequests, "another token of the same account is no way around");

        (await colleague.GetAsync("/api/v1/work")).Status.ShouldBe(HttpStatusCode.OK, "from the same address");
        (await county.Anonymous.GetAsync("/api/v1/categories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task Person_WhoAsksTooOften_GetsAPageInTheirLanguage(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, limits: ",\"accountPerMinute\":1");
        var person = await county.AsAsync("handler");
        await person.GetAsync("/api/v1/me");
        foreach (var (language, words) in ((string, string)[])[("zh-CN", "操作太频繁"), ("en", "Too many")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/work");
            request.Headers.Accept.ParseAdd(Page);
            request.Headers.AcceptLanguage.ParseAdd(language);
            var answer = await person.SendAsync(request);
            answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            Waits(answer).ShouldBeInRange(1, 60);
            answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe(Page);
            answer.Text.ShouldContain($"<html lang=\"{(language == "en" ? "en" : "zh-Hans")}\"");
            answer.Words().ShouldContain(words);
        }
    }

    /// <summary>A page is one request, whatever its styles and scripts.</summary>
    [DatabaseTheory]
    public async Task AssetsOfPages_AreNotCounted(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, limits: ",\"accountPerMinute\":3");
        var person = await county.AsAsync("handler");
        var style = Style().Match((await person.GetAsync("/work")).Text).Groups["address"].Value;
        for (var i = 0; i < 10; i++)
        {
            (await person.GetAsync("/" + style.TrimStart('/'))).Status.ShouldBe(HttpStatusCode.OK, style);
        }

        (await person.GetAsync("/api/v1/me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task ExportsAndUploads_HaveLimitsOfTheirOwn(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, limits: ",\"exportsPerMinute\":2,\"uploadsPerMinute\":2");
        var person = await county.AsAsync("county-dispatcher");
        var number = await person.RegisterAsync();
        var token = await person.TokenAsync("/cases");
        var exports = new List<HttpStatusCode>();
        var uploads = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            exports.Add((await person.SendFormAsync(token, "/cases/export", ("format", "csv"), ("n", number))).Status);
            uploads.Add((await person.AttachAsync(number, Pictures.Png, "a.png")).Status);
        }

        exports.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests]);
        uploads.ShouldBe([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests]);
        (await person.GetAsync($"/cases/{number}/papers/whole.docx")).Status.ShouldBe(HttpStatusCode.TooManyRequests, "an export too");
        (await person.GetAsync($"/cases/{number}")).Status.ShouldBe(HttpStatusCode.OK, "reading goes on");
    }

    /// <summary>Thirty offices behind one address: what one floods keeps nobody who is signed in from working, and nobody from reading.</summary>
    [DatabaseTheory]
    public async Task Address_ThatFloods_KeepsNobodyFromReading(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, publicPerMinute: 5);
        for (var i = 0; i < 8; i++)
        {
            (await TrackAsync(county, null)).ShouldBe(i < 5 ? HttpStatusCode.NotFound : HttpStatusCode.TooManyRequests);
        }

        foreach (var page in (string[])["/", "/report", "/track", "/fraud-check", "/api/v1/categories", "/api/v1/regions"])
        {
            (await county.Anonymous.GetAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
        }

        var officer = await county.AsAsync("county-dispatcher");
        await officer.RegisterAsync();
        (await officer.PostAsync("/api/v1/tracking", new { number = "SJ1", code = "X" })).Status.ShouldBe(HttpStatusCode.NotFound, "counted by account, not by the address");
    }

    [DatabaseTheory]
    public async Task ForwardedAddress_CountsOnlyFromAProxyThatIsTrusted(DatabaseKind kind)
    {
        await using (var county = await County.StartAsync(kind, publicPerMinute: 3))
        {
            for (var i = 0; i < 5; i++)
            {
                (await TrackAsync(county, $"203.0.113.{i}")).ShouldBe(i < 3 ? HttpStatusCode.NotFound : HttpStatusCode.TooManyRequests, "a header that anybody can write is no way around");
            }
        }

        await using var behind = await County.StartAsync(kind, publicPerMinute: 3, settings: ",\"trustedProxies\":[\"127.0.0.1\"]");
        for (var i = 0; i < 4; i++)
        {
            (await TrackAsync(behind, "203.0.113.7")).ShouldBe(i < 3 ? HttpStatusCode.NotFound : HttpStatusCode.TooManyRequests);
            (await TrackAsync(behind, $"2001:db8:1:1::{i}")).ShouldBe(i < 3 ? HttpStatusCode.NotFound : HttpStatusCode.TooManyRequests, "one subscriber has all addresses of a network");
        }

        (await TrackAsync(behind, "203.0.113.8")).ShouldBe(HttpStatusCode.NotFound);
        (await TrackAsync(behind, "2001:db8:1:2::1")).ShouldBe(HttpStatusCode.NotFound);
        (await TrackAsync(behind, "198.51.100.1, 203.0.113.7")).ShouldBe(HttpStatusCode.TooManyRequests, "what the client itself put in front of the proxy's word does not count");
    }

    private static async Task<HttpStatusCode> TrackAsync(County county, string? from)
    {
        (string, string)[] headers = from is null ? [] : [("X-Forwarded-For", from)];
        return (await county.Anonymous.PostAsync("/api/v1/tracking", new { number = "SJ1", code = "X" }, headers)).Status;
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"(?<address>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Style();

    private static int Waits(Answer answer) => int.Parse(answer.Message.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
}
