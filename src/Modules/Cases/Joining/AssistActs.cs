using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Joining;

/// <summary>What can be done with the task of an assisting unit.</summary>
internal enum AssistAct
{
    Accept,
    Reply,
    Take,
    SendBack,
    Change,
    Release,
}

/// <summary>Who may do what with a task. What a page offers and what the server takes is read from here.</summary>
internal static class AssistActs
{
    public static IEnumerable<AssistAct> Of(Actor actor, Case on, AssistTask task)
    {
        if (!task.IsOpen || !CaseStates.InHand.Contains(on.State))
        {
            yield break;
        }

        var isUnit = actor.CanFor(Rights.CasesHandle, task.UnitId);
        var waits = task.State is AssistState.Asked or AssistState.Accepted;
        if (isUnit && task.State == AssistState.Asked)
        {
            yield return AssistAct.Accept;
        }

        if (isUnit && waits)
        {
            yield return AssistAct.Reply;
        }

        if (Leads(actor, on) && task.State == AssistState.Replied)
        {
            yield return AssistAct.Take;
            yield return AssistAct.SendBack;
        }

        if (Leads(actor, on) || Dispatches(actor, on))
        {
            if (waits)
            {
                yield return AssistAct.Change;
            }

            yield return AssistAct.Release;
        }
    }

    public static bool Leads(Actor actor, Case on) => on.LeadUnitId is { } lead && actor.CanFor(Rights.CasesHandle, lead);

    public static bool Dispatches(Actor actor, Case on) => actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(on.Desk));

    /// <summary>The lead unit asks those that assist; the desk may bring in others, since it is the desk that says who takes part.</summary>
    public static bool MayAsk(Actor actor, LoadedCase loaded, Guid unit) =>
        CaseStates.InHand.Contains(loaded.Case.State) && (Dispatches(actor, loaded.Case) || (Leads(actor, loaded.Case) && loaded.Assisting.Contains(unit)));
}
