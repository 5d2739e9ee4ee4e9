using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Jobs;

/// <summary>The tasks of assisting units in a case that is loaded with its past, as they would have been kept: a dispatch asks, and what ends the work ends them.</summary>
internal sealed class HistoryAssists(WorkingCalendar calendar, CountyClock clock, IUnitDirectory units)
{
    private readonly List<AssistTask> _tasks = [];

    public IEnumerable<AssistTask> Tasks => _tasks;

    /// <param name="taken">The case as it is after the step.</param>
    public void Follow(Case taken, TimelineEntry entry, CaseHistoryStep step)
    {
        if (entry.Move.IsDispatch())
        {
            _tasks.AddRange((step.AssistingUnits ?? []).Select(code => Asked(taken, step, code)).OfType<AssistTask>());
            return;
        }

        AssistEnd? end = entry.Move switch
        {
            CaseMove.ApproveReturn or CaseMove.Reopen => AssistEnd.Returned,
            CaseMove.Submit => AssistEnd.Submitted,
            CaseMove.Withdraw => AssistEnd.CaseEnded,
            _ => null,
        };
        for (var i = 0; end is { } why && i < _tasks.Count; i++)
        {
            _tasks[i] = _tasks[i].End(why, why == AssistEnd.Submitted ? step.Text : null, step.Account, step.AtUtc) is { IsSuccess: true, Value: var ended } ? ended with { Version = 1 } : _tasks[i];
        }
    }

    private AssistTask? Asked(Case taken, CaseHistoryStep step, string code)
    {
        if (units.FindByCode(code) is not { } unit)
        {
            return null;
        }

        var task = new AssistTask
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(step.AtUtc, TimeSpan.Zero)), CaseId = taken.Id, UnitId = unit.Id, Asked = "", AskedBy = step.Account, AskedUtc = step.AtUtc,
            DueUtc = AssistDue.Usual(step.AtUtc, taken.CloseDueUtc ?? step.AtUtc, calendar, clock.Zone),
        };
        return step.Replies?.FirstOrDefault(r => r.Unit == code) is not { } reply ? task : task with
        {
            State = AssistState.Done, AcceptedUtc = reply.AtUtc, AcceptedBy = reply.Account, RepliedUtc = reply.AtUtc, RepliedBy = reply.Account, Reply = reply.Text, EndedUtc = reply.AtUtc, EndedBy = step.Account,
        };
    }
}
