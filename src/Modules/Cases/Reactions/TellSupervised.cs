using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reactions;

/// <summary>Puts one notice into the tray of a unit that was supervised, over however many cases: about the worst, saying how many more there are.</summary>
internal sealed class TellSupervised(FengqiaoDb db, CommitLane lane, INoticeRouting routing, CasesSignal desks) : IReaction<UnitSupervised>
{
    public async Task ReactAsync(UnitSupervised message, CancellationToken ct)
    {
        desks.Touch();
        var shown = new List<SupervisedCase>();
        foreach (var step in message.Cases.GroupBy(c => c.Step))
        {
            if (await routing.ShowsInAppAsync(Parties.LeadUnit, step.Key, ct))
            {
                shown.AddRange(step);
            }
        }

        // A restricted case is spoken of to those named alone: a notice that began with it would hide the others from the unit.
        var ids = shown.ConvertAll(c => c.CaseId);
        var restricted = await db.Set<Case>().Where(c => ids.Contains(c.Id) && c.Secrecy == CaseSecrecy.Restricted).Select(c => c.Id).ToListAsync(ct);
        var commit = new Commit().WithoutAudit("notices about a rung that has its entry");
        foreach (var told in shown.GroupBy(c => restricted.Contains(c.CaseId) ? c.CaseId : Guid.Empty))
        {
            if (Notice(message, [.. told]) is { } notice)
            {
                commit.Upsert(notice);
            }
        }

        var written = shown.Count == 0 ? Done.Instance : await lane.WriteAsync(commit, CommitOrigin.System("notify-unit"), ct);
        if (written.Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }

    private static Notice? Notice(UnitSupervised message, List<SupervisedCase> told) => !CaseCodes.TryParse<NoticeKind>(told[0].Step, out var kind) ? null : new Notice
    {
        Id = NoticeId.Of(told[0].CaseId, message.UnitId, message.AtUtc),
        UnitId = message.UnitId,
        CaseId = told[0].CaseId,
        Kind = kind,
        More = told.Count - 1,
        AtUtc = message.AtUtc,
    };
}
