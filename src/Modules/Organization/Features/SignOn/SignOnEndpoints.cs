using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Platform.Access;
using Fengqiao.Web;
using Fengqiao.Web.Hosting;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>
/// Leads to the county's sign-on and out of it. Neither changes anything here.
/// </summary>
internal static class SignOnEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignOnPaths.Start, (HttpContext context, string? returnUrl, CountySignOn signOn, SignOnHandler handler, IOptions<FengqiaoWebOptions> web) =>
            GoAsync(context, signOn, handler, new AuthenticationProperties { RedirectUri = Links.IsLocal(returnUrl) ? returnUrl : web.Value.HomePath })).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(SignOnPaths.Bind, (HttpContext context, CountySignOn signOn, SignOnHandler handler, CurrentActor current) =>
        {
            var properties = new AuthenticationProperties { RedirectUri = SignOnPaths.Binding };
            properties.Items[SignOnEvents.BindItem] = current.Actor.AccountId?.ToString("N");
            return GoAsync(context, signOn, handler, properties);
        }).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet(SignOnPaths.Out, LeaveAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task GoAsync(HttpContext context, CountySignOn signOn, SignOnHandler handler, AuthenticationProperties properties)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (signOn.Provider is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await context.ChallengeAsync(SignOnServices.Scheme, properties);
        }
        catch (Exception e) when (SignOnFailures.IsUnreachable(e) || e is AuthenticationFailureException)
        {
            await handler.RefuseAsync(context, SignOnRefusal.Unreachable, SignOnFailures.CodeOf(e), context.RequestAborted);
        }
    }

    /// <summary>Ends the session at the provider too (RP-initiated), where it offers that.</summary>
    private static async Task LeaveAsync(HttpContext context, CountySignOn signOn)
    {
        const string done = "/sign-in?signedOut=true";
        context.Response.Headers.CacheControl = "no-store";
        if (signOn.Provider is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await context.SignOutAsync(SignOnServices.Scheme, new AuthenticationProperties { RedirectUri = done });
        }
        catch (Exception e) when (SignOnFailures.IsUnreachable(e) || e is InvalidOperationException)
        {
            // The provider does not answer, or has no address for it: here the session is over all the same.
            context.GoTo(done);
        }
    }
}
