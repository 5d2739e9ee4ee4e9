using Fengqiao.Cases.Callers;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.LookUpCaller;

/// <param name="Phone">As it was typed or shown by the telephone system.</param>
internal sealed record LookUpCallerRequest(string? Phone);

internal static class LookUpCallerEndpoint
{
    /// <summary>A POST although it reads: addresses end up in logs and histories, and this one would hold a telephone number.</summary>
    public static void MapLookUpCaller(this IEndpointRouteBuilder api) =>
        api.MapPost("/callers/look-up", async Task<IResult> (LookUpCallerRequest request, CallerLookUp handler, HttpContext context, CancellationToken ct) =>
            {
                var found = await handler.HandleAsync(request.Phone, ct);
                return found.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(found.Value);
            })
            .RequireAuthorization()
            .WithName("LookUpCaller").WithTags("Cases").WithSummary("Earlier matters of a caller, by telephone number; audited")
            .Produces<CallerView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
}
