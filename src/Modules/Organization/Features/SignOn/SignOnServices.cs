using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>
/// Sets up ASP.NET Core's OpenID Connect handler: code flow with PKCE, state and nonce bound to the browser, an ID token of which every
/// part is checked. Nothing of it is there where the settings name no provider.
/// </summary>
internal static class SignOnServices
{
    public const string Scheme = "Provider";

    private static readonly TimeSpan ProviderPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a person may take at the provider.</summary>
    private static readonly TimeSpan PersonPatience = TimeSpan.FromMinutes(15);

    /// <summary>By how much the clocks of two machines of one county may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Signatures by a key that only the provider has. "none" and those made with a shared secret are no proof of it.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<SignOnHandler>().AddScoped<GroupPosts>().AddScoped<NewPerson>().AddScoped<SignOnEvents>();
        services.AddOptions<AuthenticationOptions>().Configure<CountySignOn>((o, signOn) =>
        {
            if (signOn.Provider is not null)
            {
                o.AddScheme<OpenIdConnectHandler>(Scheme, displayName: null);
            }
        });
        services.AddTransient<OpenIdConnectHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<CountySignOn, CountyClock>((o, signOn, clock) =>
        {
            if (signOn.Provider is { } provider)
            {
                Configure(o, provider, clock);
            }
        });
    }

    private static void Configure(OpenIdConnectOptions options, SignOnProvider provider, CountyClock clock)
    {
        options.TimeProvider = clock.Time;
        options.Authority = provider.Issuer;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.RequireHttpsMetadata = provider.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        options.BackchannelTimeout = ProviderPatience;
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        options.RemoteAuthenticationTimeout = PersonPatience;

        options.ResponseType = OpenIdConnectResponseType.Code;
        // A plain redirect back: then cookies need not go along with what other sites post, and sign-on works without https too.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Prepend(OpenIdConnectScope.OpenId).Distinct(StringComparer.Ordinal))
        {
            options.Scope.Add(scope);
        }

        options.CallbackPath = SignOnPaths.Callback;
        options.SignedOutCallbackPath = SignOnPaths.Left;
        // Sign-out that another site starts: sessions end here by themselves, and nobody else's page shall end them.
        options.RemoteSignOutPath = default;
        options.SignInScheme = Sessions.Scheme;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = provider.UserInfo;
        options.MapInboundClaims = false;
        options.ClaimActions.Clear();
        options.DisableTelemetry = true;
        options.TokenValidationParameters = Checks(provider, clock);
        NameCookies(options);
        options.EventsType = typeof(SignOnEvents);
    }

    private static TokenValidationParameters Checks(SignOnProvider provider, CountyClock clock) => new()
    {
        ValidAudience = provider.ClientId,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        NameClaimType = "sub",
        // The framework would also believe the issuer that the provider's own description names.
        IssuerValidator = (issuer, _, _) => string.Equals(issuer, provider.Issuer, StringComparison.Ordinal)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("Another issuer."),
        LifetimeValidator = (from, until, _, _) => until is { } end && clock.UtcNow < end + ClockSkew && (from is not { } begin || begin - ClockSkew <= clock.UtcNow),
    };

    private static void NameCookies(OpenIdConnectOptions options)
    {
        options.CorrelationCookie.Name = "fq.state.";
        options.NonceCookie.Name = "fq.nonce.";
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.HttpOnly = true;
            cookie.IsEssential = true;
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
