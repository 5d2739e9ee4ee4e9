using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Web.Hosting;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.MakeMove;

/// <summary>A move made with one click from a list; the answer leads back to the list, with a word about what became of it.</summary>
internal static class NextMoveEndpoint
{
    public static void MapNextMove(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/next", async Task<IResult> (IFormCollection form, CaseMover mover, CancellationToken ct) =>
            {
                var back = form["back"].ToString() is var wanted && Links.IsLocal(wanted) ? wanted : "/work";
                if (form["what"].ToString().Split(':') is not [var move, var number, var seen]
                    || !CaseCodes.TryParse<CaseMove>(move, out var made) || made is CaseMove.Register or CaseMove.Rate
                    || !int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                {
                    return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
                }

                var moved = await mover.HandleAsync(number, made, version, new MoveRequest(), ct);
                return PageAnswer.See(moved.IsSuccess
                    ? Links.With(back, ("moved", $"{move}:{number}"), ("stale", null))
                    : Links.With(back, ("stale", number), ("moved", null)));
            })
            .RequireAuthorization()
            .ExcludeFromDescription();
}
