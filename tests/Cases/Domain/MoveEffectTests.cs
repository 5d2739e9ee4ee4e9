using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>What a move leaves behind besides the state: clocks, counters, who did it.</summary>
public sealed class MoveEffectTests
{
    [Fact]
    public void Dispatch_StartsAllThreeClocks_AndSigningDoesNotMoveThem()
    {
        var on = World.NewCase();
        var at = World.Monday.AddHours(3);
        var entry = on.Do(CaseMove.Dispatch, at: at);
        on.ShouldSatisfyAllConditions(
            c => c.DispatchedUtc.ShouldBe(at),
            c => c.SignDueUtc.ShouldBe(at.AddHours(4)),
            c => c.ContactDueUtc.ShouldBe(at.AddHours(24)),
            c => c.CloseDueOriginalUtc.ShouldBe(new DateTime(2026, 3, 9, 15, 59, 59, DateTimeKind.Utc)),
            c => c.CloseDueUtc.ShouldBe(new DateTime(2026, 3, 9, 15, 59, 59, DateTimeKind.Utc)),
            c => c.CloseDueFirstUtc.ShouldBe(c.CloseDueUtc),
            c => c.LeadUnitId.ShouldBe(World.LeadUnit),
            c => c.StoppedUtc.ShouldBeNull());
        entry.ToUnitId.ShouldBe(World.LeadUnit);

        on.Do(CaseMove.Sign, at: at.AddHours(2));
        (on.SignedUtc, on.DispatchedUtc, on.CloseDueUtc).ShouldBe((at.AddHours(2), at, on.CloseDueFirstUtc));
    }

    [Fact]
    public void Submit_StopsTheClock_AndSendBackLetsItRunOn()
    {
        var on = World.CaseIn(CaseState.Handling);
        var due = on.CloseDueUtc;
        var at = due!.Value.AddHours(-1);
        on.Do(CaseMove.Submit, account: "worker", at: at);
        (on.StoppedUtc, on.SubmittedBy).ShouldBe((at, "worker"));
        on.IsLate(at.AddDays(30)).ShouldBeFalse();

        on.Do(CaseMove.SendBack);
        (on.StoppedUtc, on.CloseDueUtc, on.TimesSentBack).ShouldBe((null, due, 1));
        on.IsLate(at.AddDays(30)).ShouldBeTrue();

        on.Do(CaseMove.Submit, at: due.Value.AddHours(1));
        on.IsLate(due.Value.AddHours(2)).ShouldBeTrue();
    }

    [Fact]
    public void SendBack_WhenAfterTheCallBack_LetsTheClockRunOnToo()
    {
        var on = World.CaseIn(CaseState.CalledBack);
        on.Do(CaseMove.SendBack);
        (on.State, on.StoppedUtc, on.TimesSentBack).ShouldBe((CaseState.Handling, null, 1));
    }

    [Fact]
    public void Contact_CountsFromTheFirst()
    {
        var on = World.CaseIn(CaseState.Dispatched);
        var first = on.UpdatedUtc.AddHours(1);
        on.Do(CaseMove.Contact, at: first);
        on.Do(CaseMove.Contact, at: first.AddHours(5));
        on.Do(CaseMove.Sign);
        on.Do(CaseMove.Progress);
        on.ContactedUtc.ShouldBe(first);
    }

    [Fact]
    public void ApproveReturn_TakesUnitAndLimitsAway()
    {
        var on = World.CaseIn(CaseState.ReturnRequested);
        on.Do(CaseMove.ApproveReturn);
        AtTheDeskAgain(on);
        (on.TimesReturned, on.TimesReopened).ShouldBe((1, 0));
    }

    [Fact]
    public void Reopen_TakesUnitLimitsAndVerdictsAway()
    {
        var on = World.CaseIn(CaseState.Closed);
        on.Do(CaseMove.Rate);
        on.Do(CaseMove.Reopen);
        AtTheDeskAgain(on);
        (on.TimesReopened, on.ClosedUtc, on.Rating, on.Resolution, on.Satisfaction).ShouldBe((1, null, null, null, null));
    }

    [Fact]
    public void RefuseReturn_KeepsTheClockRunningAndAsksForASignatureAgain()
    {
        var on = World.CaseIn(CaseState.Signed);
        var due = on.CloseDueUtc;
        on.Do(CaseMove.RequestReturn);
        on.Do(CaseMove.RefuseReturn);
        (on.State, on.SignedUtc, on.CloseDueUtc, on.LeadUnitId).ShouldBe((CaseState.Dispatched, null, due, World.LeadUnit));
    }

    [Theory]
    [InlineData(CaseState.Registered, CaseMove.Answer)]
    [InlineData(CaseState.Registered, CaseMove.Refuse)]
    [InlineData(CaseState.Registered, CaseMove.Merge)]
    [InlineData(CaseState.Handling, CaseMove.Withdraw)]
    public void End_StopsTheClockAndSaysWhen(CaseState state, CaseMove move)
    {
        var on = World.CaseIn(state);
        var at = on.UpdatedUtc.AddHours(2);
        var into = World.NewId();
        on.Do(move, input: World.FullInput(on, move, into), at: at);
        (on.StoppedUtc, on.ClosedUtc).ShouldBe((at, at));
        on.MergedIntoId.ShouldBe(move == CaseMove.Merge ? into : null);
    }

    [Fact]
    public void Dispatch_WhenACategoryIsSettled_SetsIt_AndKeepsItOtherwise()
    {
        var on = World.NewCase(category: "03");
        on.Do(CaseMove.Dispatch);
        on.Category.ShouldBe("03");
        on.Do(CaseMove.RequestReturn);
        on.Do(CaseMove.ApproveReturn);
        on.Do(CaseMove.Dispatch, input: World.FullInput(on, CaseMove.Dispatch) with { Category = "0401" });
        on.Category.ShouldBe("0401");
    }

    [Fact]
    public void PassUpAndDown_MoveTheDeskAndKeepTheState()
    {
        var on = World.NewCase(desk: World.Town);
        on.Do(CaseMove.PassUp);
        (on.Desk, on.State).ShouldBe((World.County, CaseState.Registered));
        on.Do(CaseMove.PassDown);
        on.Desk.ShouldBe(World.Town);
    }

    [Fact]
    public void Timeline_ShowsTheReporterOnlyWhatIsForThem()
    {
        CaseMove[] hidden = [CaseMove.Contact, CaseMove.RequestReturn, CaseMove.ApproveReturn, CaseMove.RefuseReturn, CaseMove.SendBack, CaseMove.Verify, CaseMove.CallBack, CaseMove.Remind,
            CaseMove.RequestExtension, CaseMove.RefuseExtension, CaseMove.RequestSuspension, CaseMove.RefuseSuspension, CaseMove.ReviewSuspension,
            CaseMove.Consult, CaseMove.GiveOpinion, CaseMove.EndConsultation];
        MoveTable.Rules.Where(r => !r.IsPublic).Select(r => r.Move).Distinct().ShouldBe(hidden, ignoreOrder: true);
    }

    private static void AtTheDeskAgain(Case on) => on.ShouldSatisfyAllConditions(
        c => c.State.ShouldBe(CaseState.Registered),
        c => c.LeadUnitId.ShouldBeNull(),
        c => c.IsFinalDispatch.ShouldBeFalse(),
        c => c.SubmittedBy.ShouldBeNull(),
        c => new[] { c.DispatchedUtc, c.SignedUtc, c.ContactedUtc, c.StoppedUtc, c.SignDueUtc, c.ContactDueUtc, c.CloseDueUtc, c.CloseDueOriginalUtc }.ShouldAllBe(t => t == null));
}
