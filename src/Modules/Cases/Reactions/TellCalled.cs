using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Reactions;

/// <summary>Puts a notice into the tray of each unit that was called to a case. The same event told twice leaves one notice.</summary>
internal sealed class TellCalled(CommitLane lane, INoticeRouting routing, CasesSignal desks) : IReaction<UnitsCalled>
{
    public async Task ReactAsync(UnitsCalled message, CancellationToken ct)
    {
        desks.Touch();
        if (!CaseCodes.TryParse<NoticeKind>(message.Step, out var kind) || message.Units.Count == 0 || !await routing.ShowsInAppAsync(Parties.NamedUnits, message.Step, ct))
        {
            return;
        }

        var commit = new Commit().WithoutAudit("notices about a call that has its entry");
        foreach (var unit in message.Units)
        {
            commit.Upsert(new Notice { Id = NoticeId.Of(message.CaseId, unit, message.AtUtc), UnitId = unit, CaseId = message.CaseId, Kind = kind, FromUnitId = message.FromUnit, AtUtc = message.AtUtc });
        }

        var written = await lane.WriteAsync(commit, CommitOrigin.System("notify-unit"), ct);
        if (written.Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
