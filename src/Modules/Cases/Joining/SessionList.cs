using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Piles of joint sessions.</summary>
internal enum SessionPile
{
    /// <summary>Planned, and not begun.</summary>
    Coming,

    /// <summary>Their time is over, and nobody has written minutes or called them off.</summary>
    WithoutMinutes,

    /// <summary>Minuted, and the reader as the chair has not signed.</summary>
    ToSign,

    /// <summary>Called, and a unit of the reader has not said what it thinks.</summary>
    OpinionDue,
    All,
}

/// <summary>A line of the list.</summary>
/// <param name="State">planned, held or cancelled.</param>
internal sealed record SessionLine(string Number, string Title, Guid Id, DateTime StartAt, string Place, string Subject, Named Unit, string State, bool IsSigned, bool IsOver);

/// <summary>Joint sessions over all cases that the reader may see.</summary>
internal sealed class SessionList(FengqiaoDb db, CaseAccess access, JointNames names, CountyClock clock, CurrentActor current)
{
    public async Task<PageOf<SessionLine>> PageAsync(SessionPile pile, Paging paging, CancellationToken ct)
    {
        var found = Of(pile);
        var now = clock.UtcNow;
        var rows = await (pile == SessionPile.Coming ? found.OrderBy(s => s.Session.StartUtc) : found.OrderByDescending(s => s.Session.StartUtc)).ThenBy(s => s.Session.Id)
            .Skip((paging.Page - 1) * paging.PageSize).Take(paging.PageSize).ToListAsync(ct);
        List<SessionLine> lines =
        [
            .. rows.Select(r => new SessionLine(
                r.On.Number, r.On.Title, r.Session.Id, r.Session.StartUtc, r.Session.Place, r.Session.Subject, names.Unit(r.Session.UnitId), CaseCodes.Of(r.Session.State), r.Session.IsSigned,
                r.Session.State == SessionState.Planned && r.Session.StartUtc < now)),
        ];
        return new PageOf<SessionLine>(lines, await found.CountAsync(ct), paging.Page, paging.PageSize);
    }

    public async Task<IReadOnlyDictionary<SessionPile, int>> CountsAsync(CancellationToken ct)
    {
        var counts = new Dictionary<SessionPile, int>();
        foreach (var pile in Enum.GetValues<SessionPile>())
        {
            counts[pile] = await Of(pile).CountAsync(ct);
        }

        return counts;
    }

    private IQueryable<SessionOnCase> Of(SessionPile pile)
    {
        var (me, now, units) = (current.Actor.Account, clock.UtcNow, WhistleActs.Posts(current.Actor).Select(p => p.UnitId).Distinct().ToList());
        var all = access.Visible(current.Actor).Join(db.Set<JointSession>(), c => c.Id, s => s.CaseId, (c, s) => new SessionOnCase { Session = s, On = c });
        return pile switch
        {
            SessionPile.Coming => all.Where(s => s.Session.State == SessionState.Planned && s.Session.StartUtc >= now),
            SessionPile.WithoutMinutes => all.Where(s => s.Session.State == SessionState.Planned && s.Session.StartUtc < now),
            SessionPile.ToSign => all.Where(s => s.Session.State == SessionState.Held && s.Session.SignedUtc == null && s.Session.Chair == me),
            SessionPile.OpinionDue => all.Where(s => s.Session.State != SessionState.Cancelled && s.Session.SignedUtc == null
                && db.Set<SessionUnit>().Any(u => u.SessionId == s.Session.Id && u.Opinion == null && units.Contains(u.UnitId))),
            _ => all,
        };
    }

    private sealed class SessionOnCase
    {
        public required JointSession Session { get; init; }

        public required Case On { get; init; }
    }
}
