using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Relating;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reactions;

/// <summary>
/// A case ended that others were joined to: whoever took one of these in is told, so that they can answer the person, and so is its reporter where
/// text messages were asked for. What is sent is named by case, step and moment, so an event delivered twice tells nobody twice.
/// </summary>
internal sealed class TellJoined(FengqiaoDb db, JoinedCases joined, CommitLane lane) : IReaction<CaseMoved>
{
    public async Task ReactAsync(CaseMoved message, CancellationToken ct)
    {
        if (message.From == message.To || !CaseCodes.TryParse<CaseState>(message.To, out var to) || CaseStates.Open.Contains(to))
        {
            return;
        }

        var told = to == CaseState.Merged ? await JustJoinedAsync(message.CaseId, ct) : await joined.ToAsync(message.CaseId, ct);
        if (told.Count == 0)
        {
            return;
        }

        var commit = new Commit().WithoutAudit("telling of a move that has its entry");
        foreach (var one in told)
        {
            commit.Publish(() => new UnitsCalled(one.Id, one.Number, UnitsCalled.JoinedEnded, CaseCodes.Of(one.State), one.FirstReceiverUnitId is { } unit ? [unit] : [], message.LeadUnitId, message.AtUtc));
        }

        if ((await lane.WriteAsync(commit, CommitOrigin.System("notify-unit"), ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }

    /// <summary>Joined to one that had ended before, it has its answer now, and so have those that were joined to it.</summary>
    private async Task<IReadOnlyList<Case>> JustJoinedAsync(Guid id, CancellationToken ct) =>
        await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct) is { } one && await joined.LeadingAsync(one, ct) is { } leading && !CaseStates.Open.Contains(leading.State)
            ? [one, .. await joined.ToAsync(id, ct)]
            : [];
}
