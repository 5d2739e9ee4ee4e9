using System.Security.Claims;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Access;
using Fengqiao.Web;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>What this platform checks besides the framework, and what follows once an answer of the provider was believed or refused.</summary>
internal sealed class SignOnEvents(CountySignOn signOn, SignOnHandler handler, IOptions<FengqiaoWebOptions> web) : OpenIdConnectEvents
{
    /// <summary>Set by somebody signed in who came to bind their account.</summary>
    public const string BindItem = "fq.bind";

    private const string AuthorizedParty = "azp";

    private SignOnProvider Provider => signOn.Provider!;

    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        var configuration = await DescriptionAsync(context.Options, context.HttpContext.RequestAborted);
        if (!string.Equals(configuration.Issuer, Provider.Issuer, StringComparison.Ordinal))
        {
            throw new AuthenticationFailureException("The provider's description names another issuer.");
        }

        if (web.Value.PublicUrl is { } site)
        {
            context.ProtocolMessage.RedirectUri = Whole(site, context.Options.CallbackPath);
        }
    }

    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        // No token was kept that could say who leaves; the provider learns from which platform.
        context.ProtocolMessage.ClientId = Provider.ClientId;
        if (web.Value.PublicUrl is { } site)
        {
            context.ProtocolMessage.PostLogoutRedirectUri = Whole(site, context.Options.SignedOutCallbackPath);
        }

        return Task.CompletedTask;
    }

    /// <summary>RFC 9207: the answer says whose it is, so that a code of one provider is never sent to another.</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (handler.Refused(context.HttpContext))
        {
            await handler.RefuseAsync(context.HttpContext, SignOnRefusal.TooMany, null, context.HttpContext.RequestAborted);
            context.HandleResponse();
            return;
        }

        var configuration = await DescriptionAsync(context.Options, context.HttpContext.RequestAborted);
        var issuer = context.ProtocolMessage.Iss;
        if (issuer is null ? configuration.AuthorizationResponseIssParameterSupported : !string.Equals(issuer, Provider.Issuer, StringComparison.Ordinal))
        {
            context.Fail(new SecurityTokenInvalidIssuerException("The answer is another issuer's."));
        }
    }

    /// <summary>OpenID Connect Core 3.1.3.7, 3 to 6: signed, and meant for this platform alone or made out to it.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        // In the code flow the framework lets a token pass that is not signed at all, since it came over TLS from the provider itself. Here
        // the provider may be reached through machines that take TLS apart.
        if (context.SecurityToken.RawSignature.Length == 0)
        {
            context.Fail(new SecurityTokenInvalidSignatureException("The token is not signed."));
            return Task.CompletedTask;
        }

        var audiences = context.SecurityToken.Audiences.ToList();
        var party = context.Principal!.FindFirstValue(AuthorizedParty);
        if ((audiences.Count > 1 && party is null) || (party is not null && party != Provider.ClientId))
        {
            context.Fail(new SecurityTokenInvalidAudienceException("The token was made out to another client."));
        }

        return Task.CompletedTask;
    }

    /// <summary>The framework has compared its subject with the token's.</summary>
    public override Task UserInformationReceived(UserInformationReceivedContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        foreach (var type in (string[])[Provider.GroupsClaim, Provider.NameClaim, Provider.AccountClaim])
        {
            if (context.User.RootElement.TryGetProperty(type, out var value))
            {
                identity.AddClaims(Texts(value).Select(text => new Claim(type, text)));
            }
        }

        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        await handler.ArriveAsync(context.HttpContext, context.Principal!, context.Properties!, context.ReturnUri, context.HttpContext.RequestAborted);
        context.HandleResponse();
    }

    public override async Task AccessDenied(AccessDeniedContext context)
    {
        await handler.RefuseAsync(context.HttpContext, SignOnRefusal.Declined, null, context.HttpContext.RequestAborted);
        context.HandleResponse();
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        await handler.RefuseAsync(context.HttpContext, SignOnFailures.Of(context.Failure, context.Properties is not null), SignOnFailures.CodeOf(context.Failure), context.HttpContext.RequestAborted);
        context.HandleResponse();
    }

    private static Task<OpenIdConnectConfiguration> DescriptionAsync(OpenIdConnectOptions options, CancellationToken ct) =>
        (options.ConfigurationManager ?? throw new InvalidOperationException("The handler makes one.")).GetConfigurationAsync(ct);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!),
        _ => [],
    };

    private static string Whole(Uri site, PathString path) => site.ToString().TrimEnd('/') + path;
}
