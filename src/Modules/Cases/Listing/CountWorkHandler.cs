using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Listing;

/// <param name="Queue">As in <c>GET /cases?queue=</c>.</param>
internal sealed record WorkCount(string Queue, int Count);

/// <summary>How much waits for the caller, pile by pile.</summary>
internal sealed class CountWorkHandler(CaseLedger ledger, LedgerFeed feed, CaseQuery query, CountyClock clock, CurrentActor current)
{
    private IReadOnlyList<WorkCount>? _counted;

    /// <summary>Counted once for a request: the menu and the page under it ask for the same.</summary>
    public async Task<IReadOnlyList<WorkCount>> HandleAsync(CancellationToken ct)
    {
        if (_counted is not null)
        {
            return _counted;
        }

        await feed.RefreshAsync(ct);
        var all = new LedgerQuery(new Sight(current.Actor));
        return _counted = [.. CaseQuery.QueuesOf(current.Actor)
            .Select(queue => new WorkCount(CaseCodes.Of(queue), ledger.Count(query.Queue(all, queue, current.Actor), clock.UtcNow)))];
    }
}
