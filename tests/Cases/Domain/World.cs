using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>A county of a few places and units, and the people who work in it.</summary>
internal static class World
{
    public const string County = "339901";
    public const string Town = "339901101";
    public const string Village = "339901101203";
    public const string Grid = "339901101203004";
    public const string OtherTown = "339901102";
    public const string OtherVillage = "339901102201";

    /// <summary>Monday, 2 March 2026, 09:00 in the county.</summary>
    public static readonly DateTime Monday = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    public static readonly Guid LeadUnit = new("00000000-0000-7000-8000-000000000001");
    public static readonly Guid AssistingUnit = new("00000000-0000-7000-8000-000000000002");
    public static readonly Guid OtherUnit = new("00000000-0000-7000-8000-000000000003");

    private static readonly HashSet<string> Departmental = ["handler"];
    private static int _ids;

    public static Guid NewId() => new(Interlocked.Increment(ref _ids), 1, 1, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>Somebody of a role whose post covers the village of the case; a handler works in the lead unit.</summary>
    public static Actor Person(string role, string? account = null, string region = Village, Guid? unit = null) =>
        new(NewId(), account ?? role, role, [PostOf(role, region, unit ?? (Departmental.Contains(role) ? LeadUnit : OtherUnit))]);

    public static Post PostOf(string role, string region, Guid unit) =>
        new(role, unit, RegionCode.Parse(region), ShippedRoles.RightsOf(role));

    public static Case NewCase(string place = Grid, string desk = Village, string? category = null, Channel channel = Channel.Hotline) => new Case
    {
        Id = NewId(),
        Sequence = 1,
        Number = "SJ2026030233990100001",
        Title = "路灯不亮",
        Description = "村口的路灯三天不亮",
        Channel = channel,
        Urgency = Urgency.Normal,
        PeopleConcerned = 1,
        Wish = ReporterWish.Open,
        Place = place,
        Desk = desk,
        FirstReceiver = "receiver",
        FirstReceiverUnitId = OtherUnit,
        ReceivedUtc = Monday,
        RegisteredUtc = Monday,
    }.Begin(category);

    /// <summary>Everything any move can ask for.</summary>
    public static MoveInput FullInput(Case on, CaseMove move, Guid? into = null) => new()
    {
        Text = "说明",
        LeadUnitId = LeadUnit,
        AssistingUnitIds = move == CaseMove.Consult ? [LeadUnit, AssistingUnit] : [AssistingUnit],
        Opinion = UnitOpinion.Ours,
        IntoId = into ?? NewId(),
        Resolution = Resolution.Solved,
        Satisfaction = Satisfaction.Satisfied,
        Amount = 3,
        Hold = HoldKind.Hearing,
        ReviewOn = DateOnly.FromDateTime(Monday).AddDays(move == CaseMove.Consult ? 10 : 30),
        OwnerUnitId = LeadUnit,
        Desk = MoveRules.NextDesk(on, move),
    };

    public static MoveFacts Facts(Actor actor, DateTime? now = null, bool isReporter = false, bool needsPhotos = false, bool before = false, bool after = false, Case? target = null) =>
        new(actor, isReporter, [AssistingUnit], needsPhotos, before, after, target, now ?? Monday.AddHours(1))
        {
            Clock = Clock(),
            Consulted = [new(LeadUnit, UnitOpinion.Ours, RegionCode.Parse(Village)), new(AssistingUnit, UnitOpinion.NotOurs, RegionCode.Parse(Village))],
        };

    /// <summary>Seven days to close, seven more once by the county's desk, pausable, five working days to say "not mine".</summary>
    public static CaseClock Clock(ExtensionRule? extension = null, StatuteLimit? statute = null, bool isPausable = true, WorkingCalendar? calendar = null) => new(
        new CaseLimits(new DeadlineSpec(4, DeadlineUnit.Hour), new DeadlineSpec(24, DeadlineUnit.Hour), new DeadlineSpec(7, DeadlineUnit.NaturalDay, RollsOverRestDays: true)),
        new LimitCodes("sign", "contact", "close", null, statute?.Code),
        extension ?? new ExtensionRule(7, 1, ExtensionApprover.CountyDesk),
        isPausable,
        new DeadlineSpec(5, DeadlineUnit.WorkingDay),
        statute,
        calendar ?? WorkingCalendar.Weekdays,
        CountyClock.China);

    public static DueTimes Due(DateTime from) => Clock().Limits.From(from, WorkingCalendar.Weekdays, CountyClock.China);

    /// <summary>Makes a move without asking who may, an hour after the last change.</summary>
    public static TimelineEntry Do(this Case on, CaseMove move, string account = "somebody", MoveInput? input = null, DateTime? at = null)
    {
        var now = at ?? on.UpdatedUtc.AddHours(1);
        var rule = MoveTable.Find(move, on.State) ?? throw new InvalidOperationException($"{move} is not possible in {on.State}.");
        return on.Apply(rule, input ?? FullInput(on, move), new MoveContext(now, NewId(), account, OtherUnit, move.IsDispatch() ? Due(now) : null, Clock()));
    }

    /// <summary>Brings about what a move answers: something asked for, or a clock that stands still.</summary>
    public static Case ReadyFor(this Case on, CaseMove? move)
    {
        if (MoveTable.Find(move ?? CaseMove.Register, on.State) is null)
        {
            return on;
        }

        CaseMove[] before = move switch
        {
            CaseMove.ApproveExtension or CaseMove.RefuseExtension => [CaseMove.RequestExtension],
            CaseMove.Suspend or CaseMove.RefuseSuspension => [CaseMove.RequestSuspension],
            CaseMove.ReviewSuspension => [CaseMove.RequestSuspension, CaseMove.Suspend],
            CaseMove.Resume => [CaseMove.Pause],
            CaseMove.GiveOpinion or CaseMove.Settle or CaseMove.EndConsultation => [CaseMove.Consult],
            _ => [],
        };
        foreach (var earlier in before)
        {
            on.Do(earlier);
        }

        return on;
    }

    /// <summary>A case that went the shortest way to a state.</summary>
    public static Case CaseIn(CaseState state, string place = Grid, string desk = Village)
    {
        var made = NewCase(place, desk);
        foreach (var move in WayTo(state))
        {
            made.Do(move);
        }

        made.State.ShouldBe(state);
        return made;
    }

    public static CaseMove[] WayTo(CaseState state) => state switch
    {
        CaseState.Registered => [],
        CaseState.Dispatched => [CaseMove.Dispatch],
        CaseState.Signed => [CaseMove.Dispatch, CaseMove.Sign],
        CaseState.Handling => [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Progress],
        CaseState.ReturnRequested => [CaseMove.Dispatch, CaseMove.RequestReturn],
        CaseState.Submitted => [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Submit],
        CaseState.Verified => [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Submit, CaseMove.Verify],
        CaseState.CalledBack => [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Submit, CaseMove.Verify, CaseMove.CallBack],
        CaseState.Closed => [CaseMove.Dispatch, CaseMove.Sign, CaseMove.Submit, CaseMove.Verify, CaseMove.CallBack, CaseMove.Close],
        CaseState.Refused => [CaseMove.Refuse],
        CaseState.Merged => [CaseMove.Merge],
        CaseState.Withdrawn => [CaseMove.Withdraw],
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
