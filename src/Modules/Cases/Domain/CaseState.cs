namespace Fengqiao.Cases.Domain;

/// <summary>Where a case stands. Only <see cref="MoveTable"/> decides how it gets from one to another.</summary>
public enum CaseState
{
    /// <summary>登记: taken in, waits at a desk.</summary>
    Registered,

    /// <summary>派单: a lead unit has it but has not confirmed receipt. All limits run from here.</summary>
    Dispatched,

    /// <summary>签收: the lead unit has confirmed receipt.</summary>
    Signed,

    /// <summary>办理中.</summary>
    Handling,

    /// <summary>退单申请: the lead unit says "not mine" and waits for the desk.</summary>
    ReturnRequested,

    /// <summary>办结申请: the lead unit says it is done.</summary>
    Submitted,

    /// <summary>核查通过: somebody else has looked and agrees.</summary>
    Verified,

    /// <summary>已回访: the reporter has been asked.</summary>
    CalledBack,

    /// <summary>结案.</summary>
    Closed,

    /// <summary>不予受理: the lawful route was told.</summary>
    Refused,

    /// <summary>并案: goes on as part of another case.</summary>
    Merged,

    /// <summary>撤回.</summary>
    Withdrawn,
}

/// <summary>What can be done with a case. 首次登记 (register) creates it and is therefore not in the table.</summary>
public enum CaseMove
{
    Register,
    Answer,
    Refuse,
    Merge,
    Dispatch,
    Sign,
    Contact,
    Progress,
    RequestReturn,
    ApproveReturn,
    RefuseReturn,
    Submit,
    SendBack,
    Verify,
    CallBack,
    Close,
    Reopen,
    Withdraw,
    PassUp,
    PassDown,

    /// <summary>催办: the desk reminds the lead unit of a case that it has in hand.</summary>
    Remind,
    Rate,

    /// <summary>延期申请: the lead unit asks for more time, before the closing limit is over.</summary>
    RequestExtension,
    ApproveExtension,
    RefuseExtension,

    /// <summary>中止计时: a hearing is held or something has to be supplied; the closing clock stands still.</summary>
    Pause,

    /// <summary>挂账申请: the lead unit says that nobody can solve it for the time being.</summary>
    RequestSuspension,

    /// <summary>挂账: approved, with an owner and a day of review; the closing clock stands still.</summary>
    Suspend,
    RefuseSuspension,

    /// <summary>挂账复核: looked at again, it stays suspended until the next day of review.</summary>
    ReviewSuspension,

    /// <summary>恢复计时: the clock runs on, after a pause or because the review ended the suspension.</summary>
    Resume,

    /// <summary>派单前会商: the desk asks several units whose matter it is, before it dispatches.</summary>
    Consult,

    /// <summary>会商意见: a unit that was asked says whether the matter is its own, and why.</summary>
    GiveOpinion,

    /// <summary>会商定责: dispatched by what the units agreed on, or by the decision of their common superior; final.</summary>
    Settle,

    /// <summary>终止会商: the desk goes on without it.</summary>
    EndConsultation,
}

/// <summary>What a unit says when it is asked whose matter it is.</summary>
public enum UnitOpinion
{
    /// <summary>属本单位职责.</summary>
    Ours,

    /// <summary>可以协办: others lead, the unit helps.</summary>
    Helps,

    /// <summary>不属本单位职责.</summary>
    NotOurs,
}

/// <summary>Why the closing clock of a case stands still.</summary>
public enum HoldKind
{
    /// <summary>听证.</summary>
    Hearing,

    /// <summary>补正、补充材料.</summary>
    Supplement,

    /// <summary>客观不能（挂账）: an owner looks again on the day of review.</summary>
    Impossible,
}

/// <summary>Groups of states that people think in.</summary>
internal static class CaseStates
{
    /// <summary>Still somebody's work.</summary>
    public static IReadOnlyList<CaseState> Open { get; } =
    [
        CaseState.Registered, CaseState.Dispatched, CaseState.Signed, CaseState.Handling,
        CaseState.ReturnRequested, CaseState.Submitted, CaseState.Verified, CaseState.CalledBack,
    ];

    /// <summary>With the handling unit: its limits are running.</summary>
    public static IReadOnlyList<CaseState> InHand { get; } =
        [CaseState.Dispatched, CaseState.Signed, CaseState.Handling, CaseState.ReturnRequested];
}

/// <summary>How a matter came in.</summary>
public enum Channel
{
    Window,
    Hotline,
    CitizenWeb,
    GridWorker,
    Api,
    Unit,
    Import,
}

public enum Urgency
{
    Normal,
    Urgent,

    /// <summary>突发、可能造成生命财产损失.</summary>
    Critical,
}

/// <summary>What the reporter asked for about their name.</summary>
public enum ReporterWish
{
    Open,

    /// <summary>匿名: no name was given.</summary>
    Anonymous,

    /// <summary>保密: the name is known to the centre and kept from the handling unit.</summary>
    Secret,
}

/// <summary>What the reporter said when asked: 解决、部分解决、未解决.</summary>
public enum Resolution
{
    Solved,
    Partly,
    Unsolved,
}

/// <summary>满意、基本满意、一般、不满意.</summary>
public enum Satisfaction
{
    Satisfied,
    Mostly,
    SoSo,
    Dissatisfied,
}
