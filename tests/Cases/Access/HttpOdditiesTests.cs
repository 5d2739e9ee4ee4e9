using System.Net;
using System.Text;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Requests that are broken as HTTP or as JSON: refused once, understood in one way only, and answered without a word about the program.</summary>
[Collection(HttpTests.Name)]
public sealed class HttpOdditiesTests
{
    private const string Json = "{\"number\":\"SJ1\",\"code\":\"X\"}";

    /// <summary>Two readers on the way may disagree where the request ends; what one takes for its body must never be a request to the other.</summary>
    [DatabaseTheory]
    public async Task LengthAndChunks_Together_EndTheConnection(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var order in (string[])["Content-Length: 60\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 60", "Content-Length: 0\r\nTransfer-Encoding: chunked"])
        {
            var answers = await RawHttp.SendAsync(county, $"POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{order}\r\n\r\n0\r\n\r\nGET /api/v1/categories HTTP/1.1\r\nHost: localhost\r\n\r\n");
            answers.Statuses.ShouldBe([400], order);
        }
    }

    [DatabaseTheory]
    public async Task RequestLinesAndHeaders_ThatAreBroken_AreRefusedOnce(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        (string What, string Request)[] broken =
        [
            ("two lengths", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
            ("a list of lengths", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 5\r\n\r\nabcde"),
            ("a negative length", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"),
            ("an unknown coding", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
            ("a hidden coding", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
            ("a bad chunk", $"POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{Json}\r\n0\r\n\r\n"),
            ("a huge chunk", "POST /api/v1/tracking HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\na"),
            ("two hosts", "GET /api/v1/categories HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),
            ("no host", "GET /api/v1/categories HTTP/1.1\r\n\r\n"),
            ("a host with a path", "GET /api/v1/categories HTTP/1.1\r\nHost: evil.example/x\r\n\r\n"),
            ("a folded header", "GET /api/v1/categories HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n"),
            ("a blank before the colon", "GET /api/v1/categories HTTP/1.1\r\nHost : localhost\r\n\r\n"),
            ("a zero in a header", "GET /api/v1/categories HTTP/1.1\r\nHost: localhost\r\nX-A: b\0c\r\n\r\n"),
            ("a zero in the path", "GET /api/v1/cat\0egories HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            ("no version", "GET /api/v1/categories\r\nHost: localhost\r\n\r\n"),
            ("blanks for a path", "GET    HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            ("a path above the root", "GET ../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ];
        foreach (var (what, request) in broken)
        {
            var answers = await RawHttp.SendAsync(county, request);
            answers.Statuses.ShouldBe([400], what);
            TellsNothing(answers.Text, what);
        }

        (await RawHttp.SendAsync(county, "GET / HTTP/7.3\r\nHost: localhost\r\n\r\n")).Statuses.ShouldBe([505], "the one answer above 499 that is the client's fault");
        (await county.Anonymous.GetAsync("/api/v1/categories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task WhatIsTooLong_IsRefusedBeforeItIsKept(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        (string What, string Request, int Status)[] large =
        [
            ("a path", $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
            ("a query", $"GET /api/v1/cases?q={new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
            ("one header", $"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {new string('a', 40_000)}\r\n\r\n", 431),
            ("all headers", $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 90).Select(i => $"X-{i}: {new string('a', 500)}\r\n"))}\r\n", 431),
            ("many headers", $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"X-{i}: a\r\n"))}\r\n", 431),
        ];
        foreach (var (what, request, status) in large)
        {
            var answers = await RawHttp.SendAsync(county, request);
            answers.Statuses.ShouldBe([status], what);
            TellsNothing(answers.Text, what);
        }

        var long_ = new string('路', 700);
        foreach (var path in (string[])[$"/cases/{long_}", $"/api/v1/cases/{long_}", $"/admin/words/{long_}", $"/{string.Join('/', Enumerable.Repeat("a", 2000))}"])
        {
            ((int)(await county.Anonymous.GetAsync(path)).Status).ShouldBeInRange(300, 499, path[..20]);
        }
    }

    [DatabaseTheory]
    public async Task Methods_ThatNobodyOffers_AreRefused_AndNothingIsEchoed(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var method in (string[])["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "GETT", "PATCH", "PUT", "DELETE", "OPTIONS"])
        {
            foreach (var path in (string[])["/api/v1/cases", "/", "/sign-in", "/health/ready", "/favicon.svg"])
            {
                var target = method == "CONNECT" ? "localhost:80" : path;
                var answers = await RawHttp.SendAsync(county, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nX-Echo: canary\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                answers.Statuses.ShouldHaveSingleItem($"{method} {path}").ShouldBeInRange(400, 499, $"{method} {path}");
                answers.Text.ShouldNotContain("canary", customMessage: method);
            }
        }
    }

    [DatabaseTheory]
    public async Task Headers_SentTwice_AreNeverHalfBelieved(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var token = dispatcher.Client.DefaultRequestHeaders.Authorization!.ToString();
        var refuse = $"POST /api/v1/cases/{number}/moves/refuse HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 12\r\n";
        foreach (var headers in (string[])["If-Match: \"1\"\r\nIf-Match: \"2\"\r\n", "If-Match: \"2\"\r\nIf-Match: \"1\"\r\n", "If-Match: \"1\"\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\n"])
        {
            (await RawHttp.SendAsync(county, $"{refuse}{headers}\r\n{{\"text\":\"a\"}}")).Statuses.ShouldBe([400], headers);
        }

        (await dispatcher.VersionAsync(number)).ShouldBe(1);
        var twice = await RawHttp.SendAsync(county, $"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\nAuthorization: {token}\r\nConnection: close\r\n\r\n");
        twice.Statuses.ShouldBe([401]);
        (await RawHttp.SendAsync(county, $"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\nConnection: close\r\n\r\n")).Statuses.ShouldBe([200]);
    }

    [DatabaseTheory]
    public async Task Json_ThatTwoReadersReadDifferently_IsRefused(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var before = await county.RowCountsAsync();
        (string What, string Body)[] broken =
        [
            ("a key twice", "{\"title\":\"a\",\"title\":\"b\",\"description\":\"c\"}"), ("a key twice by an escape", "{\"title\":\"a\",\"\\u0074itle\":\"b\",\"description\":\"c\"}"),
            ("a key in another case", "{\"title\":\"a\",\"TITLE\":\"b\",\"description\":\"c\"}"), ("a key twice inside", "{\"title\":\"a\",\"description\":\"c\",\"location\":{\"grid\":\"1\",\"grid\":\"2\"}}"),
            ("comments", "{\"title\":\"a\",/* b */\"description\":\"c\"}"), ("a trailing comma", "{\"title\":\"a\",\"description\":\"c\",}"), ("single quotes", "{'title':'a','description':'c'}"),
            ("no quotes", "{title:\"a\",description:\"c\"}"), ("not a number", "{\"title\":\"a\",\"description\":\"c\",\"peopleConcerned\":NaN}"), ("ten to the 400", "{\"title\":\"a\",\"description\":\"c\",\"peopleConcerned\":1e400}"),
            ("a number as text", "{\"title\":\"a\",\"description\":\"c\",\"peopleConcerned\":\"3\"}"), ("a hexadecimal", "{\"title\":\"a\",\"description\":\"c\",\"peopleConcerned\":0x3}"), ("a leading zero", "{\"title\":\"a\",\"description\":\"c\",\"peopleConcerned\":03}"),
            ("two documents", "{\"title\":\"a\",\"description\":\"c\"}{\"title\":\"b\",\"description\":\"c\"}"), ("a type", "{\"$type\":\"System.IO.FileInfo\",\"title\":\"a\",\"description\":\"c\"}"),
            ("a prototype", "{\"title\":\"a\",\"description\":\"c\",\"__proto__\":{\"version\":9}}"), ("a list", "[{\"title\":\"a\",\"description\":\"c\"}]"), ("a text", "\"title\""), ("nothing at all", ""), ("null", "null"),
            ("endless depth", string.Concat(Enumerable.Repeat("{\"location\":", 2000)) + "1" + new string('}', 2000)), ("endless lists", new string('[', 100_000)), ("deeper than any request", $"{{\"title\":\"a\",\"description\":\"c\",\"location\":{string.Concat(Enumerable.Repeat("[", 200))}{string.Concat(Enumerable.Repeat("]", 200))}}}"),
        ];
        foreach (var (what, body) in broken)
        {
            var answer = await dispatcher.PostRawAsync("/api/v1/cases", body);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, what);
            answer.Code.ShouldStartWith("platform.", customMessage: what);
            TellsNothing(answer.Text, what);
        }

        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task Bytes_InAnotherEncoding_AreRefused_AndNothingIsGuessed(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var before = await county.RowCountsAsync();
        var body = "{\"title\":\"路灯\",\"description\":\"不亮\"}";
        (string What, byte[] Bytes, string Type)[] sent =
        [
            ("half a character", [.. Encoding.UTF8.GetBytes("{\"title\":\""), 0xE8, 0xB7, .. Encoding.UTF8.GetBytes("\",\"description\":\"b\"}")], "application/json"),
            ("an overlong slash", [.. Encoding.UTF8.GetBytes("{\"title\":\""), 0xC0, 0xAF, .. Encoding.UTF8.GetBytes("\",\"description\":\"b\"}")], "application/json"),
            ("a surrogate as bytes", [.. Encoding.UTF8.GetBytes("{\"title\":\""), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\",\"description\":\"b\"}")], "application/json"),
            ("UTF-16 that does not say so", Encoding.Unicode.GetBytes(body), "application/json"), ("an unknown charset", Encoding.UTF8.GetBytes(body), "application/json; charset=x-unknown"),
            ("UTF-7", Encoding.ASCII.GetBytes(body.Replace("路灯", "+jp5wbw-", StringComparison.Ordinal).Replace("不亮", "b", StringComparison.Ordinal)), "application/json; charset=utf-7"),
            ("compressed", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "application/json"), ("XML", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"), "application/xml"),
            ("two types", Encoding.UTF8.GetBytes(body), "application/json, text/plain"), ("a type that is none", Encoding.UTF8.GetBytes(body), "json"), ("a form", Encoding.UTF8.GetBytes("title=a&description=b"), "application/x-www-form-urlencoded"),
        ];
        foreach (var (what, bytes, type) in sent)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type).ShouldBeTrue();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = content };
            var answer = await dispatcher.SendAsync(request);
            ((int)answer.Status).ShouldBeOneOf([400, 415], what);
            TellsNothing(answer.Text, what);
        }

        (await county.RowCountsAsync()).ShouldBe(before);
    }

    /// <summary>A form whose parts never end, with or without a key to repeat it by: who sent it is told, and nobody else wakes up for it.</summary>
    [DatabaseTheory]
    public async Task Form_ThatEndsInTheMiddle_IsTheSendersFault(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        const string Type = "multipart/form-data; boundary=fq";
        string[] forms =
        [
            "", "--fq", "--fq\r\n", "--fq\r\nContent-Disposition: form-data; name=\"stage\"\r\n\r\nother", "--fq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc\r\n",
            "--fq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc\r\n--fq\r\n", $"--fq\r\nContent-Disposition: {new string('x', 20_000)}\r\n\r\n", "--fq\r\nno colon\r\n\r\na\r\n--fq--",
        ];
        foreach (var form in forms)
        {
            foreach (var (path, key) in ((string, string?)[])[($"/api/v1/cases/{number}/attachments", null), ($"/api/v1/cases/{number}/attachments", "k" + form.Length), ($"/cases/{number}/files", null)])
            {
                (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];
                var answer = await dispatcher.PostRawAsync(path, form, Type, headers);
                ((int)answer.Status).ShouldBeInRange(400, 499, $"{path} {form}");
                TellsNothing(answer.Text, form);
            }
        }
    }

    /// <summary>A zero character in the address of the news: no such case, on either database.</summary>
    [DatabaseTheory]
    public async Task Zero_InTheAddressOfTheNews_IsNoFault(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        foreach (var number in (string[])["%00", "SJ%00", "%00%00路"])
        {
            using var answer = await dispatcher.Client.GetAsync(new Uri("/api/v1/live?case=" + number, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            ((int)answer.StatusCode).ShouldBeLessThan(500, number);
        }
    }

    /// <summary>Headers that other programs choke on when they come from a browser: none is the server's fault.</summary>
    [DatabaseTheory]
    public async Task RequestHeaders_OfNonsense_AreNeverAFault(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var file = (await dispatcher.AttachAsync(number, Pictures.Png, "a.png")).Message.Headers.Location!.ToString();
        string[] names = ["Accept", "Accept-Language", "Accept-Encoding", "Cookie", "Range", "If-Range", "If-Modified-Since", "If-None-Match", "If-Match", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Prefer", "Expect", "Upgrade", "traceparent"];
        string[] values = ["", ";", "*;q=9,,;;", "\"", "bytes=0-99999999999999999999", "bytes=5-1", "bytes=-0", "bytes=0-0,1-1,2-2", new string('9', 2000), "a=b; a=c; =d; fq.session=\"", "Sat, 99 Foo 9999", "%00%ff", "zh-CN-x-private-" + new string('a', 200), "null", "00-0-0-0"];
        foreach (var name in names)
        {
            foreach (var value in values)
            {
                foreach (var path in (string[])["/", $"/api/v1/cases/{number}", file])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, path);
                    request.Headers.TryAddWithoutValidation(name, value);
                    ((int)(await dispatcher.SendAsync(request)).Status).ShouldBeLessThan(500, $"{name}: {value} {path}");
                }
            }
        }
    }

    private static void TellsNothing(string text, string what)
    {
        foreach (var told in (string[])["   at ", "Exception", "System.", "Microsoft.", "Kestrel", "Npgsql", "SQLite", ".cs:", "Server:"])
        {
            text.ShouldNotContain(told, Shouldly.Case.Sensitive, what);
        }
    }
}
