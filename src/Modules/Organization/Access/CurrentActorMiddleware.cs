using System.Security.Claims;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Says who acts, for the whole request. A credential that was sent but is no good ends the request here, also where nobody
/// need be signed in: a program with an expired token must not file its cases as an anonymous citizen.
/// </summary>
internal sealed class CurrentActorMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CurrentActor current, AccountDirectory accounts, IUnitDirectory units, SignInPolicy policy)
    {
        current.Source = SourceOf(context);
        if (context.User.Identity?.IsAuthenticated != true)
        {
            if (context.Request.Headers.Authorization.Count > 0)
            {
                await context.ChallengeAsync(TokenAuthentication.SchemeName);
                return;
            }

            await next(context);
            return;
        }

        if (IsCrossSite(context))
        {
            await Problems.WriteAsync(context, OrganizationErrors.CrossSite);
            return;
        }

        if (Sessions.AccountOf(context.User) is { } id && accounts.Find(id) is { } account)
        {
            if (context.User.Identity.AuthenticationType == Sessions.Scheme && !account.HasSecondFactor && !Sessions.IsProvenTwice(context.User) && account.MustHaveSecondFactor(policy) && !MayWithoutFactor(context.Request.Path))
            {
                await AskForFactorAsync(context);
                return;
            }

            var scope = context.User.FindFirstValue(TokenAuthentication.ScopeClaim) ?? "";
            current.Actor = account.ToActor() with
            {
                Scope = scope.Length == 0 ? null : scope.Split(' ').ToHashSet(StringComparer.Ordinal),
            };
            context.User.AddIdentity(new ClaimsIdentity(ClaimsFor(current.Actor, units)));
        }

        await next(context);
    }

    /// <summary>What a person may open who has to set up a second factor first.</summary>
    private static bool MayWithoutFactor(PathString path) =>
        path.StartsWithSegments("/account/second-factor", StringComparison.Ordinal) || path.StartsWithSegments("/sign-out", StringComparison.Ordinal)
        || path.StartsWithSegments("/assets", StringComparison.Ordinal) || path.StartsWithSegments("/culture", StringComparison.Ordinal) || path.StartsWithSegments("/theme", StringComparison.Ordinal);

    private static Task AskForFactorAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.WriteAsync(context, OrganizationErrors.SecondFactorRequired);
        }

        context.Response.Redirect("/account/second-factor");
        return Task.CompletedTask;
    }

    /// <summary>What layouts and menus show.</summary>
    private static IEnumerable<Claim> ClaimsFor(Actor actor, IUnitDirectory units)
    {
        yield return new Claim(WebClaims.DisplayName, actor.DisplayName.Length > 0 ? actor.DisplayName : actor.Account);
        if (actor.Units.Select(units.Find).FirstOrDefault(u => u is not null) is { } unit)
        {
            yield return new Claim(WebClaims.UnitName, unit.Name);
        }

        foreach (var right in actor.Posts.SelectMany(p => p.Rights).Distinct(StringComparer.Ordinal).Where(actor.Can))
        {
            yield return new Claim(AccessClaims.Right, right);
        }
    }

    /// <summary>The peer's address. A forwarded one counts only where the host trusts the proxy and has put it in its place.</summary>
    public static string SourceOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "local";
        }

        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>
    /// True when another site made the browser send a change with the person's cookie. Pages have their antiforgery token;
    /// this guards what takes JSON. Programs send neither header.
    /// </summary>
    private static bool IsCrossSite(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || context.User.Identity?.AuthenticationType != Sessions.Scheme)
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
