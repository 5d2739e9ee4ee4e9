using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Supervising;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageSupervision;

/// <param name="Amount">How long before or after, in <paramref name="Unit"/>, or how many times.</param>
/// <param name="AnswerDays">Working days the unit has to answer; null where no answer is asked for.</param>
internal sealed record SupervisionRuleView(
    string Code, string Name, string Trigger, int Amount, string Unit, string Level, bool TellsDesk, int? AnswerDays, string Basis, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>The rules of the ladder, for programs.</summary>
internal static class SupervisionRuleEndpoints
{
    public static void MapSupervisionRules(this IEndpointRouteBuilder api) =>
        api.MapGet("/supervision-rules", async (FengqiaoDb db, CancellationToken ct) =>
            {
                var rules = await db.Set<SupervisionRule>().OrderBy(r => r.Code).ToListAsync(ct);
                List<SupervisionRuleView> items = [.. rules.Select(View)];
                return TypedResults.Ok(new PageOf<SupervisionRuleView>(items, items.Count, 1, Math.Max(items.Count, 1)));
            })
            .RequireAuthorization().WithName("ListSupervisionRules").WithTags("Supervision").WithSummary("When a case climbs to which rung of supervision")
            .Produces<PageOf<SupervisionRuleView>>();

    private static SupervisionRuleView View(SupervisionRule r) => new(
        r.Code, SupervisionWords.Name(r), CaseCodes.Of(r.Trigger), r.Amount, CaseCodes.Of(r.Unit), CaseCodes.Of(r.Level), r.TellsDesk, r.AnswerDays, r.Basis, r.ValidFrom, r.ValidTo);
}
