using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Organization.Features.SignIn;

/// <summary>What the page's script asks before the browser shows a passkey. It belongs to the page, not to the API.</summary>
internal static class PasskeyEndpoints
{
    public const string Path = "/sign-in/passkey";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, async (HttpContext context, IAntiforgery antiforgery, PasskeySignIn passkeys, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Problems.Result(context, OrganizationErrors.CrossSite);
            }

            context.Response.Headers.CacheControl = "no-store";
            return (IResult)TypedResults.Text(await passkeys.AskAsync(context, ct), "application/json");
        }).AllowAnonymous().ExcludeFromDescription();
}
