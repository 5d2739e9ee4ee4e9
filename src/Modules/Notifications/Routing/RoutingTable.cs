using Fengqiao.Contracts.Notifications;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Routing;

/// <summary>Who is told of which step by which way. Read when it is needed, so that a change holds at once on every node.</summary>
internal sealed class RoutingTable(FengqiaoDb db) : INoticeRouting
{
    public async Task<bool> ShowsInAppAsync(string party, string step, CancellationToken ct)
    {
        var key = new RouteKey(party, step, RouteKey.App);
        return await IsOnAsync(key, ct);
    }

    public async Task<bool> IsOnAsync(RouteKey key, CancellationToken ct)
    {
        var id = key.Id;
        return await db.Set<Route>().Where(r => r.Id == id).Select(r => (bool?)r.IsOn).FirstOrDefaultAsync(ct) ?? key.IsOnAsShipped;
    }

    /// <summary>The boxes the county has set, by id.</summary>
    public Task<Dictionary<string, Route>> SetAsync(CancellationToken ct) => db.Set<Route>().ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, ct);
}
