using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Joining;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.HandleJointly;

internal static class WhistleEndpoints
{
    public static void MapWhistles(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{number}/whistles", async Task<IResult> (string number, WhistleRequest request, WhistleWriter writer, HttpContext context, CancellationToken ct) =>
            {
                var called = await writer.CallAsync(number, request, ct);
                return called.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Json(called.Value, statusCode: StatusCodes.Status201Created);
            })
            .RequireAuthorization().WithName("Whistle").WithTags("Joint handling").WithSummary("As a town, call departments to a place about a case")
            .Produces<WhistleView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        api.MapGet("/whistle-calls", async Task<IResult> (string? pile, int? page, int? pageSize, WhistleList list, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, pageSize);
                if (paging.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                return CaseCodes.TryParse<WhistlePile>(pile ?? "waiting", out var wanted)
                    ? TypedResults.Ok(await list.PageAsync(new WhistleFilter(wanted), paging.Value, ct))
                    : Problems.Result(context, CaseErrors.UnknownCode("pile", pile!));
            })
            .RequireAuthorization().WithName("ListWhistleCalls").WithTags("Joint handling").WithSummary("Units that were called, among the cases one may see")
            .WithDescription("pile: waiting, to-score, missing, in-time, late, needless or all.")
            .Produces<PageOf<WhistleLine>>().ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/whistle-figures", async Task<IResult> (string? from, string? to, WhistleList list, CountyClock clock, HttpContext context, CancellationToken ct) =>
            {
                var today = clock.Today;
                return !TryDay(from, new DateOnly(today.Year, 1, 1), out var first) ? Problems.Result(context, CaseErrors.UnknownCode("from", from!))
                    : !TryDay(to, today, out var last) ? Problems.Result(context, CaseErrors.UnknownCode("to", to!))
                    : TypedResults.Ok(await list.FiguresAsync(first, last, ct));
            })
            .RequireAuthorization().WithName("CountWhistles").WithTags("Joint handling").WithSummary("Co-handling response: on-time arrivals of units, and how towns call")
            .Produces<WhistleFigures>().ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/whistle-calls/{id:guid}/{act}", async Task<IResult> (Guid id, string act, CallRequest request, WhistleWriter writer, HttpContext context, CancellationToken ct) =>
            {
                var version = Versions.FromIfMatch(context.Request);
                if (version.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                var done = await writer.ActAsync(id, act, version.Value, request, ct);
                if (done.Failed(out error))
                {
                    return Problems.Result(context, error);
                }

                context.Response.Headers.ETag = Versions.Tag(done.Value.Version);
                return TypedResults.Ok(done.Value);
            })
            .RequireAuthorization().WithName("ActOnWhistleCall").WithTags("Joint handling").WithSummary("Acknowledge, arrive, answer, call off, score")
            .WithDescription("act: acknowledge, arrive, answer, call-off, score-unit or score-call. If-Match carries the version last seen.")
            .Produces<WhistleCallView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>A day as the API writes it; another one where none is given.</summary>
    private static bool TryDay(string? text, DateOnly other, out DateOnly day)
    {
        day = other;
        return string.IsNullOrEmpty(text) || (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 2200);
    }
}
