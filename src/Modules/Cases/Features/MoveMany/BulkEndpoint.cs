using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.MoveMany;

/// <summary>
/// Takes the form of the preview and answers with the report. It is shown at once rather than redirected to: loaded again, it is
/// sent again with its key, which changes nothing and reports the same.
/// </summary>
internal static class BulkEndpoint
{
    public static void MapBulkMoves(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/bulk", async Task<IResult> (IFormCollection form, BulkMoves bulk, ErrorTexts texts, CancellationToken ct) =>
            {
                if (!BulkMoves.TryMove(form["do"], out var move))
                {
                    return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
                }

                var chosen = BulkMoves.Chosen(form["n"]);
                if (chosen.Failed(out var error))
                {
                    return PageAnswer.Of<BulkPage>(Problems.Status(error.Kind), (nameof(BulkPage.Problem), texts.Of(error)), (nameof(BulkPage.From), form["list"].ToString()));
                }

                var request = new BulkRequest(form["do"].ToString(), [.. chosen.Value.Select(n => new BulkChoice(n, VersionOf(form, n)))], form["unit"], form["text"]);
                var lines = await bulk.MakeAsync(move, request, ct);
                return PageAnswer.Of<BulkPage>(
                    StatusCodes.Status200OK,
                    (nameof(BulkPage.Report), lines),
                    (nameof(BulkPage.Made), request.Move),
                    (nameof(BulkPage.From), form["list"].ToString()));
            })
            .RequireAuthorization()
            .ExcludeFromDescription()
            .WithOrder(-1);

    private static int VersionOf(IFormCollection form, string number) =>
        int.TryParse(form["v." + number], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
