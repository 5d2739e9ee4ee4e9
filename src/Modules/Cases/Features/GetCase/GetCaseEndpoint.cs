using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Reading;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.GetCase;

internal static class GetCaseEndpoint
{
    public static void MapGetCase(this IEndpointRouteBuilder api) =>
        api.MapGet("/cases/{number}", async Task<IResult> (string number, GetCaseHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var found = await handler.HandleAsync(number, ct);
                if (found.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                context.Response.Headers.ETag = Versions.Tag(found.Value.Summary.Version);
                return TypedResults.Ok(found.Value);
            })
            .RequireAuthorization()
            .WithName("GetCase").WithTags("Cases").WithSummary("One case")
            .Produces<CaseView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
