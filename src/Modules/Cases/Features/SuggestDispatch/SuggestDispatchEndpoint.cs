using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.SuggestDispatch;

internal static class SuggestDispatchEndpoint
{
    public static void MapSuggestDispatch(this IEndpointRouteBuilder api) =>
        api.MapPost("/cases/suggestions", async Task<IResult> (SuggestRequest request, SuggestDispatchHandler handler, CurrentActor current, HttpContext context, CancellationToken ct) =>
                current.Actor.Can(Rights.CasesRegister) || current.Actor.Can(Rights.CasesDispatch)
                    ? TypedResults.Ok(await handler.HandleAsync(request, ct))
                    : Problems.Result(context, CaseErrors.NotAllowed))
            .RequireAuthorization()
            .WithName("SuggestDispatch").WithTags("Cases").WithSummary("Proposals for a draft: category, unit, likely duplicates")
            .Produces<Suggestions>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
}
