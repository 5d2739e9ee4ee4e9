using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Reads whistles and what became of them, for whoever sees the case.</summary>
internal sealed class WhistleReader(FengqiaoDb db, CaseReader cases, JointNames names, CountyClock clock, CurrentActor current)
{
    /// <summary>Those of a case that the caller has found for its reader, newest first.</summary>
    public async Task<IReadOnlyList<WhistleView>> OfAsync(Case on, CancellationToken ct)
    {
        var whistles = await db.Set<Whistle>().Where(w => w.CaseId == on.Id).ToListAsync(ct);
        if (whistles.Count == 0)
        {
            return [];
        }

        var calls = (await db.Set<WhistleCall>().Where(c => c.CaseId == on.Id).ToListAsync(ct)).ToLookup(c => c.WhistleId);
        return [.. whistles.OrderByDescending(w => w.CalledUtc).Select(w => View(w, calls[w.Id], on))];
    }

    /// <summary>A call with its whistle and case; nothing for whoever may not see the case.</summary>
    public async Task<(WhistleCall Call, Whistle Whistle, LoadedCase Loaded)?> FindCallAsync(Guid id, CancellationToken ct)
    {
        var found = await db.Set<WhistleCall>().Where(c => c.Id == id)
            .Join(db.Set<Whistle>(), c => c.WhistleId, w => w.Id, (c, w) => new { Call = c, Whistle = w })
            .Join(db.Set<Case>(), x => x.Call.CaseId, c => c.Id, (x, c) => new { x.Call, x.Whistle, c.Number }).FirstOrDefaultAsync(ct);
        return found is not null && await cases.FindAsync(found.Number, current.Actor, ct) is { } loaded ? (found.Call, found.Whistle, loaded) : null;
    }

    public WhistleView View(Whistle whistle, IEnumerable<WhistleCall> calls, Case on) => new(
        whistle.Id, on.Number, on.Title, names.Unit(whistle.UnitId), whistle.Place, whistle.Reason, CaseCodes.Of(whistle.Urgency), whistle.Rule,
        names.Person(whistle.CalledBy)!, whistle.CalledUtc, whistle.ArriveByUtc, [.. calls.OrderBy(c => c.Id).Select(c => View(c, whistle))]);

    public WhistleCallView View(WhistleCall call, Whistle whistle) => new(
        call.Id,
        names.Unit(call.UnitId),
        CaseCodes.Of(call.State),
        call.ArriveByUtc,
        call.State == CallState.CalledOff ? null : call.ArrivedUtc is not null ? call.WasInTime : call.IsMissing(clock.UtcNow) ? false : null,
        call.AcknowledgedUtc,
        names.Person(call.AcknowledgedBy),
        call.ArrivedUtc,
        names.Person(call.ArrivedBy),
        call.AnsweredUtc,
        names.Person(call.AnsweredBy),
        call.Answer,
        call.CalledOffUtc,
        call.CallOffReason,
        call.UnitScore,
        call.UnitScoreReason,
        call.CallScore,
        call.CallScoreReason,
        call.IsNeedless,
        [.. WhistleActs.Of(current.Actor, whistle, call, clock.UtcNow).Select(a => CaseCodes.Of(a))],
        call.Version);
}
