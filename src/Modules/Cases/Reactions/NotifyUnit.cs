using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reactions;

/// <summary>
/// Puts a notice into the tray of each unit that takes part when a case comes to it or comes back. The notice's id is derived from the event,
/// so that an event delivered twice leaves one. The county decides by the routing table of which moves.
/// </summary>
internal sealed class NotifyUnit(FengqiaoDb db, CommitLane lane, INoticeRouting routing) : IReaction<CaseMoved>
{
    public async Task ReactAsync(CaseMoved message, CancellationToken ct)
    {
        if (!CaseCodes.TryParse<NoticeKind>(message.Move, out var kind))
        {
            return;
        }

        var leads = await routing.ShowsInAppAsync(Parties.LeadUnit, message.Move, ct);
        var assists = await routing.ShowsInAppAsync(Parties.AssistingUnits, message.Move, ct);

        // Who assists is not the one to be reminded: the lead unit answers for the case.
        var units = await db.Set<CaseUnit>()
            .Where(u => u.CaseId == message.CaseId && (u.IsActive || kind == NoticeKind.ApproveReturn) && (u.IsLead ? leads : assists && kind != NoticeKind.Remind))
            .Select(u => u.UnitId).ToListAsync(ct);
        var commit = new Commit().WithoutAudit("notices about a move that has its entry");
        foreach (var unit in units)
        {
            commit.Upsert(new Notice
            {
                Id = NoticeId.Of(message.CaseId, unit, message.AtUtc),
                UnitId = unit,
                CaseId = message.CaseId,
                Kind = kind,
                AtUtc = message.AtUtc,
            });
        }

        if (units.Count > 0)
        {
            var written = await lane.WriteAsync(commit, CommitOrigin.System("notify-unit"), ct);
            if (written.Failed(out var error))
            {
                throw new InvalidOperationException(error.Code);
            }
        }
    }
}
