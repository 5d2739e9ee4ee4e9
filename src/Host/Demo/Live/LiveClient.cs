using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fengqiao.Host.Demo.Live;

/// <param name="Body">The JSON of the answer; undefined where it had none.</param>
internal readonly record struct LiveAnswer(HttpStatusCode Status, JsonElement Body)
{
    public bool IsGood => (int)Status is >= 200 and < 300;

    public string Text(string property) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out var value) ? value.ToString() : "";
}

/// <summary>A lawful client of the public API: one key an act, the version it saw with every move, and patience where it is asked to wait.</summary>
internal sealed class LiveClient(HttpClient http, LiveFigures figures, TimeProvider time)
{
    private const int MostTries = 6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<LiveAnswer> GetAsync(string path, string? token, CancellationToken ct) => SendAsync(HttpMethod.Get, path, token, null, null, ct);

    public Task<LiveAnswer> PostAsync(string path, string? token, object body, CancellationToken ct, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, token, () => JsonContent.Create(body, options: Json), ifMatch, ct);

    public Task<LiveAnswer> UploadAsync(string path, string? token, string stage, byte[] picture, CancellationToken ct) => SendAsync(HttpMethod.Post, path, token, () =>
    {
        var file = new ByteArrayContent(picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return new MultipartFormDataContent { { new StringContent(stage), "stage" }, { file, "file", $"{stage}-demo.png" } };
    }, null, ct);

    private async Task<LiveAnswer> SendAsync(HttpMethod method, string path, string? token, Func<HttpContent>? content, string? ifMatch, CancellationToken ct)
    {
        // The same key for every try: should an answer get lost, the server gives the first one again.
        var key = Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
        var attempt = 0;
        while (true)
        {
            attempt++;
            using var request = new HttpRequestMessage(method, path);
            request.Content = content?.Invoke();
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (content is not null)
                request.Headers.Add("Idempotency-Key", key);
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            var began = time.GetTimestamp();
            using var response = await http.SendAsync(request, ct);
            var body = await ReadAsync(response, ct);
            figures.Answered(time.GetElapsedTime(began));
            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == MostTries)
                return new LiveAnswer(response.StatusCode, body);
            figures.Waiting();
            var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, ct);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken ct) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? await response.Content.ReadFromJsonAsync<JsonElement>(ct)
            : default;
}
