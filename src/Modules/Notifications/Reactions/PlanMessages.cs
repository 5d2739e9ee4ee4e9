using Fengqiao.Contracts.Cases;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Routing;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Notifications.Reactions;

/// <summary>A case moved on, or somebody wrote to other units: whoever wants to be told of it is.</summary>
internal sealed class PlanMessages(DeliveryPlanner planner) : IReaction<CaseMoved>, IReaction<CaseRegistered>, IReaction<CaseCommented>, IReaction<UnitsCalled>, IReaction<UnitSupervised>
{
    public Task ReactAsync(CaseMoved message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, message.Move, message.To, message.LeadUnitId, message.AtUtc, []), ct);

    public Task ReactAsync(CaseRegistered message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, Steps.Register, "registered", null, message.AtUtc, []), ct);

    public Task ReactAsync(CaseCommented message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, Steps.Comment, "", null, message.AtUtc, message.ToUnits), ct);

    public Task ReactAsync(UnitsCalled message, CancellationToken ct) =>
        planner.PlanAsync(new StepMade(message.CaseId, message.Step, message.State, null, message.AtUtc, message.Units), ct);

    /// <summary>Each case is planned for itself; what goes to the same person then leaves as one message.</summary>
    public async Task ReactAsync(UnitSupervised message, CancellationToken ct)
    {
        foreach (var one in message.Cases)
        {
            var step = new StepMade(one.CaseId, one.Step, one.State, message.UnitId, message.AtUtc, []) { Without = one.TellsDesk ? null : Contracts.Notifications.Parties.Desk };
            await planner.PlanAsync(step, ct);
        }
    }
}
