using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Reading;

/// <summary>What happened to a case, oldest first.</summary>
internal sealed class ListTimelineHandler(CaseReader reader, FengqiaoDb db, CasePresenter presenter, IAccountDirectory accounts, CurrentActor current)
{
    public async Task<Result<PageOf<TimelineView>>> HandleAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        var entries = await db.Set<TimelineEntry>().Where(e => e.CaseId == loaded.Case.Id).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(ct);
        return new PageOf<TimelineView>(entries.ConvertAll(View), entries.Count, 1, Math.Max(entries.Count, 1));
    }

    private TimelineView View(TimelineEntry e) => new(
        e.AtUtc,
        CaseCodes.Of(e.Move),
        CaseCodes.Of(e.FromState),
        CaseCodes.Of(e.ToState),
        e.Account,
        accounts.NameOf(e.Account),
        presenter.Unit(e.UnitId),
        presenter.Unit(e.ToUnitId),
        e.Text,
        presenter.Reason(e.Move, e.Reason),
        e.Resolution is { } resolution ? CaseCodes.Of(resolution) : null,
        e.Satisfaction is { } satisfaction ? CaseCodes.Of(satisfaction) : null,
        e.Opinion is { } opinion ? CaseCodes.Of(opinion) : null);
}
