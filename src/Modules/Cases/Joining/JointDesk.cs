using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Piles of tasks, seen from the reader's units.</summary>
internal enum AssistPile
{
    /// <summary>Asked of the own units and not yet replied to.</summary>
    Mine,

    /// <summary>Of those, what is late.</summary>
    Overdue,

    /// <summary>Replies that wait for the own unit as the lead.</summary>
    ToTake,

    /// <summary>What other units owe the own one as the lead.</summary>
    Owed,

    /// <summary>Everything, ended tasks too, among the cases one may see.</summary>
    All,
}

/// <summary>Tasks of assisting units over all cases: what waits for one's units, and what they wait for.</summary>
internal sealed class JointDesk(FengqiaoDb db, CaseAccess access, JointReader reader, WhistleList whistles, CountyClock clock, CurrentActor current)
{
    public async Task<PageOf<AssistView>> PageAsync(AssistPile pile, Paging paging, CancellationToken ct)
    {
        var tasks = Of(pile);
        var total = await tasks.CountAsync(ct);
        var rows = await (pile == AssistPile.All ? tasks.OrderByDescending(t => t.Task.AskedUtc) : tasks.OrderBy(t => t.Task.DueUtc)).ThenBy(t => t.Task.Id)
            .Skip((paging.Page - 1) * paging.PageSize).Take(paging.PageSize).ToListAsync(ct);
        return new PageOf<AssistView>([.. rows.Select(r => reader.View(r.Task, r.On))], total, paging.Page, paging.PageSize);
    }

    public async Task<IReadOnlyDictionary<AssistPile, int>> CountsAsync(CancellationToken ct)
    {
        var counts = new Dictionary<AssistPile, int>();
        foreach (var pile in Enum.GetValues<AssistPile>())
        {
            counts[pile] = await Of(pile).CountAsync(ct);
        }

        return counts;
    }

    /// <summary>What the work desk shows: the piles in which something waits for the reader's units.</summary>
    public async Task<IReadOnlyList<WaitingPile>> WaitingAsync(CancellationToken ct)
    {
        var me = current.Actor.Account;
        var handedOver = await access.Visible(current.Actor).CountAsync(c => c.State == CaseState.Dispatched && c.FirstReceiver == me, ct);
        if (!current.Actor.Can(Rights.CasesHandle))
        {
            return handedOver == 0 ? [] : [new("handed-over", handedOver)];
        }

        var open = await Of(AssistPile.Mine).Select(t => new { t.Task.State, t.Task.DueUtc })
            .Concat(Of(AssistPile.ToTake).Select(t => new { t.Task.State, t.Task.DueUtc })).ToListAsync(ct);
        var mine = open.Where(t => t.State != AssistState.Replied).ToList();
        var late = mine.Count(t => t.DueUtc < clock.UtcNow);
        WaitingPile[] piles = [new("mine", mine.Count), new("overdue", late), new("to-take", open.Count - mine.Count), new("whistles", await whistles.CountAsync(WhistlePile.Waiting, ct)), new("handed-over", handedOver)];
        return [.. piles.Where(p => p.Count > 0)];
    }

    private IQueryable<TaskOnCase> Of(AssistPile pile)
    {
        var (units, now) = (current.Actor.PostsWith(Rights.CasesHandle).Select(p => p.UnitId).Distinct().ToList(), clock.UtcNow);
        var all = access.Visible(current.Actor).Join(db.Set<AssistTask>(), c => c.Id, t => t.CaseId, (c, t) => new TaskOnCase { Task = t, On = c });
        return pile switch
        {
            AssistPile.Mine => all.Where(t => units.Contains(t.Task.UnitId) && (t.Task.State == AssistState.Asked || t.Task.State == AssistState.Accepted)),
            AssistPile.Overdue => all.Where(t => units.Contains(t.Task.UnitId) && (t.Task.State == AssistState.Asked || t.Task.State == AssistState.Accepted) && t.Task.DueUtc < now),
            AssistPile.ToTake => all.Where(t => t.On.LeadUnitId != null && units.Contains(t.On.LeadUnitId.Value) && t.Task.State == AssistState.Replied),
            AssistPile.Owed => all.Where(t => t.On.LeadUnitId != null && units.Contains(t.On.LeadUnitId.Value) && (t.Task.State == AssistState.Asked || t.Task.State == AssistState.Accepted)),
            _ => all,
        };
    }

    private sealed class TaskOnCase
    {
        public required AssistTask Task { get; init; }

        public required Case On { get; init; }
    }
}
