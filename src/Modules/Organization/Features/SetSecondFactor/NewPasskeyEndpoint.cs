using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Organization.Features.SetSecondFactor;

/// <summary>What the page's script asks before the browser makes a passkey. It belongs to the page, not to the API.</summary>
internal static class NewPasskeyEndpoint
{
    public const string Path = "/account/second-factor/passkey";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, async (HttpContext context, IAntiforgery antiforgery, SecondFactorDesk desk, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Problems.Result(context, OrganizationErrors.CrossSite);
            }

            context.Response.Headers.CacheControl = "no-store";
            return await desk.AskForPasskeyAsync(context, ct) is { } asked ? (IResult)TypedResults.Text(asked, "application/json") : Problems.Result(context, OrganizationErrors.SignInRequired);
        }).RequireAuthorization().ExcludeFromDescription();
}
