using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.CountWork;

/// <param name="Queue">As in <c>GET /cases?queue=</c>.</param>
public sealed record WorkCount(string Queue, int Count);

/// <summary>How much waits for the caller, pile by pile.</summary>
internal sealed class CountWorkHandler(CaseAccess access, CaseQuery query, CurrentActor current)
{
    public async Task<IReadOnlyList<WorkCount>> HandleAsync(CancellationToken ct)
    {
        var counts = new List<WorkCount>();
        foreach (var queue in CaseQuery.QueuesOf(current.Actor))
        {
            var count = await query.Queue(access.Visible(current.Actor), queue, current.Actor).CountAsync(ct);
            counts.Add(new WorkCount(CaseCodes.Of(queue), count));
        }

        return counts;
    }
}

internal static class CountWorkEndpoint
{
    public static void MapCountWork(this IEndpointRouteBuilder api) =>
        api.MapGet("/work", async (CountWorkHandler handler, CancellationToken ct) => TypedResults.Ok(await handler.HandleAsync(ct)))
            .RequireAuthorization()
            .WithName("CountWork").WithTags("Cases").WithSummary("What waits for the caller")
            .Produces<IReadOnlyList<WorkCount>>();
}
