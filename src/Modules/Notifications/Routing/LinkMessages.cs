using Fengqiao.Contracts.Notifications;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Fengqiao.Notifications.Routing;

/// <summary>Reads from settings and log whether links to reporters go out.</summary>
internal sealed class LinkMessages(FengqiaoDb db, RoutingTable routing, IOptions<FengqiaoWebOptions> web) : ILinkMessages
{
    public async Task<bool> AreSentAsync(CancellationToken ct) =>
        web.Value.PublicUrl is not null
        && await db.Set<ChannelSetup>().AnyAsync(c => c.Channel == Channel.Sms && c.IsOn, ct)
        && await routing.IsOnAsync(new RouteKey(Parties.Reporter, Steps.Verify, RouteKey.Sms), ct);

    public async Task<IReadOnlyDictionary<Guid, string>> StatesAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        var sent = cases.Count == 0 ? [] : await db.Set<Delivery>()
            .Where(d => cases.Contains(d.CaseId) && d.Step == Steps.Verify && d.Party == Parties.Reporter)
            .Select(d => new { d.CaseId, d.AtUtc, d.State }).ToListAsync(ct);
        return sent.GroupBy(d => d.CaseId).ToDictionary(g => g.Key, g => CodeOf(g.MaxBy(d => d.AtUtc)!.State));
    }

    private static string CodeOf(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Sent => "sent",
        DeliveryState.Failed => "failed",
        _ => "given-up",
    };
}
