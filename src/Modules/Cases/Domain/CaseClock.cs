using System.Globalization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>What a lead unit has asked for and nobody has decided yet.</summary>
internal enum CaseAsk
{
    Extension,
    Suspension,
}

/// <summary>The rules that the limits of a dispatch came from, by their codes: under which a case runs can always be said.</summary>
/// <param name="Dispatch">The dispatch rule that set the closing limit in place of <paramref name="Close"/>; null where none did.</param>
/// <param name="Statute">The limit of law that governs the matter; null where none does.</param>
internal sealed record LimitCodes(string Sign, string Contact, string Close, string? Dispatch, string? Statute);

/// <summary>
/// The limits of one case with all that is needed to count them: what was in force when it was dispatched, and the calendar as it is known now.
/// </summary>
/// <param name="Extension">How much more time the unit may get, how often, and who allows it; null where none.</param>
/// <param name="IsPausable">A hearing or something missing stops the closing clock.</param>
/// <param name="Return">How long the unit may say "not mine".</param>
internal sealed record CaseClock(
    CaseLimits Limits, LimitCodes Codes, ExtensionRule? Extension, bool IsPausable, DeadlineSpec Return, StatuteLimit? Statute, WorkingCalendar Calendar, TimeZoneInfo Zone)
{
    public DueTimes From(Case on, DateTime dispatchedUtc) =>
        Limits.From(dispatchedUtc, Calendar, Zone) with { Codes = Codes, Statute = StatuteDue(on, dispatchedUtc, [], more: 0) };

    /// <summary>When the closing limit ends with so much more time, the standstills left out.</summary>
    public DueTime CloseDue(Case on, int extended) =>
        Deadline.From(Limits.Close with { Amount = Limits.Close.Amount + extended }, on.DispatchedUtc!.Value, Calendar, Zone, on.Standstills);

    public DateTime ReturnDue(Case on) => Deadline.From(Return, on.DispatchedUtc!.Value, Calendar, Zone).DueUtc;

    /// <summary>The latest that the law allows, its own extensions included; null where no limit of law governs.</summary>
    public DateTime? Latest(Case on) =>
        StatuteDue(on, on.DispatchedUtc!.Value, on.Standstills, Statute?.Extension is { } more ? more.Amount * more.Times : 0)?.DueUtc;

    public DueTime? StatuteDue(Case on, DateTime dispatchedUtc, IReadOnlyList<Standstill> standstills, int more) => Statute is { } limit
        ? Deadline.From(
            limit.Spec with { Amount = limit.Amount + more },
            limit.StartsWith == StatuteStart.Receipt ? on.ReceivedUtc : dispatchedUtc,
            Calendar, Zone, limit.IsPausable ? standstills : [])
        : null;
}

/// <summary>The closing clock of a case: started, extended, stopped and run on.</summary>
internal sealed partial class Case
{
    /// <summary>The closing limit as it was counted at the dispatch: before extensions, standstills and changes of the calendar.</summary>
    public DateTime? CloseDueFirstUtc { get; private set; }

    /// <summary>The limit of law that governs the matter, after and before rolling over a day of rest.</summary>
    public DateTime? StatuteDueUtc { get; private set; }

    public DateTime? StatuteDueOriginalUtc { get; private set; }

    public string? SignRule { get; private set; }

    public string? ContactRule { get; private set; }

    public string? CloseRule { get; private set; }

    /// <summary>The dispatch rule that set the closing limit; null where <see cref="CloseRule"/> did.</summary>
    public string? DispatchRule { get; private set; }

    public string? StatuteRule { get; private set; }

    /// <summary>How much more time was allowed since the dispatch, in the unit of the closing limit.</summary>
    public int ExtendedAmount { get; private set; }

    /// <summary>How often more time was allowed since the dispatch.</summary>
    public int TimesExtended { get; private set; }

    /// <summary>How often the case was ever suspended.</summary>
    public int TimesSuspended { get; private set; }

    public CaseAsk? Ask { get; private set; }

    public DateTime? AskedUtc { get; private set; }

    /// <summary>How much more time is asked for, in the unit of the closing limit.</summary>
    public int? AskedAmount { get; private set; }

    /// <summary>Since when the closing clock stands still; null while it runs or after it stopped.</summary>
    public DateTime? HeldUtc { get; private set; }

    public HoldKind? Hold { get; private set; }

    /// <summary>The day on which a suspension is looked at again.</summary>
    public DateOnly? HoldReviewOn { get; private set; }

    /// <summary>The unit that watches over a suspension.</summary>
    public Guid? HoldOwnerUnitId { get; private set; }

    /// <summary>Past standstills since the dispatch, as ISO 8601 intervals between spaces; read them by <see cref="Standstills"/>.</summary>
    public string StoodStill { get; private set; } = "";

    public IReadOnlyList<Standstill> Standstills => [.. StoodStill.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>
    /// Counts the limits anew that are still running, with the calendar of the clock. Answers whether one moved. What was met or ended stays
    /// as it was judged, and the due time of the dispatch is kept beside.
    /// </summary>
    public bool Recount(CaseClock clock)
    {
        if (DispatchedUtc is not { } start || ClosedUtc is not null || (StoppedUtc is not null && HeldUtc is null))
        {
            return false;
        }

        var before = (SignDueUtc, ContactDueUtc, CloseDueUtc, CloseDueOriginalUtc, StatuteDueUtc, StatuteDueOriginalUtc);
        SignDueUtc = SignedUtc is null ? Deadline.From(clock.Limits.Sign, start, clock.Calendar, clock.Zone).DueUtc : SignDueUtc;
        ContactDueUtc = ContactedUtc is null ? Deadline.From(clock.Limits.FirstContact, start, clock.Calendar, clock.Zone).DueUtc : ContactDueUtc;
        var close = clock.CloseDue(this, ExtendedAmount);
        CloseDueOriginalUtc = close.OriginalUtc;
        CloseDueUtc = close.DueUtc;
        var statute = clock.StatuteDue(this, start, Standstills, more: 0);
        if (TimesExtended > 0 && clock.Statute?.Extension is { } more && CloseDueUtc > statute?.DueUtc)
        {
            statute = clock.StatuteDue(this, start, Standstills, more.Amount * more.Times);
        }

        (StatuteDueOriginalUtc, StatuteDueUtc) = (statute?.OriginalUtc, statute?.DueUtc);
        return before != (SignDueUtc, ContactDueUtc, CloseDueUtc, CloseDueOriginalUtc, StatuteDueUtc, StatuteDueOriginalUtc);
    }

    private void StartClock(MoveInput input, MoveContext context)
    {
        var due = context.Due!.Value;
        LeadUnitId = input.LeadUnitId;
        DispatchedUtc = context.NowUtc;
        SignDueUtc = due.SignUtc;
        ContactDueUtc = due.ContactUtc;
        CloseDueOriginalUtc = due.Close.OriginalUtc;
        CloseDueUtc = due.Close.DueUtc;
        CloseDueFirstUtc = CloseDueUtc;
        (StatuteDueOriginalUtc, StatuteDueUtc) = (due.Statute?.OriginalUtc, due.Statute?.DueUtc);
        (SignRule, ContactRule, CloseRule) = (due.Codes?.Sign, due.Codes?.Contact, due.Codes?.Close);
        (DispatchRule, StatuteRule) = (due.Codes?.Dispatch, due.Codes?.Statute);
        Category = input.Category ?? Category;
    }

    private void FollowClock(CaseMove move, MoveInput input, MoveContext context)
    {
        switch (move)
        {
            case CaseMove.RequestExtension:
                (Ask, AskedUtc, AskedAmount) = (CaseAsk.Extension, context.NowUtc, input.Amount ?? context.Clock!.Extension!.Value.Amount);
                break;
            case CaseMove.RequestSuspension:
                (Ask, AskedUtc, AskedAmount) = (CaseAsk.Suspension, context.NowUtc, null);
                break;
            case CaseMove.ApproveExtension:
                ExtendedAmount += input.Amount ?? AskedAmount!.Value;
                TimesExtended++;
                ForgetAsk();
                Recount(context.Clock!);
                break;
            case CaseMove.RefuseExtension or CaseMove.RefuseSuspension:
                ForgetAsk();
                break;
            case CaseMove.Pause:
                StandStill(input.Hold!.Value, context.NowUtc);
                break;
            case CaseMove.Suspend:
                StandStill(HoldKind.Impossible, context.NowUtc);
                TimesSuspended++;
                (HoldReviewOn, HoldOwnerUnitId) = (input.ReviewOn, input.OwnerUnitId);
                ForgetAsk();
                break;
            case CaseMove.ReviewSuspension:
                HoldReviewOn = input.ReviewOn;
                break;
            case CaseMove.Resume:
                RunOn(context.NowUtc);
                Recount(context.Clock!);
                break;
        }
    }

    private void StandStill(HoldKind kind, DateTime nowUtc) => (Hold, HeldUtc, StoppedUtc) = (kind, nowUtc, nowUtc);

    private void RunOn(DateTime nowUtc)
    {
        StoodStill = $"{StoodStill} {Text(HeldUtc!.Value)}/{Text(nowUtc)}".TrimStart();
        StoppedUtc = null;
        Release();
    }

    private void Release()
    {
        (Hold, HeldUtc, HoldReviewOn, HoldOwnerUnitId) = (null, null, null, null);
        ForgetAsk();
    }

    private void ForgetAsk() => (Ask, AskedUtc, AskedAmount) = (null, null, null);

    /// <summary>Back at the desk: no unit, no limits.</summary>
    private void StopClock()
    {
        LeadUnitId = null;
        IsFinalDispatch = false;
        DispatchedUtc = SignedUtc = ContactedUtc = StoppedUtc = SignDueUtc = ContactDueUtc = CloseDueUtc = CloseDueOriginalUtc = CloseDueFirstUtc = null;
        StatuteDueUtc = StatuteDueOriginalUtc = null;
        SignRule = ContactRule = CloseRule = DispatchRule = StatuteRule = null;
        (ExtendedAmount, TimesExtended, StoodStill) = (0, 0, "");
        Release();
        SubmittedBy = null;
        Resolution = null;
        Satisfaction = null;
    }

    private static string Text(DateTime utc) => utc.ToString("O", CultureInfo.InvariantCulture);

    private static Standstill Parse(string interval)
    {
        var ends = interval.Split('/');
        return new Standstill(Moment(ends[0]), Moment(ends[1]));
    }

    private static DateTime Moment(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
