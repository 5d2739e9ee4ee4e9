using Fengqiao.Contracts.Cases;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Routing;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Notifications.Reactions;

/// <summary>A case moved on, or somebody wrote to other units: whoever wants to be told of it is.</summary>
internal sealed class PlanMessages(DeliveryPlanner planner) : IReaction<CaseMoved>, IReaction<CaseRegistered>, IReaction<CaseCommented>
{
    public Task ReactAsync(CaseMoved message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, message.Move, message.To, message.LeadUnitId, message.AtUtc, []), ct);

    public Task ReactAsync(CaseRegistered message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, Steps.Register, "registered", null, message.AtUtc, []), ct);

    public Task ReactAsync(CaseCommented message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, Steps.Comment, "", null, message.AtUtc, message.ToUnits), ct);
}
