using Fengqiao.Insight.Alone;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Insight.Features.CheckAlone;

/// <summary>An automatic dispatch as programs read it.</summary>
/// <param name="CategoryConfidence">0 to 1.</param>
/// <param name="IsSampled">Null until the day is over.</param>
/// <param name="Verdict">right, wrong-category, wrong-unit or not-for-a-machine; null while nobody said.</param>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
internal sealed record AutoDispatchLine(
    string Number, string Title, DateTime At, int Reader, string Category, double CategoryConfidence, string Unit, double UnitConfidence, bool? IsSampled, string? Verdict, DateTime? ReturnedAt, int Version);

/// <param name="Verdict">right, wrong-category, wrong-unit or not-for-a-machine.</param>
internal sealed record VerdictRequest(string? Verdict);

internal static class AutoDispatchEndpoints
{
    public static void MapAutoDispatches(this IEndpointRouteBuilder api)
    {
        api.MapGet("/auto-dispatches", async Task<IResult> (string? pile, AloneDesk desk, HttpContext context, CancellationToken ct) =>
            {
                if (!desk.MayCheck)
                {
                    return Problems.Result(context, InsightErrors.AutoNotYours);
                }

                return Of(pile) is { } wanted
                    ? TypedResults.Ok((await desk.ListAsync(wanted, ct)).Select(s => Line(s.Dispatch, s.Case.Title)))
                    : Problems.Result(context, InsightErrors.PileUnknown);
            })
            .RequireAuthorization().WithName("ListAutoDispatches").WithTags("Insight").WithSummary("What was dispatched without a click, newest first, among the cases one may see")
            .WithDescription("pile: to-check, checked or all.")
            .Produces<IReadOnlyList<AutoDispatchLine>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapPost("/auto-dispatches/{number}/verdict", async Task<IResult> (string number, VerdictRequest request, AloneDesk desk, HttpContext context, CancellationToken ct) =>
            {
                if (!desk.MayCheck)
                {
                    return Problems.Result(context, InsightErrors.AutoNotYours);
                }

                var version = Versions.FromIfMatch(context.Request);
                if (version.Failed(out var error))
                {
                    return Problems.Result(context, error);
                }

                if (await desk.FindAsync(number, ct) is not { } seen)
                {
                    return Problems.Result(context, InsightErrors.AutoMissing);
                }

                var judged = await desk.JudgeAsync(seen, request.Verdict, version.Value, ct);
                return judged.Failed(out error) ? Problems.Result(context, error) : TypedResults.Ok(Line(judged.Value, seen.Case.Title));
            })
            .RequireAuthorization().WithName("JudgeAutoDispatch").WithTags("Insight").WithSummary("Say whether an automatic dispatch was right; where too many were not, it switches itself off")
            .WithDescription("If-Match carries the version last seen.")
            .Produces<AutoDispatchLine>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static AutoPile? Of(string? pile) => pile switch
    {
        null or "to-check" => AutoPile.ToCheck,
        "checked" => AutoPile.Checked,
        "all" => AutoPile.All,
        _ => null,
    };

    private static AutoDispatchLine Line(AutoDispatch d, string title) => new(
        d.Number, title, d.AtUtc, d.Reader, d.Category, d.CategoryConfidence, d.Unit, d.UnitConfidence, d.IsSampled,
        d.Verdict switch
        {
            AutoVerdict.Right => "right",
            AutoVerdict.WrongCategory => "wrong-category",
            AutoVerdict.WrongUnit => "wrong-unit",
            AutoVerdict.NotForAMachine => "not-for-a-machine",
            _ => null,
        },
        d.ReturnedUtc, d.Version);
}
