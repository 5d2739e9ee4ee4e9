using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Routing;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Notifications.Features.ManageRouting;

/// <summary>Changes who is told of what by which way. It holds from the next step on.</summary>
internal sealed class RoutingEditor(RoutingTable table, Writer writer, CurrentActor current)
{
    /// <summary>Which state of the table a page shows; whoever changed it meanwhile has another one.</summary>
    public static int StampOf(IReadOnlyDictionary<string, Route> set) => set.Values.Sum(r => r.Version);

    public Task<Result<Done>> SaveAsync(IReadOnlyCollection<string> on, int seen, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.WordsManage))
        {
            return NotificationErrors.NotAllowed;
        }

        var set = await table.SetAsync(ct);
        if (StampOf(set) != seen)
        {
            return CommitErrors.Outdated;
        }

        var commit = new Commit();
        var (switchedOn, switchedOff) = (new List<string>(), new List<string>());
        foreach (var key in RouteKey.All)
        {
            var (stored, wanted) = (set.GetValueOrDefault(key.Id), on.Contains(key.Id, StringComparer.Ordinal));
            if ((stored?.IsOn ?? key.IsOnAsShipped) == wanted)
            {
                continue;
            }

            (wanted ? switchedOn : switchedOff).Add(key.Id);
            commit = stored is null
                ? commit.Insert(new Route { Id = key.Id, IsOn = wanted })
                : commit.Update(stored with { IsOn = wanted, Version = stored.Version + 1 }, stored.Version);
        }

        return switchedOn.Count + switchedOff.Count == 0
            ? Result<Done>.Of(Done.Instance)
            : await writer.SaveAsync(commit.Audit("notification-routes.changed", "notification-routes", "routes", new { switchedOn, switchedOff }), ct);
    }, ct);
}
