using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <param name="Queue">As in <c>GET /cases?queue=</c>.</param>
internal sealed record WorkCount(string Queue, int Count);

/// <summary>How much waits for the caller, pile by pile.</summary>
internal sealed class CountWorkHandler(CaseAccess access, CaseQuery query, CurrentActor current)
{
    private IReadOnlyList<WorkCount>? _counted;

    /// <summary>Counted once for a request: the menu and the page under it ask for the same.</summary>
    public async Task<IReadOnlyList<WorkCount>> HandleAsync(CancellationToken ct) => _counted ??= await CountAsync(ct);

    private async Task<IReadOnlyList<WorkCount>> CountAsync(CancellationToken ct)
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
