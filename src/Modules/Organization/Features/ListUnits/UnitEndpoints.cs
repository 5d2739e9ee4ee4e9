using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Organization.Features.ListUnits;

/// <param name="RegionName">Name of the region it serves.</param>
/// <param name="Phone">The number that citizens may call.</param>
internal sealed record UnitView(Guid Id, string Code, string Name, UnitKind Kind, RegionCode Region, string RegionName, string? Phone);

/// <summary>The units that work today, for whoever is signed in.</summary>
internal static class UnitEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/units", List).WithTags("Organization").WithName("ListUnits").WithSummary("The units that work today, in order of their codes").RequireAuthorization();

    private static Results<Ok<PageOf<UnitView>>, ProblemHttpResult> List(
        HttpContext context, IUnitDirectory units, IRegionDirectory regions, string? region, string? kind, string? q, int? page, int? pageSize)
    {
        if (Paging.From(page, pageSize).Failed(out var error))
        {
            return Problems.Result(context, error);
        }

        IEnumerable<UnitInfo> found = units.All;
        if (!string.IsNullOrEmpty(region))
        {
            if (!RegionCode.TryParse(region, out var root))
            {
                return Problems.Result(context, ImportErrors.CodeMalformed.For("region"));
            }

            found = found.Where(u => root.Contains(u.Region));
        }

        if (!string.IsNullOrEmpty(kind))
        {
            if (UnitKinds.Parse(kind) is not { } wanted)
            {
                return Problems.Result(context, OrganizationErrors.KindUnknown(UnitKinds.All).For("kind"));
            }

            found = found.Where(u => u.Kind == wanted);
        }

        if (!string.IsNullOrWhiteSpace(q))
        {
            found = found.Where(u => u.Name.Contains(q.Trim(), StringComparison.OrdinalIgnoreCase) || u.Code.StartsWith(q.Trim(), StringComparison.OrdinalIgnoreCase));
        }

        var all = found.ToList();
        var paging = Paging.From(page, pageSize).Value;
        var items = all.Skip(paging.Skip).Take(paging.PageSize).Select(u => new UnitView(u.Id, u.Code, u.Name, u.Kind, u.Region, regions.Find(u.Region)?.Name ?? u.Region.Value, u.Phone)).ToList();
        return TypedResults.Ok(new PageOf<UnitView>(items, all.Count, paging.Page, paging.PageSize));
    }
}
