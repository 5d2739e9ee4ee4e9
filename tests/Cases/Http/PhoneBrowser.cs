using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>A page as a phone without JavaScript gets it.</summary>
/// <param name="Leads">Path and query of the page it sends the browser to.</param>
internal sealed record Page(HttpStatusCode Status, string Html, string? Leads)
{
    /// <summary>What is in a field; empty where it is not there.</summary>
    public string ValueOf(string name) => WebUtility.HtmlDecode(
        Regex.Match(Html, $"<input[^>]* name=\"{name}\"[^>]* value=\"([^\"]*)\"", RegexOptions.NonBacktracking) is { Success: true } input ? input.Groups[1].Value
        : Regex.Match(Html, $"<textarea[^>]* name=\"{name}\"[^>]*>([^<]*)<", RegexOptions.NonBacktracking).Groups[1].Value);

    public IReadOnlyList<string> CodesToKeep => [.. Regex.Matches(Html, "<output data-code>(?<code>[^<]+)<", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Select(m => m.Groups["code"].Value)];
}

/// <summary>A citizen's phone: keeps cookies, follows where forms lead, runs no scripts.</summary>
internal sealed partial class PhoneBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public PhoneBrowser(Uri server)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = server };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public async Task<Page> OpenAsync(string path) => await ReadAsync(await _client.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<byte[]> BytesAsync(string path) => await _client.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>Says that it understands compressed answers, as every browser does.</summary>
    public void TakesCompressed() => _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

    /// <summary>A text, and how many bytes of it travelled.</summary>
    public async Task<(string Text, int Bytes)> WeighAsync(string path)
    {
        using var message = await _client.GetAsync(new Uri(path, UriKind.Relative));
        message.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        var bytes = await message.Content.ReadAsByteArrayAsync();
        return (Text(message, bytes), bytes.Length);
    }

    /// <summary>Fills in the form of that name on a page and sends it; nothing is followed.</summary>
    public Task<Page> SendAsync(string path, Page page, string form, params (string Name, string Value)[] fields) => SendAsync(path, page, form, null, fields);

    /// <param name="photo">Sent along as a picture.</param>
    public async Task<Page> SendAsync(string path, Page page, string form, byte[]? photo, params (string Name, string Value)[] fields)
    {
        var part = FormOf(page.Html, form);
        var values = Hidden().Matches(part).Select(m => (Name: m.Groups[1].Value, Value: WebUtility.HtmlDecode(m.Groups[2].Value))).Concat(fields);
        if (!part.Contains("multipart/form-data", StringComparison.Ordinal))
        {
            return await ReadAsync(await _client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value)))));
        }

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in values)
        {
            content.Add(new StringContent(value), name);
        }

        if (photo is not null)
        {
            content.Add(new ByteArrayContent(photo), "photos", "photo.png");
        }

        return await ReadAsync(await _client.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    /// <summary>Presses the button of a form that says by its address, and not by a name, what it does.</summary>
    public async Task<Page> PostAsync(string path, Page page) => await ReadAsync(await _client.PostAsync(
        new Uri(path, UriKind.Relative),
        new FormUrlEncodedContent(Hidden().Matches(page.Html).Where(m => m.Groups[1].Value == "__RequestVerificationToken").Take(1).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))))));

    /// <summary>Opens a page, sends its form and opens the page it leads to.</summary>
    public async Task<Page> GoAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var sent = await SendAsync(path, await OpenAsync(path), form, fields);
        return sent.Leads is { } next ? await OpenAsync(next) with { Leads = next } : sent;
    }

    /// <summary>The first two steps.</summary>
    public async Task<Page> DescribeAsync(string description, params (string Name, string Value)[] place)
    {
        (await GoAsync("/report", "what", ("description", description))).Leads.ShouldBe("/report/where");
        return await GoAsync("/report/where", "where", place);
    }

    /// <summary>Loses what the browser has kept under a name.</summary>
    public void Lose(string cookie)
    {
        foreach (Cookie kept in _cookies.GetAllCookies())
        {
            kept.Expired |= kept.Name.StartsWith(cookie, StringComparison.Ordinal);
        }
    }

    /// <summary>The longest Cookie header a request to a path carries.</summary>
    public int CookieBytes(string path) => _cookies.GetCookieHeader(new Uri(_client.BaseAddress!, path)).Length;

    public void Dispose() => _client.Dispose();

    private async Task<Page> ReadAsync(HttpResponseMessage message)
    {
        var leads = message.Headers.Location is { } to ? new Uri(_client.BaseAddress!, to).PathAndQuery : null;
        return new Page(message.StatusCode, Text(message, await message.Content.ReadAsByteArrayAsync()), leads);
    }

    private static string Text(HttpResponseMessage message, byte[] bytes)
    {
        using Stream content = message.Content.Headers.ContentEncoding.Contains("gzip")
            ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new MemoryStream(bytes);
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }

    private static string FormOf(string html, string name)
    {
        var at = html.IndexOf(string.Create(CultureInfo.InvariantCulture, $"name=\"_handler\" value=\"{name}\""), StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, $"There is no form {name}:\n{html}");
        var start = html.LastIndexOf("<form", at, StringComparison.Ordinal);
        return html[start..html.IndexOf("</form>", at, StringComparison.Ordinal)];
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
