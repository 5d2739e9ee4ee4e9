using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <summary>Something that happened to a case of a unit, as its people read it.</summary>
/// <param name="SeenAt">When somebody of the unit marked it as read; null while nobody has.</param>
internal sealed record NoticeView(Guid Id, string Move, string Number, string Title, DateTime At, DateTime? SeenAt);

/// <summary>The notices of the actor's units. One person's reading counts for the unit: it is the unit that was told.</summary>
internal sealed class NoticeTray(FengqiaoDb db, Writer writer, CountyClock clock, CurrentActor current)
{
    private const int MostMarked = 500;

    /// <param name="limit">How many at most, newest first.</param>
    public async Task<(IReadOnlyList<NoticeView> Notices, int Unseen)> ReadAsync(bool unseenOnly, int limit, CancellationToken ct)
    {
        var mine = Mine();
        var unseen = await mine.CountAsync(n => n.SeenUtc == null, ct);
        var rows = await (unseenOnly ? mine.Where(n => n.SeenUtc == null) : mine)
            .OrderByDescending(n => n.AtUtc).Take(limit)
            .Join(db.Set<Case>(), n => n.CaseId, c => c.Id, (n, c) => new { Notice = n, c.Number, c.Title })
            .ToListAsync(ct);
        IReadOnlyList<NoticeView> notices =
            [.. rows.OrderByDescending(r => r.Notice.AtUtc).Select(r => new NoticeView(r.Notice.Id, CaseCodes.Of(r.Notice.Move), r.Number, r.Title, r.Notice.AtUtc, r.Notice.SeenUtc))];
        return (notices, unseen);
    }

    /// <summary>Marks what has been told up to a moment as read: what arrives while the page is open stays unread.</summary>
    public async Task<Result<Done>> MarkSeenAsync(DateTime untilUtc, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var unseen = await Mine().Where(n => n.SeenUtc == null && n.AtUtc <= untilUtc).OrderBy(n => n.AtUtc).Take(MostMarked).ToListAsync(ct);
        if (unseen.Count == 0)
        {
            return Done.Instance;
        }

        var commit = new Commit();
        foreach (var notice in unseen)
        {
            notice.SeenUtc = now;
            commit.Upsert(notice);
        }

        return await writer.SaveAsync(commit, ct);
    }

    private IQueryable<Notice> Mine()
    {
        var units = current.Actor.PostsWith(Rights.CasesRead).Select(p => p.UnitId).Distinct().ToList();
        return db.Set<Notice>().Where(n => units.Contains(n.UnitId));
    }
}
