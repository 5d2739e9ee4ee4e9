using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Reactions;

/// <summary>Puts one notice into the tray of a unit that was supervised, over however many cases: about the worst, saying how many more there are.</summary>
internal sealed class TellSupervised(CommitLane lane, INoticeRouting routing, CasesSignal desks) : IReaction<UnitSupervised>
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

        if (shown is not [var first, ..] || !CaseCodes.TryParse<NoticeKind>(first.Step, out var kind))
        {
            return;
        }

        var notice = new Notice
        {
            Id = NoticeId.Of(first.CaseId, message.UnitId, message.AtUtc),
            UnitId = message.UnitId,
            CaseId = first.CaseId,
            Kind = kind,
            More = shown.Count - 1,
            AtUtc = message.AtUtc,
        };
        var written = await lane.WriteAsync(new Commit().Upsert(notice), CommitOrigin.System("notify-unit"), ct);
        if (written.Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
