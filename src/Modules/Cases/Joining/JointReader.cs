using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Reads the joint handling of a case, and single tasks, for whoever sees the case.</summary>
internal sealed class JointReader(FengqiaoDb db, CaseReader cases, WhistleReader whistles, SponsorDesk sponsors, SessionDesk sessions, JointNames names, IUnitDirectory units, CountyClock clock, CurrentActor current)
{
    public async Task<Result<JointView>> ReadAsync(string number, CancellationToken ct)
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        var on = loaded.Case;
        var tasks = await db.Set<AssistTask>().Where(t => t.CaseId == on.Id).ToListAsync(ct);
        var busy = tasks.Where(t => t.IsOpen).Select(t => t.UnitId).Append(on.LeadUnitId ?? Guid.Empty).ToHashSet();
        return new JointView(
            on.Number,
            [.. tasks.OrderBy(t => t.IsOpen ? 0 : 1).ThenBy(t => t.DueUtc).ThenBy(t => t.Id).Select(t => View(t, loaded))],
            await whistles.OfAsync(on, ct),
            [.. units.All.Where(u => !busy.Contains(u.Id) && AssistActs.MayAsk(current.Actor, loaded, u.Id)).Select(u => u.Code)],
            WhistleActs.IsOpen(on) && WhistleActs.TownOf(current.Actor, on, units) is { } town ? town.Name : null,
            await sponsors.OfAsync(on, ct),
            await sessions.OfAsync(on, ct),
            sessions.MayConvene(on));
    }

    /// <summary>A task with its case; nothing for whoever may not see the case.</summary>
    public async Task<(AssistTask Task, LoadedCase Loaded)?> FindTaskAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<AssistTask>().Where(t => t.Id == id).Join(db.Set<Case>(), t => t.CaseId, c => c.Id, (t, c) => new { Task = t, c.Number }).FirstOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        return await cases.FindAsync(found.Number, current.Actor, ct) is { } loaded ? (found.Task, loaded) : null;
    }

    public AssistView View(AssistTask task, LoadedCase loaded) => View(task, loaded.Case);

    public AssistView View(AssistTask task, Case on) => new(
        task.Id,
        on.Number,
        on.Title,
        names.Unit(task.UnitId),
        task.Asked,
        names.Person(task.AskedBy)!,
        task.AskedUtc,
        task.DueUtc,
        CaseCodes.Of(task.State),
        task.IsOverdue(clock.UtcNow),
        task.AcceptedUtc,
        names.Person(task.AcceptedBy),
        task.RepliedUtc,
        names.Person(task.RepliedBy),
        task.Reply,
        [.. task.ReplyFiles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)],
        task.TimesSentBack,
        task.SentBackReason,
        task.EndedUtc,
        names.Person(task.EndedBy),
        task.EndedAs is { } end ? CaseCodes.Of(end) : null,
        task.EndReason,
        [.. AssistActs.Of(current.Actor, on, task).Select(a => CaseCodes.Of(a))],
        task.Version);
}
