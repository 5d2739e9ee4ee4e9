using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>An answer with its body read.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => Json["code"]?.GetValue<string>();

    /// <summary>Names of the fields that the problem is about.</summary>
    public IEnumerable<string> Fields => (Json["errors"]?.AsArray() ?? []).Select(e => e!["field"]!.GetValue<string>());

    public string? Tag => Message.Headers.ETag?.Tag;
}

/// <summary>One person's or program's way into the API, in words of the work.</summary>
internal sealed class Api(HttpClient client)
{
    private static int _titles;

    public HttpClient Client => client;

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        PostRawAsync(path, JsonSerializer.Serialize(body), "application/json", headers);

    public Task<Answer> PostRawAsync(string path, string body, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        }

        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var message = await client.SendAsync(request);
        return new Answer(message.StatusCode, await message.Content.ReadAsStringAsync(), message);
    }

    /// <summary>Takes a matter in and gives its number.</summary>
    public async Task<string> RegisterAsync(string? title = null, string description = "村口的情况请处理", object? location = null, object? reporter = null, string? category = null, string channel = "window")
    {
        var answer = await PostAsync("/api/v1/cases", new
        {
            title = title ?? $"事项{Interlocked.Increment(ref _titles).ToString(CultureInfo.InvariantCulture)}",
            description,
            channel,
            category,
            location = location ?? new { latitude = County.Latitude, longitude = County.Longitude },
            reporter,
        });
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json["number"]!.GetValue<string>();
    }

    public async Task<int> VersionAsync(string number) => (await GetAsync($"/api/v1/cases/{number}/moves")).Json["version"]!.GetValue<int>();

    /// <summary>Makes a move on the version that is current.</summary>
    public async Task<Answer> MoveAsync(string number, string move, object? body = null) =>
        await MoveAsync(number, move, await VersionAsync(number), body);

    public Task<Answer> MoveAsync(string number, string move, int version, object? body = null) =>
        PostAsync($"/api/v1/cases/{number}/moves/{move}", body ?? new { }, ("If-Match", $"\"{version.ToString(CultureInfo.InvariantCulture)}\""));

    public async Task MovesAsync(string number, params (string Move, object? Body)[] moves)
    {
        foreach (var (move, body) in moves)
        {
            var answer = await MoveAsync(number, move, body);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{move}: {answer.Text}");
        }
    }

    public Task<Answer> AttachAsync(string number, byte[] content, string name, string stage = "other")
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name }, { new StringContent(stage), "stage" } };
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{number}/attachments") { Content = form };

        // So that a refusal arrives before the content is sent, and not instead of it.
        request.Headers.ExpectContinue = true;
        return SendAsync(request);
    }
}
