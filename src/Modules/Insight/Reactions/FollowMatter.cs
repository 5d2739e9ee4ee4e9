using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Same;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Insight.Reactions;

/// <summary>A case came in: it goes into the index, and earlier ones that say the same are written down. After intake, which never waits for it.</summary>
internal sealed class FollowMatter(PairWatch watch) : IReaction<CaseRegistered>, IReaction<CaseMoved>
{
    public Task ReactAsync(CaseRegistered message, CancellationToken ct) => watch.TakeUpAsync(message.CaseId, ct);

    public Task ReactAsync(CaseMoved message, CancellationToken ct) => watch.FollowAsync(message, ct);
}
