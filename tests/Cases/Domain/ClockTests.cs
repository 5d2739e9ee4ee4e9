using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>The closing clock of a case: more time, standing still, "not mine", and the limit of law above them.</summary>
public sealed class ClockTests
{
    /// <summary>Seven days from Monday, 2 March 2026, 10:00: Monday the 9th, 23:59:59.</summary>
    private static readonly DateTime FirstDue = Night(2026, 3, 9);

    [Fact]
    public void Extension_WhenAllowed_MovesTheDueTime_AndKeepsTheFirst()
    {
        var on = InHand();
        on.Do(CaseMove.RequestExtension, input: new MoveInput { Text = "待检测", Amount = 5 });
        (on.Ask, on.AskedAmount, on.CloseDueUtc).ShouldBe((CaseAsk.Extension, 5, FirstDue), "asking alone moves nothing");
        on.Do(CaseMove.ApproveExtension, input: new MoveInput { Text = "同意" });
        // Twelve days from the dispatch: Saturday the 14th, on to Monday the 16th.
        (on.CloseDueOriginalUtc, on.CloseDueUtc, on.CloseDueFirstUtc).ShouldBe((Night(2026, 3, 14), Night(2026, 3, 16), FirstDue));
        (on.Ask, on.TimesExtended, on.ExtendedAmount).ShouldBe((null, 1, 5));
    }

    [Theory]
    [InlineData(CaseMove.RequestExtension, 8, 0, "cases.extension-too-long")]
    [InlineData(CaseMove.RequestExtension, 0, 0, "cases.extension-too-long")]
    [InlineData(CaseMove.RequestExtension, 7, 0, null)]
    [InlineData(CaseMove.RequestExtension, 7, 9, "cases.extension-too-late")]
    public void RequestExtension_IsHeldToTheRule(CaseMove move, int amount, int daysLater, string? refusal) =>
        Fault(InHand(), move, new MoveInput { Text = "待检测", Amount = amount }, at: World.Monday.AddDays(daysLater)).ShouldBe(refusal);

    [Fact]
    public void RequestExtension_WhenAskedAlreadyOrUsedUp_IsRefused()
    {
        var on = InHand();
        on.Do(CaseMove.RequestExtension);
        Fault(on, CaseMove.RequestExtension).ShouldBe("cases.already-asked");
        Fault(on, CaseMove.RequestSuspension).ShouldBe("cases.already-asked");
        on.Do(CaseMove.ApproveExtension);
        Fault(on, CaseMove.RequestExtension).ShouldBe("cases.no-more-extensions");
    }

    [Fact]
    public void ApproveExtension_WhenTheLimitNamesTheHeadOfTheUnit_IsTheirsAlone()
    {
        var on = InHand();
        on.Do(CaseMove.RequestExtension);
        var rule = World.Clock(new ExtensionRule(7, 1, ExtensionApprover.HeadOfUnit));
        May(World.Person("leader", region: World.County, unit: World.LeadUnit)).ShouldBeTrue();
        May(World.Person("leader", region: World.County)).ShouldBeFalse("another unit's head");
        May(World.Person("handler", region: World.County)).ShouldBeFalse("who asks does not decide");
        May(World.Person("county-dispatcher", region: World.County)).ShouldBeFalse();

        bool May(Fengqiao.Platform.Access.Actor actor) =>
            MoveRules.Possible(on, World.Facts(actor, on.UpdatedUtc) with { Clock = rule }).Any(r => r.Move == CaseMove.ApproveExtension);
    }

    [Fact]
    public void Extension_WhenItWouldPassTheLaw_IsRefused()
    {
        var law = World.Clock(statute: Law(10, extension: null));
        var on = InHand();
        MoveRules.Check(on, CaseMove.RequestExtension, new MoveInput { Text = "x", Amount = 4 }, World.Facts(World.Person("handler", region: World.County), on.UpdatedUtc) with { Clock = law })
            .Error!.Code.ShouldBe("cases.beyond-statute");
        // What the law itself allows on top is within it.
        var longer = World.Clock(statute: Law(10, extension: 5));
        MoveRules.Check(on, CaseMove.RequestExtension, new MoveInput { Text = "x", Amount = 4 }, World.Facts(World.Person("handler", region: World.County), on.UpdatedUtc) with { Clock = longer })
            .IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Pause_LeavesItsDaysOut_AndWhileItLastsNothingIsLate()
    {
        var on = InHand();
        on.Do(CaseMove.Pause, at: World.Monday.AddDays(2));
        on.IsLate(World.Monday.AddDays(30)).ShouldBeFalse();
        on.Do(CaseMove.Resume, at: World.Monday.AddDays(5));
        // The 4th, 5th and 6th are left out: Thursday the 12th.
        (on.CloseDueUtc, on.StoppedUtc, on.HeldUtc, on.CloseDueFirstUtc).ShouldBe((Night(2026, 3, 12), null, null, FirstDue));
        on.Standstills.ShouldBe([new Standstill(World.Monday.AddDays(2), World.Monday.AddDays(5))]);
    }

    [Fact]
    public void Suspension_HasAnOwnerAndADayOfReview_AndOnlyTheDeskEndsIt()
    {
        var on = InHand();
        on.Do(CaseMove.RequestSuspension);
        Fault(on, CaseMove.Suspend, new MoveInput { Text = "x", OwnerUnitId = World.LeadUnit }, "town-dispatcher").ShouldBe("cases.field-missing");
        Fault(on, CaseMove.Suspend, new MoveInput { Text = "x", OwnerUnitId = World.LeadUnit, ReviewOn = new DateOnly(2026, 3, 2) }, "town-dispatcher").ShouldBe("cases.review-too-far");
        Fault(on, CaseMove.Suspend, new MoveInput { Text = "x", OwnerUnitId = World.LeadUnit, ReviewOn = new DateOnly(2027, 3, 2) }, "town-dispatcher").ShouldBe("cases.review-too-far");
        on.Do(CaseMove.Suspend);
        (on.Hold, on.HoldOwnerUnitId, on.TimesSuspended, on.Ask).ShouldBe((HoldKind.Impossible, World.LeadUnit, 1, null));
        foreach (var move in new[] { CaseMove.Submit, CaseMove.RequestExtension, CaseMove.Pause, CaseMove.RequestSuspension })
        {
            Fault(on, move).ShouldBe("cases.clock-stands-still");
        }

        Fault(on, CaseMove.Resume).ShouldBe("cases.not-allowed", "the unit does not end its own suspension");
        Fault(on, CaseMove.ReviewSuspension, person: "town-dispatcher").ShouldBeNull();
        Fault(on, CaseMove.Resume, person: "town-dispatcher").ShouldBeNull();
    }

    [Fact]
    public void Pause_WhenTheLimitMayNotBePaused_IsRefused()
    {
        var on = InHand();
        MoveRules.Check(on, CaseMove.Pause, World.FullInput(on, CaseMove.Pause), World.Facts(World.Person("handler", region: World.County), on.UpdatedUtc) with { Clock = World.Clock(isPausable: false) })
            .Error!.Code.ShouldBe("cases.not-pausable");
        Fault(on, CaseMove.Pause, new MoveInput { Text = "x", Hold = HoldKind.Impossible }).ShouldBe("cases.not-for-pausing");
    }

    [Theory]
    [InlineData(7, null)]
    [InlineData(8, "cases.return-window-over")]
    public void RequestReturn_IsPossibleForFiveWorkingDays(int daysLater, string? refusal) =>
        Fault(World.CaseIn(CaseState.Signed), CaseMove.RequestReturn, at: World.Monday.AddDays(daysLater)).ShouldBe(refusal);

    [Fact]
    public void Recount_WhenTheCalendarChanges_MovesOnlyWhatRuns()
    {
        var holiday = World.Clock(calendar: new WorkingCalendar([new CalendarDay(new DateOnly(2026, 3, 9), false, "假")], [2026]));
        var running = InHand();
        running.Recount(holiday).ShouldBeTrue();
        (running.CloseDueUtc, running.CloseDueOriginalUtc, running.CloseDueFirstUtc).ShouldBe((Night(2026, 3, 10), FirstDue, FirstDue));
        running.Recount(holiday).ShouldBeFalse("nothing moves twice");
        foreach (var state in new[] { CaseState.Registered, CaseState.Submitted, CaseState.Verified, CaseState.CalledBack, CaseState.Closed, CaseState.Withdrawn })
        {
            var other = World.CaseIn(state);
            var due = other.CloseDueUtc;
            other.Recount(holiday).ShouldBeFalse();
            other.CloseDueUtc.ShouldBe(due, state.ToString());
        }
    }

    [Fact]
    public void Dispatch_WhenItWasReturned_StartsWithAFreshClock()
    {
        var on = World.NewCase(desk: World.Town);
        on.Do(CaseMove.Dispatch);
        on.Do(CaseMove.Sign);
        on.Do(CaseMove.RequestExtension);
        on.Do(CaseMove.ApproveExtension);
        on.Do(CaseMove.Pause);
        on.Do(CaseMove.Resume);
        on.Do(CaseMove.RequestReturn);
        on.Do(CaseMove.ApproveReturn);
        (on.TimesExtended, on.ExtendedAmount, on.StoodStill, on.CloseDueFirstUtc, on.CloseRule).ShouldBe((0, 0, "", null, null));
    }

    private static string? Fault(Case on, CaseMove move, MoveInput? input = null, string person = "handler", DateTime? at = null) =>
        MoveRules.Check(on, move, input ?? World.FullInput(on, move), World.Facts(World.Person(person, region: person == "handler" ? World.County : World.Town), at ?? on.UpdatedUtc)).Error?.Code;

    private static Case InHand() => World.CaseIn(CaseState.Signed);

    private static StatuteLimit Law(int days, int? extension) => new()
    {
        Code = "law", Track = StatuteTrack.Hotline, Name = "法", NameEn = "Law", StartsWith = StatuteStart.Dispatch, Amount = days, Unit = DeadlineUnit.NaturalDay,
        RollsOverRestDays = true, IsPausable = true, ExtensionAmount = extension, ExtensionTimes = extension is null ? 0 : 1,
        ExtensionBy = extension is null ? null : ExtensionApprover.HeadOfUnit, Basis = "第1条", Certainty = StatuteCertainty.Law, ValidFrom = new(2020, 1, 1),
    };

    private static DateTime Night(int year, int month, int day) => new(year, month, day, 15, 59, 59, DateTimeKind.Utc);
}
