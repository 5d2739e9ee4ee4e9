using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ListTimeline;

/// <summary>What happened to a case, oldest first.</summary>
internal sealed class ListTimelineHandler(CaseReader reader, FengqiaoDb db, CasePresenter presenter, IAccountDirectory accounts, CurrentActor current)
{
    public async Task<Result<PageOf<TimelineView>>> HandleAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        var entries = await db.Set<TimelineEntry>().Where(e => e.CaseId == loaded.Case.Id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        return new PageOf<TimelineView>(entries.ConvertAll(View), entries.Count, 1, Math.Max(entries.Count, 1));
    }

    private TimelineView View(TimelineEntry e) => new(
        e.AtUtc,
        CaseCodes.Of(e.Move),
        CaseCodes.Of(e.FromState),
        CaseCodes.Of(e.ToState),
        e.Account,
        accounts.NameOf(e.Account),
        presenter.Unit(e.UnitId),
        presenter.Unit(e.ToUnitId),
        e.Text,
        e.Resolution is { } resolution ? CaseCodes.Of(resolution) : null,
        e.Satisfaction is { } satisfaction ? CaseCodes.Of(satisfaction) : null);
}

internal static class ListTimelineEndpoint
{
    public static void MapListTimeline(this IEndpointRouteBuilder api) =>
        api.MapGet("/cases/{number}/timeline", async Task<IResult> (string number, ListTimelineHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var listed = await handler.HandleAsync(number, ct);
                return listed.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(listed.Value);
            })
            .RequireAuthorization()
            .WithName("ListTimeline").WithTags("Cases").WithSummary("What happened to a case")
            .Produces<PageOf<TimelineView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
