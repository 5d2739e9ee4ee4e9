using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>A county's server speaks HTTP to a proxy that has the certificate; what the browser is told must fit https.</summary>
public sealed class BehindProxyTests
{
    [Fact]
    public async Task Https_AtATrustedProxy_GivesCookiesOfThisHostOnly_AndAsksForHttpsFromNowOn()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Directory.CreateDirectory(database.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(database.DataFolder, "fengqiao.json"), """{ "trustedProxies": ["127.0.0.1"] }""");
        await using var server = await InProcessServer.StartAsync(database);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await server.Client.SendAsync(request);

        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldNotBeEmpty();
        cookies.ShouldAllBe(c => c.StartsWith("__Host-fq.", StringComparison.Ordinal) && c.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Https_AtATrustedProxy_TakesNoCookieThatAnotherHostCouldHaveSet()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Directory.CreateDirectory(database.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(database.DataFolder, "fengqiao.json"), """{ "trustedProxies": ["127.0.0.1"] }""");
        await using var server = await InProcessServer.StartAsync(database);

        (await LanguageAsync(server, "__Host-.AspNetCore.Culture")).ShouldBe("en");
        (await LanguageAsync(server, ".AspNetCore.Culture")).ShouldBe("zh-Hans");
    }

    private static async Task<string> LanguageAsync(InProcessServer server, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Cookie", $"{cookie}=c%3Den%7Cuic%3Den");
        using var answer = await client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        return page.Split("<html lang=\"", 2)[1].Split('"')[0];
    }

    [Fact]
    public async Task Https_ClaimedByAnybodyElse_IsNotBelieved()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var server = await InProcessServer.StartAsync(database);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await server.Client.SendAsync(request);

        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        answer.Headers.GetValues("Set-Cookie").ShouldAllBe(c => !c.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }
}
