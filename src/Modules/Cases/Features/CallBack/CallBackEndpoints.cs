using System.Globalization;
using Fengqiao.Cases.CallingBack;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.CallBack;

internal static class CallBackEndpoints
{
    public static void MapCallBacks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/callbacks", async Task<IResult> (
                string? pile, string? region, string? unit, string? state, int? page, int? pageSize, CallBackList list, HttpContext context, CancellationToken ct) =>
            {
                var paging = Paging.From(page, pageSize);
                return paging.Failed(out var error) ? Problems.Result(context, error)
                    : Answer(context, await list.PageAsync(new CallBackFilter(pile, region, unit, state), paging.Value, ct));
            })
            .RequireAuthorization().WithName("ListCallBacks").WithTags("Call-backs").WithSummary("The telephone list: whom to call back, what is due first on top")
            .WithDescription("pile: to-call, later, asked or ended (the last thirty days).")
            .Produces<PageOf<CallBackView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapGet("/callbacks/figures", async Task<IResult> (string? from, string? to, string? region, string? unit, CallBackFigures figures, HttpContext context, CancellationToken ct) =>
                Answer(context, await figures.ReadAsync(Day(from), Day(to), region, unit, ct)))
            .RequireAuthorization().WithName("CountCallBacks").WithTags("Call-backs").WithSummary("Coverage, and the rates of response, solving and satisfaction, of the call-backs due in a period")
            .WithDescription("from and to: days (yyyy-MM-dd); without them, the thirty days up to today.")
            .Produces<CallBackFigure>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);

        Change<CallBackResult>(api, "result", "RecordCallBack", "Record what the reporter answered; unsolved goes back to the unit, the rest closes", (r, id, body, ct) => r.RecordAsync(id, body, ct));
        Change<CallBackAttempt>(api, "tries", "TryCallBack", "Record a try that brought no answer", (r, id, body, ct) => r.TryAsync(id, body, ct));
        Change<ExclusionRequest>(api, "exclusion", "ExcludeCallBack", "Ask that a call-back does not count, for a reason of the list", (r, id, body, ct) => r.ExcludeAsync(id, body, ct));
        Change<ExclusionDecision>(api, "exclusion/decision", "DecideExclusion", "Agree or not, as the second person", (r, id, body, ct) => r.DecideAsync(id, body, ct));
        api.MapPost("/callbacks/{id:guid}/give-up", async Task<IResult> (Guid id, CallBackRecorder recorder, HttpContext context, CancellationToken ct) => Answer(context, await recorder.GiveUpAsync(id, ct)))
            .Described("GiveUpCallBack", "Close the case after as many tries without an answer as the rule asks for");
    }

    private static void Change<T>(IEndpointRouteBuilder api, string what, string name, string summary, Func<CallBackRecorder, Guid, T, CancellationToken, Task<Result<CallBackOutcome>>> change)
        where T : class =>
        api.MapPost($"/callbacks/{{id:guid}}/{what}", async Task<IResult> (Guid id, T request, CallBackRecorder recorder, HttpContext context, CancellationToken ct) =>
                Answer(context, await change(recorder, id, request, ct)))
            .Described(name, summary);

    private static RouteHandlerBuilder Described(this RouteHandlerBuilder operation, string name, string summary) => operation
        .RequireAuthorization().WithName(name).WithTags("Call-backs").WithSummary(summary)
        .Produces<CallBackOutcome>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static IResult Answer<T>(HttpContext context, Result<T> result) =>
        result.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(result.Value);

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
