using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.MakeMove;

internal static class MakeMoveEndpoint
{
    public static void MapMakeMove(this IEndpointRouteBuilder api) =>
        api.MapPost("/cases/{number}/moves/{move}", async Task<IResult> (string number, string move, MoveRequest request, CaseMover handler, HttpContext context, CancellationToken ct) =>
            {
                if (!CaseCodes.TryParse<CaseMove>(move, out var made) || made is CaseMove.Register or CaseMove.Rate)
                {
                    return Problems.Result(context, CaseErrors.UnknownCode("move", move));
                }

                var version = Versions.FromIfMatch(context.Request);
                if (version.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var moved = await handler.HandleAsync(number, made, version.Value, request, ct);
                if (moved.Failed(out error))
                {
                    return Problems.Result(context, error);
                }

                context.Response.Headers.ETag = Versions.Tag(moved.Value.Version);
                return TypedResults.Ok(moved.Value);
            })
            .RequireAuthorization()
            .WithName("MakeMove").WithTags("Cases")
            .WithSummary("Make a move with a case")
            .WithDescription("If-Match carries the version last seen. GET …/moves lists the moves possible now, with the fields each needs.")
            .Produces<MovedCase>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
