using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengqiao.TestKit;

/// <summary>
/// An OpenID Connect provider inside the test process that signs anybody on at once and can be made to lie: each part of what it says may be
/// changed, and each has to be refused. That honest sign-on works is shown against a real provider as well.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, (string Nonce, string Client, string Challenge)> _codes = new(StringComparer.Ordinal);

    private TestProvider(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    /// <summary>http://127.0.0.1 and the port.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Who comes next.</summary>
    public string Subject { get; set; } = "subject-1";

    /// <summary>Claims besides the required ones; a required one may be replaced, or left out with null.</summary>
    public Dictionary<string, object?> Claims { get; } = new(StringComparer.Ordinal);

    public TokenSignature Signature { get; set; } = TokenSignature.Own;

    /// <summary>Changes the parameters of the answer in the browser.</summary>
    public Action<Dictionary<string, string?>>? Answer { get; set; }

    /// <summary>Changes the description of the provider.</summary>
    public Action<Dictionary<string, object?>>? Description { get; set; }

    /// <summary>What the token address answers instead of a token.</summary>
    public IResult? TokenAnswer { get; set; }

    /// <summary>What the user-info address answers; null for the claims of the token.</summary>
    public Dictionary<string, object?>? UserInfo { get; set; }

    /// <summary>The token requests that came without the verifier of their code's challenge.</summary>
    public int WithoutVerifier { get; private set; }

    public static async Task<TestProvider> StartAsync(TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var provider = new TestProvider(app, time);
        app.MapGet("/.well-known/openid-configuration", () => TypedResults.Json(provider.Describe()));
        app.MapGet("/keys", () => TypedResults.Json(new { keys = new[] { TestTokens.PublicKey(provider._key) } }));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/me", () => TypedResults.Json(provider.UserInfo ?? provider.AllClaims("", "")));
        app.MapGet("/leave", (HttpRequest request) => TypedResults.Redirect(QueryHelpers.AddQueryString(request.Query["post_logout_redirect_uri"].ToString(), "state", request.Query["state"].ToString())));
        await app.StartAsync();
        provider.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        return provider;
    }

    /// <summary>Honest again.</summary>
    public void Reset()
    {
        (Subject, Signature, Answer, Description, TokenAnswer, UserInfo) = ("subject-1", TokenSignature.Own, null, null, null, null);
        Claims.Clear();
    }

    /// <summary>Nobody answers at the address any more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private Dictionary<string, object?> Describe()
    {
        var description = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/me",
            ["end_session_endpoint"] = Issuer + "/leave",
            ["jwks_uri"] = Issuer + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["authorization_response_iss_parameter_supported"] = true,
        };
        Description?.Invoke(description);
        return description;
    }

    private IResult Authorize(HttpRequest request)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (request.Query["nonce"].ToString(), request.Query["client_id"].ToString(), request.Query["code_challenge"].ToString());
        var answer = new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = request.Query["state"], ["iss"] = Issuer };
        Answer?.Invoke(answer);
        return TypedResults.Redirect(QueryHelpers.AddQueryString(request.Query["redirect_uri"].ToString(), answer));
    }

    // A code works as often as it is brought: what keeps an answer from being used twice must be the platform's own.
    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        if (TokenAnswer is not null)
        {
            return TokenAnswer;
        }

        if (!_codes.TryGetValue(form["code"].ToString(), out var asked))
        {
            return TypedResults.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        if (TestTokens.ChallengeOf(form["code_verifier"].ToString()) != asked.Challenge)
        {
            WithoutVerifier++;
        }

        string token = TestTokens.Sign(AllClaims(asked.Nonce, asked.Client), _key, Signature);
        return TypedResults.Json(new { access_token = "access-secret", token_type = "Bearer", expires_in = 300, id_token = token });
    }

    private Dictionary<string, object?> AllClaims(string nonce, string client)
    {
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer, ["sub"] = Subject, ["aud"] = client, ["nonce"] = nonce, ["iat"] = now, ["exp"] = now + 300,
            ["auth_time"] = now.ToString(CultureInfo.InvariantCulture),
        };
        foreach ((string name, object? value) in Claims)
        {
            claims[name] = value;
        }

        return claims.Where(c => c.Value is not null).ToDictionary(StringComparer.Ordinal);
    }
}
