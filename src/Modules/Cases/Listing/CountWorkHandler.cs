using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

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
