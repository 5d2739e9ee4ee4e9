using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <summary>Something that happened to a case of a unit, as its people read it.</summary>
/// <param name="Move">The move that was made, or <c>comment</c>.</param>
/// <param name="Text">What it says, in the county's words.</param>
/// <param name="SeenAt">When somebody of the unit marked it as read; null while nobody has.</param>
internal sealed record NoticeView(Guid Id, string Move, string Text, string Number, string Title, DateTime At, DateTime? SeenAt);

/// <summary>The notices of the actor's units. One person's reading counts for the unit: it is the unit that was told.</summary>
internal sealed class NoticeTray(FengqiaoDb db, CaseAccess access, NoticeWords words, Writer writer, CountyClock clock, CurrentActor current)
{
    private const int MostMarked = 500;

    /// <param name="limit">How many at most, newest first.</param>
    public async Task<(IReadOnlyList<NoticeView> Notices, int Unseen)> ReadAsync(bool unseenOnly, int limit, CancellationToken ct)
    {
        // A unit is told of cases its people may see; one that was restricted since is not spoken of any more.
        var mine = Mine().Join(access.Visible(current.Actor), n => n.CaseId, c => c.Id, (n, c) => new { Notice = n, Case = c });
        var unseen = await mine.CountAsync(n => n.Notice.SeenUtc == null, ct);
        var rows = await (unseenOnly ? mine.Where(n => n.Notice.SeenUtc == null) : mine)
            .OrderByDescending(n => n.Notice.AtUtc).Take(limit)
            .ToListAsync(ct);
        IReadOnlyList<NoticeView> notices =
            [.. rows.OrderByDescending(r => r.Notice.AtUtc).Select(r => View(r.Notice, r.Case))];
        return (notices, unseen);
    }

    /// <summary>A page of them, newest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<NoticeView> Notices, int Total)> PageAsync(bool unseenOnly, int page, int pageSize, CancellationToken ct)
    {
        var mine = Mine().Join(access.Visible(current.Actor), n => n.CaseId, c => c.Id, (n, c) => new { Notice = n, Case = c }).Where(n => !unseenOnly || n.Notice.SeenUtc == null);
        var total = await mine.CountAsync(ct);
        var rows = await mine.OrderByDescending(n => n.Notice.AtUtc).ThenBy(n => n.Notice.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(ct);
        return ([.. rows.Select(r => View(r.Notice, r.Case))], total);
    }

    /// <summary>
    /// How many nobody of the units has read. Asked on every page, so it does not translate the whole rule of who sees what: units see the
    /// cases they take part in, but for restricted ones.
    /// </summary>
    public Task<int> UnseenAsync(CancellationToken ct)
    {
        var account = current.Actor.Account;
        return Mine().Where(n => n.SeenUtc == null && db.Set<Case>().Any(c => c.Id == n.CaseId
            && (c.Secrecy != CaseSecrecy.Restricted || db.Set<NamedReader>().Any(r => r.CaseId == c.Id && r.Account == account)))).CountAsync(ct);
    }

    /// <summary>Marks one as read.</summary>
    public async Task<Result<Done>> MarkSeenAsync(Guid id, CancellationToken ct)
    {
        if (await Mine().Where(n => n.Id == id).Join(access.Visible(current.Actor), n => n.CaseId, c => c.Id, (n, _) => n).FirstOrDefaultAsync(ct) is not { } notice)
        {
            return CaseErrors.NotFound;
        }

        if (notice.SeenUtc is not null)
        {
            return Done.Instance;
        }

        notice.SeenUtc = clock.UtcNow;
        return await writer.SaveAsync(new Commit().Upsert(notice).Audit("notice.seen", "notice", id.ToString(), new { Notices = 1 }), ct);
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

        return await writer.SaveAsync(commit.Audit("notice.seen", "notice", "all", new { Notices = unseen.Count }), ct);
    }

    private NoticeView View(Notice notice, Case on) =>
        new(notice.Id, CaseCodes.Of(notice.Kind), words.Of(notice.Kind, on, notice.FromUnitId, notice.More), on.Number, on.Title, notice.AtUtc, notice.SeenUtc);

    private IQueryable<Notice> Mine()
    {
        var units = current.Actor.PostsWith(Rights.CasesRead).Select(p => p.UnitId).Distinct().ToList();
        return db.Set<Notice>().Where(n => units.Contains(n.UnitId));
    }
}
