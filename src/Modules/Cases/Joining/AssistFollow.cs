using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>
/// What a move of the case means for the tasks of its assisting units: a dispatch asks them, and whatever takes the case out of the lead unit's
/// hands ends what is open. Written in the commit of the move, so that no task is left behind by it.
/// </summary>
internal sealed class AssistFollow(FengqiaoDb db, ICalendarSource calendar, CountyClock clock, CurrentActor current)
{
    /// <summary>Open tasks of a case: what stands in the way of submitting.</summary>
    public Task<int> CountOpenAsync(Guid caseId, CancellationToken ct) => Open(caseId).CountAsync(ct);

    /// <param name="moved">The case as it is after the move.</param>
    public async Task<Result<Done>> AddAsync(Commit commit, CaseMove move, Case moved, MoveInput input, CancellationToken ct)
    {
        if (move.IsDispatch())
        {
            return Ask(commit, moved, input);
        }

        AssistEnd? end = move switch
        {
            CaseMove.ApproveReturn or CaseMove.Reopen => AssistEnd.Returned,
            CaseMove.Submit => AssistEnd.Submitted,
            CaseMove.Withdraw => AssistEnd.CaseEnded,
            _ => null,
        };
        if (end is { } why)
        {
            foreach (var task in await Open(moved.Id).ToListAsync(ct))
            {
                var ended = task.End(why, why == AssistEnd.Submitted ? input.Without : null, current.Actor.Account, clock.UtcNow);
                commit.Update(ended.Value, task.Version).Audit("assist.ended", "case", moved.Number, new { task.UnitId, why = CaseCodes.Of(why), move = CaseCodes.Of(move) });
            }
        }

        return Done.Instance;
    }

    private Result<Done> Ask(Commit commit, Case moved, MoveInput input)
    {
        if (input.AssistingUnitIds.Count == 0)
        {
            return Done.Instance;
        }

        var now = clock.UtcNow;
        var closes = moved.CloseDueUtc ?? now;
        var due = input.AskDays is { } days ? AssistDue.Of(days, now, closes, calendar.Current, clock.Zone) : AssistDue.Usual(now, closes, calendar.Current, clock.Zone);
        if (due.Failed(out var error))
        {
            return error.For("askDays");
        }

        commit.InsertAll(input.AssistingUnitIds.Select(unit => new AssistTask
        {
            Id = clock.NewId(), CaseId = moved.Id, UnitId = unit, Asked = input.Ask ?? "", AskedBy = current.Actor.Account, AskedUtc = now, DueUtc = due.Value,
        }));
        return Done.Instance;
    }

    private IQueryable<AssistTask> Open(Guid caseId) =>
        db.Set<AssistTask>().Where(t => t.CaseId == caseId && (t.State == AssistState.Asked || t.State == AssistState.Accepted || t.State == AssistState.Replied));
}
