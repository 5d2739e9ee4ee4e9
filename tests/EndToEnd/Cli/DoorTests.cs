using System.Net;
using System.Text;
using System.Text.Json;
using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Cli;

/// <summary>What every door has in common: headers, limits, shapes of errors.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private InProcessServer _server = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _server = await InProcessServer.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _database.Dispose();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/v1/regions")]
    [InlineData("/no-such-page")]
    [InlineData("/openapi/v1.json")]
    public async Task Answer_CarriesSecurityHeadersAndDoesNotNameTheServer(string path)
    {
        using HttpResponseMessage answer = await _server.Client.GetAsync(new Uri(path, UriKind.Relative));

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("over plain HTTP browsers must not take it, and a county may try the server without TLS first");
    }

    [Theory]
    [InlineData("GET", "/api/v1/no-such-thing", "platform.not-found", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/regions", "platform.method-not-allowed", HttpStatusCode.MethodNotAllowed)]
    public async Task UnknownAddress_OfTheApi_AnswersAProblem(string method, string path, string code, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage answer = await _server.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
        (await CodeOf(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task UnknownPage_AnswersABrowserWithAPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no-such-page");
        request.Headers.Accept.ParseAdd("text/html");
        using HttpResponseMessage answer = await _server.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task OversizedJson_IsRefusedWithAProblem()
    {
        using var body = new StringContent("{\"title\":\"" + new string('x', 2_000_000) + "\"}", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _server.Client.PostAsync(new Uri("/api/v1/reports", UriKind.Relative), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CodeOf(answer)).ShouldBe("platform.too-large");
    }

    [Fact]
    public async Task OpenApi_DescribesTheCasesAndSignIn()
    {
        using JsonDocument api = JsonDocument.Parse(await _server.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));

        JsonElement post = api.RootElement.GetProperty("paths").GetProperty("/api/v1/cases").GetProperty("post");
        post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldContain("Idempotency-Key");
        post.GetProperty("responses").TryGetProperty("default", out _).ShouldBeTrue();
        api.RootElement.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("bearer", out _).ShouldBeTrue();
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using JsonDocument problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
