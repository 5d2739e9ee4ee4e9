using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Routing;

/// <summary>A step that was made.</summary>
/// <param name="State">Code of the state it led to.</param>
/// <param name="LeadUnit">The unit that answers for the case after it.</param>
/// <param name="Named">Units a comment names.</param>
internal sealed record StepMade(Guid CaseId, string Step, string State, Guid? LeadUnit, DateTime AtUtc, IReadOnlyList<Guid> Named)
{
    /// <summary>A party the step does not concern this time, whatever the table says; null for none.</summary>
    public string? Without { get; init; }
}

/// <summary>
/// Makes of a step the messages that go out of the house. It writes what is to be sent, and sends nothing: the same step told twice finds its
/// messages there already.
/// </summary>
internal sealed class DeliveryPlanner(
    FengqiaoDb db, CommitLane lane, RoutingTable routing, ICaseNews cases, ICallBackLinks links, IUnitDirectory units, IAccountDirectory accounts, CountyClock clock)
{
    /// <summary>Mail waits so long for more of the same hour, so that ten cases dispatched in a row are one mail.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromSeconds(30);

    private static readonly UnitKind[] DeskKinds = [UnitKind.CountyCentre, UnitKind.TownCentre, UnitKind.VillageStation];

    public async Task PlanAsync(StepMade step, CancellationToken ct)
    {
        var parties = Steps.PartiesOf(step.Step);
        if (parties.Count == 0)
        {
            return;
        }

        var setups = await db.Set<ChannelSetup>().Where(c => c.IsOn).ToDictionaryAsync(c => c.Channel, ct);
        var hooks = (await db.Set<Webhook>().Where(w => w.IsOn).ToListAsync(ct)).FindAll(w => w.Wants(step.Step));
        if ((setups.Count == 0 && hooks.Count == 0) || await cases.FindAsync(step.CaseId, ct) is not { } news)
        {
            return;
        }

        var planned = new Dictionary<Guid, Delivery>();
        foreach (var hook in hooks.Where(h => news.Readers is null && (h.UnitId is not { } unit || step.Named.Contains(unit) || Concerned(news, step).Any(u => u.Id == unit))))
        {
            Add(planned, New(step, news, Channel.Webhook, "webhook", hook.Id.ToString("N"), QuietHours.None));
        }

        foreach (var party in parties.Where(p => p != step.Without))
        {
            foreach (var setup in setups.Values.OrderBy(s => s.Channel))
            {
                var way = setup.Channel == Channel.Mail ? RouteKey.Mail : RouteKey.Sms;
                if (RouteKey.All.Contains(new RouteKey(party, step.Step, way)) && await routing.IsOnAsync(new RouteKey(party, step.Step, way), ct))
                {
                    foreach (var recipient in await RecipientsAsync(party, setup.Channel, news, step, ct))
                    {
                        Add(planned, New(step, news, setup.Channel, party, recipient, setup.Quiet));
                    }
                }
            }
        }

        await WriteAsync(planned, ct);
    }

    private static void Add(Dictionary<Guid, Delivery> planned, Delivery delivery) => planned.TryAdd(delivery.Id, delivery);

    /// <summary>Those that took part when the step was made: whose return was approved is out of it by now.</summary>
    private static IEnumerable<CaseNewsUnit> Concerned(CaseNews news, StepMade step) => news.Units.Where(u => u.IsActive || step.Step == "approve-return");

    private async Task<IReadOnlyList<string>> RecipientsAsync(string party, Channel channel, CaseNews news, StepMade step, CancellationToken ct)
    {
        if (party == Parties.Reporter)
        {
            // News is for who asked for it; that the reporter is asked belongs to the handling, and the county decides whether also this way.
            return channel == Channel.Sms && step.Step == Steps.Verify ? await links.PathAsync(news.Id, ct) is null ? [] : [Parties.Reporter]
                : channel == Channel.Sms && await db.Set<NewsWish>().AnyAsync(w => w.CaseId == news.Id, ct) ? [Parties.Reporter] : [];
        }

        IReadOnlyList<Guid> told = party switch
        {
            Parties.LeadUnit => [.. Concerned(news, step).Where(u => u.IsLead).Select(u => u.Id)],
            Parties.AssistingUnits => [.. Concerned(news, step).Where(u => !u.IsLead).Select(u => u.Id)],
            Parties.NamedUnits => step.Named,
            _ => [.. units.All.Where(u => u.Region == news.Desk && DeskKinds.Contains(u.Kind)).Select(u => u.Id)],
        };
        var right = party == Parties.Desk ? Rights.CasesDispatch : Rights.CasesRead;
        var people = accounts.WorkingFor(told).Where(c => c.Rights.Contains(right) && (news.Readers is null || news.Readers.Contains(c.Account, StringComparer.Ordinal)))
            .Select(c => c.Account).ToList();
        var reachable = await db.Set<Contact>().Where(c => people.Contains(c.Account) && (channel == Channel.Mail ? c.WantsMail : c.WantsSms)).Select(c => c.Account).ToListAsync(ct);
        reachable.Sort(StringComparer.Ordinal);
        return reachable;
    }

    private Delivery New(StepMade step, CaseNews news, Channel channel, string party, string recipient, QuietHours quiet)
    {
        var now = clock.UtcNow;
        var isUrgent = news.IsUrgent || Steps.IsPressing(step.Step);
        var gathered = channel == Channel.Webhook || party == Parties.Reporter || isUrgent ? now : now + Gather;
        return new Delivery
        {
            Id = Delivery.IdOf(news.Id, step.Step, step.AtUtc, channel, recipient),
            Channel = channel,
            Party = party,
            Step = step.Step,
            Recipient = recipient,
            CaseId = news.Id,
            Number = news.Number,
            CaseState = step.State,
            UnitId = step.LeadUnit,
            AtUtc = step.AtUtc,
            IsUrgent = isUrgent,
            State = DeliveryState.Waiting,
            DueUtc = isUrgent ? gathered : clock.ToUtc(quiet.Next(clock.ToLocal(gathered))),
            Attempts = 0,
        };
    }

    private async Task WriteAsync(Dictionary<Guid, Delivery> planned, CancellationToken ct)
    {
        var ids = planned.Keys.ToList();
        var known = await db.Set<Delivery>().Where(d => ids.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        known.ForEach(id => planned.Remove(id));
        if (planned.Count == 0)
        {
            return;
        }

        var written = await lane.WriteAsync(new Commit().InsertAll(planned.Values).WithoutAudit("messages about a step that has its entry"), CommitOrigin.System("notifications"), ct);
        if (written.Failed(out var error))
        {
            // Told twice at the same moment: the relay tells it again, and then they are found.
            throw new InvalidOperationException(error.Code);
        }
    }
}
