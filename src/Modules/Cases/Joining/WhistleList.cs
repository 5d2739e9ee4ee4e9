using System.Linq.Expressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Piles of calls.</summary>
internal enum WhistlePile
{
    /// <summary>The own units were called and have not answered.</summary>
    Waiting,

    /// <summary>The own units have to score: the town the unit, the unit the call.</summary>
    ToScore,

    /// <summary>Whoever was called is not there though the time is over.</summary>
    Missing,
    InTime,
    Late,
    Needless,
    All,
}

/// <summary>Which calls are meant.</summary>
/// <param name="Unit">The unit that was called.</param>
/// <param name="From">Called on this day of the county or later; <paramref name="To"/>: or earlier.</param>
internal sealed record WhistleFilter(WhistlePile Pile, Guid? Unit = null, Guid? Town = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Calls over all cases one may see, and what is counted from them. Each figure has the filter that lists what it was counted from.</summary>
internal sealed class WhistleList(FengqiaoDb db, CaseAccess access, WhistleReader reader, JointNames names, CountyClock clock, CurrentActor current)
{
    public async Task<PageOf<WhistleLine>> PageAsync(WhistleFilter filter, Paging paging, CancellationToken ct)
    {
        var calls = Of(filter);
        var total = await calls.CountAsync(ct);
        var rows = await calls.OrderByDescending(c => c.Whistle.CalledUtc).ThenBy(c => c.Call.Id).Skip((paging.Page - 1) * paging.PageSize).Take(paging.PageSize).ToListAsync(ct);
        return new PageOf<WhistleLine>([.. rows.Select(r => new WhistleLine(reader.View(r.Whistle, [r.Call], r.On), reader.View(r.Call, r.Whistle)))], total, paging.Page, paging.PageSize);
    }

    public Task<int> CountAsync(WhistlePile pile, CancellationToken ct) => Of(new WhistleFilter(pile)).CountAsync(ct);

    /// <summary>On-time arrivals of each unit, and how each town calls, over whistles of these days. Calls called off count for nobody.</summary>
    public async Task<WhistleFigures> FiguresAsync(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var rows = await Of(new WhistleFilter(WhistlePile.All, From: from, To: to)).Where(c => c.Call.State != CallState.CalledOff)
            .Select(c => new { Town = c.Whistle.UnitId, Whistle = c.Whistle.Id, Unit = c.Call.UnitId, c.Call.ArriveByUtc, c.Call.ArrivedUtc, c.Call.UnitScore, c.Call.CallScore, c.Call.IsNeedless })
            .ToListAsync(ct);
        return new WhistleFigures(
            [.. rows.GroupBy(r => r.Unit).Select(g => new CalledUnitFigures(
                    names.Unit(g.Key), g.Count(), g.Count(r => r.ArrivedUtc <= r.ArriveByUtc), g.Count(r => r.ArrivedUtc > r.ArriveByUtc),
                    g.Count(r => r.ArrivedUtc is null && r.ArriveByUtc < now), g.Average(r => r.UnitScore)))
                .OrderByDescending(u => u.Calls).ThenBy(u => u.Unit.Code, StringComparer.Ordinal)],
            [.. rows.GroupBy(r => r.Town).Select(g => new CallingTownFigures(
                    names.Unit(g.Key), g.Select(r => r.Whistle).Distinct().Count(), g.Count(), g.Count(r => r.ArrivedUtc <= r.ArriveByUtc), g.Count(r => r.IsNeedless == true), g.Average(r => r.CallScore)))
                .OrderByDescending(t => t.Calls).ThenBy(t => t.Town.Code, StringComparer.Ordinal)]);
    }

    private IQueryable<CallOnCase> Of(WhistleFilter filter)
    {
        var calls = access.Visible(current.Actor).Join(db.Set<WhistleCall>(), c => c.Id, w => w.CaseId, (c, w) => new { On = c, Call = w })
            .Join(db.Set<Whistle>(), x => x.Call.WhistleId, w => w.Id, (x, w) => new CallOnCase { On = x.On, Call = x.Call, Whistle = w })
            .Where(Is(filter.Pile));
        if (filter.Unit is { } unit)
        {
            calls = calls.Where(c => c.Call.UnitId == unit);
        }

        if (filter.Town is { } town)
        {
            calls = calls.Where(c => c.Whistle.UnitId == town);
        }

        if (filter.From is { } first)
        {
            var from = clock.DayRange(first).FromUtc;
            calls = calls.Where(c => c.Whistle.CalledUtc >= from);
        }

        if (filter.To is { } last)
        {
            var to = clock.DayRange(last).ToUtc;
            calls = calls.Where(c => c.Whistle.CalledUtc < to);
        }

        return calls;
    }

    private Expression<Func<CallOnCase, bool>> Is(WhistlePile pile)
    {
        var (mine, now) = (WhistleActs.Posts(current.Actor).Select(p => p.UnitId).Distinct().ToList(), clock.UtcNow);
        return pile switch
        {
            WhistlePile.Waiting => c => mine.Contains(c.Call.UnitId) && c.Call.State != CallState.Answered && c.Call.State != CallState.CalledOff,
            WhistlePile.ToScore => c =>
                (mine.Contains(c.Call.UnitId) && c.Call.CallScore == null && (c.Call.State == CallState.Arrived || c.Call.State == CallState.Answered))
                || (mine.Contains(c.Whistle.UnitId) && c.Call.UnitScore == null && (c.Call.State == CallState.Answered || (c.Call.State != CallState.CalledOff && c.Call.ArrivedUtc == null && c.Call.ArriveByUtc < now))),
            WhistlePile.Missing => c => c.Call.State != CallState.CalledOff && c.Call.ArrivedUtc == null && c.Call.ArriveByUtc < now,
            WhistlePile.InTime => c => c.Call.ArrivedUtc != null && c.Call.ArrivedUtc <= c.Call.ArriveByUtc,
            WhistlePile.Late => c => c.Call.ArrivedUtc != null && c.Call.ArrivedUtc > c.Call.ArriveByUtc,
            WhistlePile.Needless => c => c.Call.IsNeedless == true,
            _ => _ => true,
        };
    }

    private sealed class CallOnCase
    {
        public required Case On { get; init; }

        public required WhistleCall Call { get; init; }

        public required Whistle Whistle { get; init; }
    }
}
