using System.Net;
using System.Text;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Files sent to do harm over HTTP: under names that are paths or headers, in halves, asked for in pieces.</summary>
[Collection(HttpTests.Name)]
public sealed class FileAttackTests
{
    private static readonly string[] Names =
    [
        "a\r\nSet-Cookie: x=1.png", "a\"; filename=\"evil.exe", "../../etc/cron.d/x.png", "..\\..\\windows\\win.ini.png", "/etc/passwd", "a.png\0.aspx", "CON.png", "NUL", "COM1.png", "a.png.", " .png", "", ".", "..",
        "\u202egnp.exe", "e\u0301.png", "é.png", "图\u200b片.png", "🙂.png", "a%0d%0aX: y.png", "=?utf-8?q?evil?=", "<img src=x onerror=alert(1)>.png", "a;b=c.png", "a\u2028b.png", new string('枫', 300) + ".png", new string('a', 5000) + ".png", "a.png:stream", "~/.ssh/id",
    ];

    [DatabaseTheory]
    public async Task Names_ThatArePathsOrHeaders_BecomeOneSafeLine(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var outside = Outside(county);
        foreach (var name in Names)
        {
            var attached = await SendAsync(dispatcher, number, name);
            if (attached.Status != HttpStatusCode.Created)
            {
                attached.Status.ShouldBe(HttpStatusCode.BadRequest, $"{name}: {attached.Text}");
                continue;
            }

            var shown = attached.Json["name"]!.GetValue<string>();
            shown.ShouldNotContain(c => char.IsControl(c) || c == '/' || c == '\\' || c == '\u202e' || c == '\u200b', name);
            Encoding.UTF8.GetByteCount(shown).ShouldBeInRange(1, 210, name);
            var read = await dispatcher.GetAsync(attached.Message.Headers.Location!.ToString());
            var disposition = read.Message.Content.Headers.GetValues("Content-Disposition").ShouldHaveSingleItem(name);
            disposition.ShouldStartWith("inline; filename=\"", customMessage: name);
            disposition.ShouldAllBe(c => c >= ' ' && c < 0x7F);
            disposition.Count(c => c == '"').ShouldBe(2, name);
            read.Message.Headers.Contains("Set-Cookie").ShouldBeFalse(name);
        }

        Outside(county).ShouldBe(outside, "no file but in its folder");
    }

    [DatabaseTheory]
    public async Task Pieces_OfAFile_ComeUnderTheSameHeadersAsTheWhole(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var text = Encoding.UTF8.GetBytes("路灯坏了 a < b\n");
        var address = (await dispatcher.AttachAsync(number, text, "a.txt")).Message.Headers.Location!.ToString();
        foreach (var (range, statuses) in ((string?, HttpStatusCode[])[])
            [(null, [HttpStatusCode.OK]), ("bytes=0-3", [HttpStatusCode.PartialContent]), ("bytes=-2", [HttpStatusCode.PartialContent]), ("bytes=999999-", [HttpStatusCode.RequestedRangeNotSatisfiable]),
             ("bytes=0-0,2-2,4-4", [HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.RequestedRangeNotSatisfiable]), ("bytes=5-1", [HttpStatusCode.OK]), ("lines=1-2", [HttpStatusCode.OK, HttpStatusCode.PartialContent]),
             ("bytes=" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"{i}-{i}")), [HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.RequestedRangeNotSatisfiable])])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Range", range);
            var answer = await dispatcher.SendAsync(request);
            answer.Status.ShouldBeOneOf(statuses, range);
            answer.Message.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], range);
            string.Join(' ', answer.Message.Headers.GetValues("Content-Security-Policy")).ShouldContain("sandbox", customMessage: range);
            answer.Message.Headers.CacheControl!.NoStore.ShouldBeTrue(range);
            Encoding.UTF8.GetByteCount(answer.Text).ShouldBeLessThanOrEqualTo(text.Length * 2, range);
            if (answer.Status == HttpStatusCode.OK)
            {
                answer.Message.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment", range);
            }

            using var asked = new HttpRequestMessage(HttpMethod.Get, address);
            asked.Headers.TryAddWithoutValidation("Range", range);
            (await county.Anonymous.SendAsync(asked)).Status.ShouldBe(HttpStatusCode.Unauthorized, range);
            using var elsewhere = new HttpRequestMessage(HttpMethod.Get, address);
            elsewhere.Headers.TryAddWithoutValidation("Range", range);
            (await (await county.AsAsync("other-town")).SendAsync(elsewhere)).Status.ShouldBe(HttpStatusCode.NotFound, range);
        }
    }

    [DatabaseTheory]
    public async Task Uploads_CutOffOrLying_LeaveNothingBehind(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var (before, rows) = (Stored(county), await county.RowCountsAsync());
        var token = dispatcher.Client.DefaultRequestHeaders.Authorization!.ToString();
        var start = $"POST /api/v1/cases/{number}/attachments HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=fq\r\n";
        var part = $"--fq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{new string('a', 200_000)}";
        foreach (var cut in (string[])
            [
                $"{start}Content-Length: 400000\r\n\r\n{part}", $"{start}Content-Length: 400000\r\n\r\n{part}\r\n--fq\r\n", $"{start}Transfer-Encoding: chunked\r\n\r\n30d40\r\n{new string('a', 100_000)}",
                $"{start}Content-Length: {part.Length}\r\n\r\n{part}", $"{start}Content-Length: 10\r\n\r\n{part[..10]}",
            ])
        {
            var answers = await RawHttp.SendAsync(county, cut, closesAfter: true);
            answers.Statuses.ShouldNotContain(201);
        }

        (await Eventually.HoldsAsync(() => Task.FromResult(Stored(county) == before), TimeSpan.FromSeconds(15))).ShouldBeTrue(Stored(county));
        (await county.RowCountsAsync()).ShouldBe(rows);
        (await dispatcher.AttachAsync(number, Encoding.UTF8.GetBytes("好"), "a.txt")).Status.ShouldBe(HttpStatusCode.Created);
    }

    private static Task<Answer> SendAsync(Api person, string number, string name)
    {
        var content = new ByteArrayContent(Pictures.Png);
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString(name)}").ShouldBeTrue();
        var form = new MultipartFormDataContent { content, { new StringContent("other"), "stage" } };
        return person.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/attachments") { Content = form });
    }

    /// <summary>Every stored or half-received file.</summary>
    private static string Stored(County county) =>
        string.Join('\n', Directory.EnumerateFiles(county.Database.DataFolder, "*", SearchOption.AllDirectories).Where(f => f.Contains("attachments", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>What lies beside the data, where a path that was believed would lead.</summary>
    private static string Outside(County county) =>
        string.Join('\n', Directory.EnumerateFileSystemEntries(county.Database.DataFolder).Order(StringComparer.Ordinal).Where(f => !f.Contains("fengqiao.db", StringComparison.Ordinal)));
}
