using Fengqiao.Contracts;
using static Fengqiao.Cases.Domain.CaseState;

namespace Fengqiao.Cases.Domain;

/// <summary>What an actor must be to a case, besides having the right.</summary>
internal enum Standing
{
    /// <summary>The post covers the desk at which the case lies.</summary>
    Desk,

    /// <summary>The person who took the matter in (首问负责).</summary>
    FirstReceiver,

    /// <summary>The post is in the lead unit.</summary>
    LeadUnit,

    /// <summary>The post is in the lead unit or an assisting one.</summary>
    AnyUnit,

    /// <summary>The post covers the place of the case.</summary>
    Area,

    /// <summary>The post is in a unit that is asked whose matter it is.</summary>
    ConsultedUnit,

    /// <summary>The post covers all units that are asked (共同上级).</summary>
    CommonSuperior,

    /// <summary>The person who reported it, known by the tracking code.</summary>
    Reporter,

    /// <summary>Whoever holds the link that was sent to the reporter for this call-back.</summary>
    LinkHolder,

    /// <summary>The post is in the lead unit, and the rule of the limit names the head of the unit.</summary>
    UnitHead,

    /// <summary>The post covers the county, and the rule of the limit names the county's dispatcher.</summary>
    CountyDesk,
}

/// <summary>One kind of person who may make a move. <paramref name="Right"/> is null for the reporter and who holds the reporter's link: they have no account.</summary>
internal readonly record struct Who(Standing Standing, string? Right);

/// <summary>What a move needs to be told.</summary>
internal enum MoveField
{
    /// <summary>Reason, answer, result, what was done: in words.</summary>
    Text,
    LeadUnit,
    AssistingUnits,

    /// <summary>Why, by a code of a dictionary the county keeps; the words say the rest.</summary>
    Reason,

    /// <summary>Number of the case this one goes on with.</summary>
    Into,
    Resolution,
    Satisfaction,

    /// <summary>How much more time, in the unit of the closing limit.</summary>
    Amount,

    /// <summary>Whether a hearing or something missing stops the clock.</summary>
    Hold,

    /// <summary>The day on which a suspension is looked at again, or until which units are asked for their opinion.</summary>
    ReviewOn,

    /// <summary>Whether the matter is the unit's own.</summary>
    Opinion,

    /// <summary>The unit that watches over a suspension.</summary>
    OwnerUnit,

    /// <summary>What is asked of the assisting units.</summary>
    Ask,

    /// <summary>Working days the assisting units have.</summary>
    AskDays,

    /// <summary>Why the lead unit submits while an assisting unit has not replied.</summary>
    Without,
}

/// <param name="Field">Which.</param>
/// <param name="IsRequired">Whether the move is refused without it.</param>
internal readonly record struct Needs(MoveField Field, bool IsRequired);

/// <summary>One line of the table: from which states, by whom, to which state (null keeps it), with what.</summary>
internal sealed record MoveRule(CaseMove Move, IReadOnlyList<CaseState> From, CaseState? To, IReadOnlyList<Who> By, IReadOnlyList<Needs> Needs)
{
    /// <summary>True where the reporter may know that it happened; whether they read the words says <see cref="MoveTable.IsWordedForReporter"/>.</summary>
    public bool IsPublic { get; init; } = true;
}

/// <summary>
/// All moves of a case. Nothing else assigns a state; an illegal move is always the same error.
/// The clock of the limits starts at dispatch, not at signing: a unit must not gain time by leaving an order unsigned.
/// </summary>
internal static class MoveTable
{
    private static readonly Who Dispatcher = new(Standing.Desk, Rights.CasesDispatch);
    private static readonly Who LeadHandler = new(Standing.LeadUnit, Rights.CasesHandle);
    private static readonly Who Verifier = new(Standing.Area, Rights.CasesVerify);
    private static readonly Who CallBackAgent = new(Standing.Area, Rights.CasesCallBack);
    private static readonly Who[] Extenders = [new(Standing.UnitHead, Rights.CasesExtend), new(Standing.CountyDesk, Rights.CasesDispatch)];
    private static readonly Who Reporter = new(Standing.Reporter, null);
    private static readonly Who LinkHolder = new(Standing.LinkHolder, null);
    private static readonly Needs Text = new(MoveField.Text, true);
    private static readonly Needs Note = new(MoveField.Text, false);
    private static readonly Needs Reason = new(MoveField.Reason, false);

    public static IReadOnlyList<MoveRule> Rules { get; } =
    [
        new(CaseMove.Answer, [Registered], Closed,
            [new(Standing.Desk, Rights.CasesAnswer), new(Standing.FirstReceiver, Rights.CasesAnswer)], [Text]),
        new(CaseMove.Refuse, [Registered], Refused, [Dispatcher], [Reason, Text]),
        new(CaseMove.Merge, [Registered], Merged, [Dispatcher], [new(MoveField.Into, true), Note]),
        new(CaseMove.Dispatch, [Registered], Dispatched, [Dispatcher],
            [new(MoveField.LeadUnit, true), new(MoveField.AssistingUnits, false), new(MoveField.Ask, false), new(MoveField.AskDays, false), Note]),
        new(CaseMove.PassUp, [Registered], null, [Dispatcher], [Text]),
        new(CaseMove.PassDown, [Registered], null, [Dispatcher], [Note]),
        new(CaseMove.Consult, [Registered], null, [Dispatcher],
            [new(MoveField.AssistingUnits, true), new(MoveField.ReviewOn, true), Text]) { IsPublic = false },
        new(CaseMove.GiveOpinion, [Registered], null, [new(Standing.ConsultedUnit, Rights.CasesHandle)], [new(MoveField.Opinion, true), Text]) { IsPublic = false },
        new(CaseMove.Settle, [Registered], Dispatched, [Dispatcher, new(Standing.CommonSuperior, Rights.CasesDispatch)],
            [new(MoveField.LeadUnit, true), new(MoveField.AssistingUnits, false), new(MoveField.Ask, false), new(MoveField.AskDays, false), Text]),
        new(CaseMove.EndConsultation, [Registered], null, [Dispatcher], [Text]) { IsPublic = false },

        new(CaseMove.Sign, [Dispatched], Signed, [LeadHandler], [Note]),
        new(CaseMove.Contact, [Dispatched, Signed, Handling], null, [LeadHandler], [Text]) { IsPublic = false },
        new(CaseMove.Progress, [Signed, Handling], Handling, [new(Standing.AnyUnit, Rights.CasesHandle)], [Text]),
        new(CaseMove.Remind, [Dispatched, Signed, Handling], null, [Dispatcher], [Note]) { IsPublic = false },
        new(CaseMove.RequestReturn, [Dispatched, Signed], ReturnRequested, [LeadHandler], [Reason, Text]) { IsPublic = false },
        new(CaseMove.ApproveReturn, [ReturnRequested], Registered, [Dispatcher], [Note]) { IsPublic = false },
        new(CaseMove.RefuseReturn, [ReturnRequested], Dispatched, [Dispatcher], [Text]) { IsPublic = false },
        new(CaseMove.Submit, [Signed, Handling], Submitted, [LeadHandler], [Text, new(MoveField.Without, false)]),

        new(CaseMove.RequestExtension, [Dispatched, Signed, Handling], null, [LeadHandler], [new(MoveField.Amount, false), Text]) { IsPublic = false },
        new(CaseMove.ApproveExtension, [Dispatched, Signed, Handling], null, Extenders, [new(MoveField.Amount, false), Text]),
        new(CaseMove.RefuseExtension, [Dispatched, Signed, Handling], null, Extenders, [Text]) { IsPublic = false },
        new(CaseMove.Pause, [Signed, Handling], null, [LeadHandler], [new(MoveField.Hold, true), Text]),
        new(CaseMove.RequestSuspension, [Signed, Handling], null, [LeadHandler], [Text]) { IsPublic = false },
        new(CaseMove.Suspend, [Signed, Handling], null, [Dispatcher], [new(MoveField.OwnerUnit, true), new(MoveField.ReviewOn, true), Text]),
        new(CaseMove.RefuseSuspension, [Signed, Handling], null, [Dispatcher], [Text]) { IsPublic = false },
        new(CaseMove.ReviewSuspension, [Signed, Handling], null, [Dispatcher], [new(MoveField.ReviewOn, true), Text]) { IsPublic = false },
        new(CaseMove.Resume, [Signed, Handling], null, [Dispatcher, LeadHandler], [Text]),

        new(CaseMove.SendBack, [Submitted], Handling, [Verifier], [Reason, Text]) { IsPublic = false },
        new(CaseMove.Verify, [Submitted], Verified, [Verifier], [Note]) { IsPublic = false },
        new(CaseMove.CallBack, [Verified], CalledBack, [CallBackAgent, LinkHolder],
            [new(MoveField.Resolution, true), new(MoveField.Satisfaction, true), Note]) { IsPublic = false },
        new(CaseMove.SendBack, [CalledBack], Handling, [CallBackAgent, LinkHolder], [Reason, Text]) { IsPublic = false },
        new(CaseMove.Close, [CalledBack], Closed, [CallBackAgent, LinkHolder], [Note]),
        new(CaseMove.Close, [Verified], Closed, [CallBackAgent], [Text]),

        new(CaseMove.Reopen, [Closed], Registered, [Dispatcher, Reporter], [Text]),
        new(CaseMove.Withdraw, [Registered, Dispatched, Signed, Handling], Withdrawn, [Dispatcher, Reporter], [Reason, Text]),
        new(CaseMove.Rate, [Closed], null, [Reporter], [new(MoveField.Satisfaction, true), Note]),
    ];

    /// <summary>True where the words of the move are meant for the reporter: answers and results are, notes between units are not.</summary>
    public static bool IsWordedForReporter(CaseMove move) =>
        move is CaseMove.Answer or CaseMove.Refuse or CaseMove.Progress or CaseMove.Submit or CaseMove.Withdraw or CaseMove.Reopen or CaseMove.Rate
            or CaseMove.ApproveExtension or CaseMove.Pause or CaseMove.Suspend or CaseMove.Resume;

    /// <summary>The line for a move in a state; null when the move is not possible there.</summary>
    public static MoveRule? Find(CaseMove move, CaseState from) =>
        Rules.FirstOrDefault(r => r.Move == move && r.From.Contains(from));

    /// <summary>The lines that start from a state, in the order of the table.</summary>
    public static IEnumerable<MoveRule> StartingFrom(CaseState state) => Rules.Where(r => r.From.Contains(state));
}
