using Fengqiao.Assessment.Facts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Assessment.Reactions;

/// <summary>A case came in or made a move: what it counts as is looked at again.</summary>
internal sealed class FollowCase(FactKeeper keeper) : IReaction<CaseRegistered>, IReaction<CaseMoved>
{
    public Task ReactAsync(CaseRegistered message, CancellationToken ct) => keeper.FollowAsync(message.CaseId, ct);

    public Task ReactAsync(CaseMoved message, CancellationToken ct) => keeper.FollowAsync(message.CaseId, ct);
}
