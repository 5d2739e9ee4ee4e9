using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reactions;

/// <summary>Many people raise one matter: the county's centre is told, by the newest of its cases. The same event told twice leaves one notice.</summary>
internal sealed class TellHotIssue(FengqiaoDb db, IUnitDirectory units, CommitLane lane) : IReaction<IssueAlerted>
{
    public async Task ReactAsync(IssueAlerted message, CancellationToken ct)
    {
        var centres = units.All.Where(u => u.Kind == UnitKind.CountyCentre).Select(u => u.Id).ToList();
        if (centres.Count == 0 || await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == message.CaseId, ct) is not { } newest)
        {
            return;
        }

        var commit = new Commit().WithoutAudit("telling of what was found in the words of cases")
            .Publish(() => new UnitsCalled(newest.Id, newest.Number, UnitsCalled.HotIssue, CaseCodes.Of(newest.State), centres, null, message.AtUtc));
        if ((await lane.WriteAsync(commit, CommitOrigin.System("notify-unit"), ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
