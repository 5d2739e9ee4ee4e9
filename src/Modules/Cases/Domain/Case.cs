using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// One matter taken in (事件 / 诉求). Holds where it stands; how it got there is its timeline. State and all that follows from a move are
/// assigned in <see cref="Apply"/> only.
/// </summary>
internal sealed partial class Case : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>1, 2, 3 … over the whole installation; the key of the search index and the order of arrival.</summary>
    public long Sequence { get; set; }

    /// <summary>SJ + date + county + five digits, without gaps. Given inside the transaction that inserts the case.</summary>
    public string Number { get; set; } = "";

    public int Version { get; private set; } = 1;

    public CaseState State { get; private set; } = CaseState.Registered;

    /// <summary>As it was told; only <see cref="TakeOut"/> ever takes something out of it.</summary>
    public required string Title { get; set; }

    public required string Description { get; set; }

    public required Channel Channel { get; init; }

    /// <summary>Code of the category; null until somebody has classified it.</summary>
    public string? Category { get; private set; }

    public required Urgency Urgency { get; init; }

    /// <summary>How many people the matter concerns; the reporter included.</summary>
    public required int PeopleConcerned { get; init; }

    public required ReporterWish Wish { get; init; }

    public CaseSecrecy Secrecy { get; private set; }

    /// <summary>Why it is not ordinary, or why its reporter is kept from a unit; null where neither holds.</summary>
    public string? SecrecyReason { get; private set; }

    /// <summary>The unit that the matter complains about: its people never learn who complained.</summary>
    public Guid? AboutUnitId { get; private set; }

    /// <summary>Version of the privacy notice the reporter had before them; null where staff or a program took the matter in.</summary>
    public string? PrivacyNotice { get; init; }

    /// <summary>The lowest region known to contain the place: grid, village, town, or the county itself.</summary>
    public required string Place { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public string? Address { get; set; }

    /// <summary>The region whose desk has to decide while the case is registered; moves up and down between county, town and village.</summary>
    public required string Desk { get; set; }

    public Guid? LeadUnitId { get; private set; }

    /// <summary>The lead unit asked to return it and was refused: 指定派单, it may not ask again.</summary>
    public bool IsFinalDispatch { get; private set; }

    /// <summary>首问负责: who took it in. Never blank, never changed.</summary>
    public required string FirstReceiver { get; init; }

    public Guid? FirstReceiverUnitId { get; init; }

    /// <summary>When the reporter turned to us; registration may come later.</summary>
    public required DateTime ReceivedUtc { get; init; }

    public required DateTime RegisteredUtc { get; init; }

    public DateTime? DispatchedUtc { get; private set; }

    public DateTime? SignedUtc { get; private set; }

    public DateTime? ContactedUtc { get; private set; }

    /// <summary>When the clock of the closing limit stopped: it stands still, the lead unit submitted, or the case ended otherwise. Null while it runs.</summary>
    public DateTime? StoppedUtc { get; private set; }

    public DateTime? ClosedUtc { get; private set; }

    public DateTime? SignDueUtc { get; private set; }

    public DateTime? ContactDueUtc { get; private set; }

    public DateTime? CloseDueUtc { get; private set; }

    /// <summary>The closing limit before it was rolled over a rest day (民法典 203).</summary>
    public DateTime? CloseDueOriginalUtc { get; private set; }

    /// <summary>Account that submitted last; it may not verify.</summary>
    public string? SubmittedBy { get; private set; }

    public Resolution? Resolution { get; private set; }

    /// <summary>What the reporter said at the call-back.</summary>
    public Satisfaction? Satisfaction { get; private set; }

    /// <summary>What the reporter chose on the tracking page after closing.</summary>
    public Satisfaction? Rating { get; private set; }

    public int TimesReturned { get; private set; }

    public int TimesSentBack { get; private set; }

    public int TimesReopened { get; private set; }

    public Guid? MergedIntoId { get; private set; }

    public DateTime UpdatedUtc { get; private set; }

    /// <summary>System the case was imported from, with its id there; together unique.</summary>
    public string? ExternalSource { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>True once the closing limit was missed, whether the case is still open or not.</summary>
    public bool IsLate(DateTime nowUtc) => CloseDueUtc is { } due && (StoppedUtc ?? nowUtc) > due;

    /// <summary>First assignment of category and times when the case is taken in.</summary>
    public Case Begin(string? category)
    {
        Category = category;
        UpdatedUtc = RegisteredUtc;
        return this;
    }

    /// <summary>Decides anew who may see the case, and from whom its reporter is kept. No move: the state stays.</summary>
    public void Protect(CaseSecrecy secrecy, Guid? aboutUnit, string reason, DateTime nowUtc)
    {
        (Secrecy, AboutUnitId) = (secrecy, aboutUnit);
        SecrecyReason = secrecy == CaseSecrecy.Ordinary && aboutUnit is null ? null : reason;
        Touch(nowUtc);
    }

    /// <summary>Takes what tells who a person is out of the words of the case, because the person is erased.</summary>
    public void TakeOut(Func<string, string> taking, DateTime nowUtc)
    {
        Title = taking(Title);
        Description = taking(Description);
        Address = Address is null ? null : taking(Address);
        Touch(nowUtc);
    }

    /// <summary>Something that belongs to the case has changed: whoever changes it at the same moment must lose.</summary>
    public void Touch(DateTime nowUtc)
    {
        Version++;
        UpdatedUtc = nowUtc;
    }

    /// <summary>
    /// Makes a move that <see cref="MoveTable"/> allows and <see cref="MoveRules"/> has found in order.
    /// </summary>
    public TimelineEntry Apply(MoveRule rule, MoveInput input, MoveContext context)
    {
        var from = State;
        State = rule.To ?? State;
        Follow(rule.Move, input, context);
        Version++;
        UpdatedUtc = context.NowUtc;
        return new TimelineEntry
        {
            Id = context.NewId,
            CaseId = Id,
            AtUtc = context.NowUtc,
            Move = rule.Move,
            FromState = from,
            ToState = State,
            Account = context.Account,
            UnitId = context.UnitId,
            ToUnitId = rule.Move.IsDispatch() ? input.LeadUnitId : rule.Move == CaseMove.Suspend ? input.OwnerUnitId : null,
            Text = input.Text ?? "",
            Reason = input.Reason,
            Opinion = input.Opinion,
            Resolution = input.Resolution,
            Satisfaction = input.Satisfaction,
            IsPublic = rule.IsPublic,
        };
    }

    private void Follow(CaseMove move, MoveInput input, MoveContext context)
    {
        switch (move)
        {
            case CaseMove.Answer:
                Resolution = Domain.Resolution.Solved;
                End(context.NowUtc);
                break;
            case CaseMove.Refuse or CaseMove.Withdraw:
                End(context.NowUtc);
                break;
            case CaseMove.Merge:
                MergedIntoId = input.IntoId;
                End(context.NowUtc);
                break;
            case CaseMove.Dispatch:
                StartClock(input, context);
                break;
            case CaseMove.Sign:
                SignedUtc = context.NowUtc;
                break;
            case CaseMove.Contact or CaseMove.Progress:
                ContactedUtc ??= context.NowUtc;
                break;
            case CaseMove.ApproveReturn:
                TimesReturned++;
                UnsettledReturns++;
                StopClock();
                break;
            case CaseMove.RefuseReturn:
                IsFinalDispatch = true;
                SignedUtc = null;
                break;
            case CaseMove.RequestReturn:
                ForgetAsk();
                break;
            case CaseMove.Submit:
                ForgetAsk();
                StoppedUtc = context.NowUtc;
                SubmittedBy = context.Account;
                UnsettledReturns = 0;
                break;
            case CaseMove.SendBack:
                TimesSentBack++;
                StoppedUtc = null;
                break;
            case CaseMove.CallBack:
                Resolution = input.Resolution;
                Satisfaction = input.Satisfaction;
                break;
            case CaseMove.Close:
                ClosedUtc = context.NowUtc;
                break;
            case CaseMove.Reopen:
                TimesReopened++;
                ClosedUtc = null;
                Rating = null;
                StopClock();
                break;
            case CaseMove.PassUp or CaseMove.PassDown:
                Desk = input.Desk!.Value.Value;
                break;
            case CaseMove.Rate:
                Rating = input.Satisfaction;
                break;
            case CaseMove.Consult:
                (ConsultedUtc, ConsultUntil) = (context.NowUtc, input.ReviewOn);
                break;
            case CaseMove.EndConsultation:
                ForgetConsultation();
                break;
            case CaseMove.Settle:
                StartClock(input, context);
                IsFinalDispatch = true;
                UnsettledReturns = 0;
                ForgetConsultation();
                break;
            default:
                FollowClock(move, input, context);
                break;
        }
    }

    private void End(DateTime nowUtc)
    {
        StoppedUtc = nowUtc;
        ClosedUtc = nowUtc;
        Release();
        ForgetConsultation();
    }
}

/// <summary>What a move was told. Which parts are needed says <see cref="MoveRule.Needs"/>.</summary>
internal sealed record MoveInput
{
    public string? Text { get; init; }

    /// <summary>Code of a word of the list that belongs to the move.</summary>
    public string? Reason { get; init; }

    public Guid? LeadUnitId { get; init; }

    public IReadOnlyList<Guid> AssistingUnitIds { get; init; } = [];

    /// <summary>Category settled at dispatch; null keeps what the case has.</summary>
    public string? Category { get; init; }

    public Guid? IntoId { get; init; }

    public Resolution? Resolution { get; init; }

    public Satisfaction? Satisfaction { get; init; }

    /// <summary>More time, in the unit of the closing limit; null asks for as much as the limit allows, or allows as much as was asked for.</summary>
    public int? Amount { get; init; }

    public HoldKind? Hold { get; init; }

    public UnitOpinion? Opinion { get; init; }

    public DateOnly? ReviewOn { get; init; }

    public Guid? OwnerUnitId { get; init; }

    /// <summary>What is asked of the assisting units, and how many working days they have; null leaves both to the rule.</summary>
    public string? Ask { get; init; }

    public int? AskDays { get; init; }

    /// <summary>Why it is submitted though an assisting unit has not replied.</summary>
    public string? Without { get; init; }

    /// <summary>The desk it goes to when passed up or down; found by the rules, not told by the caller.</summary>
    public RegionCode? Desk { get; init; }
}

/// <summary>The circumstances of a move.</summary>
/// <param name="UnitId">The unit for which the actor acts; null for the reporter.</param>
/// <param name="Due">The limits that start now, for a dispatch.</param>
/// <param name="Clock">What the limits of a dispatched case are counted by, for moves that change them.</param>
internal sealed record MoveContext(DateTime NowUtc, Guid NewId, string Account, Guid? UnitId, DueTimes? Due, CaseClock? Clock = null);
