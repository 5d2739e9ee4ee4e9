using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Organization.Features.WhoAmI;

internal sealed record PostView(string Role, string RoleName, Guid UnitId, string UnitName, RegionCode Region, string RegionName);

/// <param name="Rights">What the account may do somewhere; with a token, what its scope leaves of it.</param>
internal sealed record MeView(string Account, string Name, IReadOnlyList<string> Roles, IReadOnlyList<Guid> Units, IReadOnlyList<string> Rights, IReadOnlyList<RegionCode> Regions, IReadOnlyList<PostView> Posts);

/// <summary>Who the caller is and what that lets them do.</summary>
internal sealed class WhoAmIHandler(CurrentActor current, AccountDirectory accounts, IUnitDirectory units, IRegionDirectory regions)
{
    public MeView Answer()
    {
        var actor = current.Actor;
        return new MeView(
            actor.Account,
            actor.DisplayName,
            [.. actor.Posts.Select(p => p.Role).Distinct()],
            actor.Units,
            [.. actor.Posts.SelectMany(p => p.Rights).Distinct().Where(actor.Can).Order(StringComparer.Ordinal)],
            [.. actor.Posts.Select(p => p.Region).Distinct()],
            [.. actor.Posts.Select(p => new PostView(p.Role, accounts.RoleName(p.Role, CultureInfo.CurrentUICulture), p.UnitId, units.Find(p.UnitId)?.Name ?? "", p.Region, regions.Find(p.Region)?.Name ?? p.Region.Value))]);
    }
}

internal static class MeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/me", (HttpContext context, WhoAmIHandler handler) => Answer(context, handler))
            .WithTags("Organization").WithName("WhoAmI").WithSummary("The caller's account, posts and rights").RequireAuthorization();

    private static Ok<MeView> Answer(HttpContext context, WhoAmIHandler handler)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(handler.Answer());
    }
}
