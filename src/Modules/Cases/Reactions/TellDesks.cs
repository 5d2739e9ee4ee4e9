using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Outbox;

namespace Fengqiao.Cases.Reactions;

/// <summary>Something happened to a case: the desks that stand open count anew.</summary>
internal sealed class TellDesks(CasesSignal cases) : IReaction<CaseMoved>, IReaction<CaseRegistered>, IReaction<CaseCommented>
{
    public Task ReactAsync(CaseMoved message, CancellationToken ct) => Touch();

    public Task ReactAsync(CaseRegistered message, CancellationToken ct) => Touch();

    public Task ReactAsync(CaseCommented message, CancellationToken ct) => Touch();

    private Task Touch()
    {
        cases.Touch();
        return Task.CompletedTask;
    }
}
