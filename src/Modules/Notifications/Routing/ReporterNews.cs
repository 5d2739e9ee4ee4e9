using Fengqiao.Contracts.Notifications;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Routing;

/// <summary>Keeps who asked for text messages about their matter; a wish is a row, taking it back removes it.</summary>
internal sealed class ReporterNews(FengqiaoDb db, Writer writer, CountyClock clock) : IReporterNews
{
    public async Task<bool> IsOfferedAsync(CancellationToken ct)
    {
        if (!await db.Set<ChannelSetup>().AnyAsync(c => c.Channel == Channel.Sms && c.IsOn, ct))
        {
            return false;
        }

        var ids = RouteKey.All.Where(k => k.Party == Parties.Reporter).Select(k => k.Id).ToList();
        return await db.Set<Route>().AnyAsync(r => ids.Contains(r.Id) && r.IsOn, ct);
    }

    public Task<bool> IsWantedAsync(Guid caseId, CancellationToken ct) => db.Set<NewsWish>().AnyAsync(w => w.CaseId == caseId, ct);

    public async Task<Result<Done>> SetAsync(Guid caseId, string number, bool wanted, CancellationToken ct)
    {
        var known = await db.Set<NewsWish>().FirstOrDefaultAsync(w => w.CaseId == caseId, ct);
        if (known is null != wanted)
        {
            return Done.Instance;
        }

        var commit = known is null ? new Commit().Upsert(new NewsWish { CaseId = caseId, AtUtc = clock.UtcNow }) : new Commit().Delete(known);
        return await writer.SaveAsync(commit.Audit("case.reporter-news", "case", number, new { wanted }), ct);
    }
}
