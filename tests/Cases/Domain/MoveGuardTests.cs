using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>What the rules ask beyond state and right.</summary>
public sealed class MoveGuardTests
{
    private static readonly Actor Dispatcher = World.Person("county-dispatcher", region: World.County);
    private static readonly Actor Handler = World.Person("handler", region: World.County);
    private static readonly Actor Verifier = World.Person("verifier", region: World.County);

    [Fact]
    public void RequestReturn_WhenAReturnWasRefused_IsFinalDispatch()
    {
        var on = World.CaseIn(CaseState.ReturnRequested);
        on.Do(CaseMove.RefuseReturn);
        on.IsFinalDispatch.ShouldBeTrue();
        Code(on, CaseMove.RequestReturn, World.Facts(Handler)).ShouldBe("cases.final-dispatch");
        MoveRules.Possible(on, World.Facts(Handler)).ShouldNotContain(r => r.Move == CaseMove.RequestReturn);

        on.Do(CaseMove.Sign);
        Code(on, CaseMove.RequestReturn, World.Facts(Handler)).ShouldBe("cases.final-dispatch");
    }

    [Fact]
    public void RequestReturn_WhenAReturnWasApprovedAndDispatchedAnew_IsPossibleAgain()
    {
        var on = World.CaseIn(CaseState.ReturnRequested);
        on.Do(CaseMove.ApproveReturn);
        on.Do(CaseMove.Dispatch);
        Code(on, CaseMove.RequestReturn, World.Facts(Handler)).ShouldBeNull();
    }

    [Fact]
    public void Verify_WhenTheVerifierSubmitted_IsRefused()
    {
        var on = World.CaseIn(CaseState.Signed);
        on.Do(CaseMove.Submit, account: Verifier.Account);
        Code(on, CaseMove.Verify, World.Facts(Verifier)).ShouldBe("cases.verifier-is-handler");
        MoveRules.Possible(on, World.Facts(Verifier)).Select(r => r.Move).ShouldBe([CaseMove.SendBack]);
        Code(on, CaseMove.Verify, World.Facts(World.Person("verifier", "another", World.County))).ShouldBeNull();
    }

    [Fact]
    public void CallBack_WhenTheCallerHandledTheCase_IsRefused()
    {
        var caller = World.Person("callback", region: World.County);
        var submitted = World.CaseIn(CaseState.Signed);
        submitted.Do(CaseMove.Submit, account: caller.Account);
        submitted.Do(CaseMove.Verify);
        Code(submitted, CaseMove.CallBack, World.Facts(caller)).ShouldBe("call-back.caller-is-handler");
        Code(submitted, CaseMove.CallBack, World.Facts(World.Person("callback", "another", World.County))).ShouldBeNull();

        var worked = World.CaseIn(CaseState.Verified);
        Code(worked, CaseMove.CallBack, World.Facts(caller) with { Handlers = ["somebody", caller.Account] }).ShouldBe("call-back.caller-is-handler");
        Code(worked, CaseMove.Close, World.Facts(caller) with { Handlers = [caller.Account], IsCallBackOver = true }).ShouldBe("call-back.caller-is-handler");
    }

    [Fact]
    public void Close_WhileTheCallBackIsDue_IsRefusedAndNotOffered()
    {
        var (on, caller) = (World.CaseIn(CaseState.Verified), World.Person("callback", region: World.County));
        Code(on, CaseMove.Close, World.Facts(caller)).ShouldBe("call-back.still-due");
        MoveRules.Possible(on, World.Facts(caller)).Select(r => r.Move).ShouldBe([CaseMove.CallBack]);
        Code(on, CaseMove.Close, World.Facts(caller) with { IsCallBackOver = true }).ShouldBeNull();
    }

    /// <summary>The tracking code opens the case and does not answer the call-back; the link answers it and does nothing else.</summary>
    [Fact]
    public void CallBack_ByTheLink_IsPossibleAndNothingElseIs()
    {
        var on = World.CaseIn(CaseState.Verified);
        Code(on, CaseMove.CallBack, World.Facts(Actor.Citizen, isReporter: true)).ShouldBe("cases.not-allowed");
        foreach (var state in Enum.GetValues<CaseState>())
        {
            var possible = MoveRules.Possible(World.CaseIn(state), World.Facts(Actor.Citizen) with { HoldsLink = true }).Select(r => r.Move);
            possible.ShouldBe(state switch { CaseState.Verified => [CaseMove.CallBack], CaseState.CalledBack => [CaseMove.SendBack, CaseMove.Close], _ => [] }, ignoreOrder: true, state.ToString());
        }
    }

    [Theory]
    [InlineData(false, false, "cases.photos-missing")]
    [InlineData(true, false, "cases.photos-missing")]
    [InlineData(false, true, "cases.photos-missing")]
    [InlineData(true, true, null)]
    public void Submit_WhenTheCategoryAsksForPictures_NeedsBeforeAndAfter(bool before, bool after, string? expected)
    {
        var on = World.CaseIn(CaseState.Handling);
        Code(on, CaseMove.Submit, World.Facts(Handler, needsPhotos: true, before: before, after: after)).ShouldBe(expected);
        Code(on, CaseMove.Submit, World.Facts(Handler, needsPhotos: false, before: before, after: after)).ShouldBeNull();
    }

    [Fact]
    public void Reopen_WhenFifteenDaysHavePassed_IsRefused()
    {
        var on = World.CaseIn(CaseState.Closed);
        var last = on.ClosedUtc!.Value.AddDays(15);
        Code(on, CaseMove.Reopen, World.Facts(Dispatcher, last)).ShouldBeNull();
        Code(on, CaseMove.Reopen, World.Facts(Dispatcher, last.AddTicks(1))).ShouldBe("cases.reopen-window-over");
        Code(on, CaseMove.Reopen, World.Facts(Actor.Citizen, last.AddTicks(1), isReporter: true)).ShouldBe("cases.reopen-window-over");
        MoveRules.Possible(on, World.Facts(Dispatcher, last.AddTicks(1))).ShouldBeEmpty();
    }

    [Fact]
    public void Reopen_WhenClosedByAnAnswer_HasTheSameWindow()
    {
        var on = World.NewCase();
        on.Do(CaseMove.Answer);
        Code(on, CaseMove.Reopen, World.Facts(Dispatcher, on.ClosedUtc!.Value.AddDays(15))).ShouldBeNull();
    }

    [Fact]
    public void Merge_WhenTheTargetIsMissingItselfOrMerged_SaysWhich()
    {
        var on = World.NewCase();
        Code(on, CaseMove.Merge, World.Facts(Dispatcher)).ShouldBe("cases.merge-target-missing");
        Code(on, CaseMove.Merge, World.Facts(Dispatcher, target: on)).ShouldBe("cases.merge-into-itself");
        Code(on, CaseMove.Merge, World.Facts(Dispatcher, target: World.CaseIn(CaseState.Merged))).ShouldBe("cases.merge-target-merged");
        Code(on, CaseMove.Merge, World.Facts(Dispatcher, target: World.CaseIn(CaseState.Handling))).ShouldBeNull();
    }

    [Fact]
    public void PassUp_WhenAtTheCounty_AndPassDown_WhenAtTheVillage_HaveNowhereToGo()
    {
        var atCounty = World.NewCase(desk: World.County);
        Code(atCounty, CaseMove.PassUp, World.Facts(Dispatcher)).ShouldBe("cases.already-at-top");
        MoveRules.NextDesk(atCounty, CaseMove.PassDown)!.Value.Value.ShouldBe(World.Town);

        var atTown = World.NewCase(desk: World.Town);
        MoveRules.NextDesk(atTown, CaseMove.PassUp)!.Value.Value.ShouldBe(World.County);
        MoveRules.NextDesk(atTown, CaseMove.PassDown)!.Value.Value.ShouldBe(World.Village);

        var atVillage = World.NewCase(desk: World.Village);
        Code(atVillage, CaseMove.PassDown, World.Facts(Dispatcher)).ShouldBe("cases.already-at-place");
        MoveRules.Possible(atVillage, World.Facts(Dispatcher)).ShouldNotContain(r => r.Move == CaseMove.PassDown);
    }

    [Fact]
    public void PassDown_WhenThePlaceIsNotKnownThatFar_EndsWhereThePlaceEnds()
    {
        var somewhere = World.NewCase(place: World.County, desk: World.County);
        Code(somewhere, CaseMove.PassDown, World.Facts(Dispatcher)).ShouldBe("cases.already-at-place");
        var inTown = World.NewCase(place: World.Town, desk: World.Town);
        Code(inTown, CaseMove.PassDown, World.Facts(Dispatcher)).ShouldBe("cases.already-at-place");
    }

    [Fact]
    public void Rate_WhenRatedBefore_IsRefusedUntilItIsReopenedAndClosedAgain()
    {
        var on = World.CaseIn(CaseState.Closed);
        var reporter = World.Facts(Actor.Citizen, isReporter: true);
        Code(on, CaseMove.Rate, reporter).ShouldBeNull();
        on.Do(CaseMove.Rate);
        Code(on, CaseMove.Rate, reporter).ShouldBe("cases.already-rated");

        on.Do(CaseMove.Reopen);
        on.Rating.ShouldBeNull();
        on.Do(CaseMove.Answer);
        Code(on, CaseMove.Rate, reporter).ShouldBeNull();
    }

    [Fact]
    public void Dispatch_WhenTheLeadAlsoAssistsOrUnitsAreMany_IsRefused()
    {
        var on = World.NewCase();
        var full = World.FullInput(on, CaseMove.Dispatch);
        Check(on, CaseMove.Dispatch, full with { AssistingUnitIds = [World.LeadUnit] }, World.Facts(Dispatcher)).ShouldBe(["cases.lead-also-assists"]);
        var twelve = Enumerable.Range(0, 12).Select(_ => World.NewId()).ToList();
        Check(on, CaseMove.Dispatch, full with { AssistingUnitIds = twelve }, World.Facts(Dispatcher)).ShouldBeEmpty();
        Check(on, CaseMove.Dispatch, full with { AssistingUnitIds = [.. twelve, World.NewId()] }, World.Facts(Dispatcher)).ShouldBe(["cases.too-many-units"]);
    }

    /// <summary>What each move must be told; the rest may be left out.</summary>
    [Theory]
    [InlineData(CaseMove.Answer, CaseState.Registered, "text")]
    [InlineData(CaseMove.Refuse, CaseState.Registered, "text")]
    [InlineData(CaseMove.Merge, CaseState.Registered, "into")]
    [InlineData(CaseMove.Dispatch, CaseState.Registered, "leadUnit")]
    [InlineData(CaseMove.PassUp, CaseState.Registered, "text")]
    [InlineData(CaseMove.Sign, CaseState.Dispatched, "")]
    [InlineData(CaseMove.Contact, CaseState.Signed, "text")]
    [InlineData(CaseMove.Progress, CaseState.Signed, "text")]
    [InlineData(CaseMove.RequestReturn, CaseState.Dispatched, "text")]
    [InlineData(CaseMove.ApproveReturn, CaseState.ReturnRequested, "")]
    [InlineData(CaseMove.RefuseReturn, CaseState.ReturnRequested, "text")]
    [InlineData(CaseMove.Submit, CaseState.Handling, "text")]
    [InlineData(CaseMove.SendBack, CaseState.Submitted, "text")]
    [InlineData(CaseMove.SendBack, CaseState.CalledBack, "text")]
    [InlineData(CaseMove.Verify, CaseState.Submitted, "")]
    [InlineData(CaseMove.CallBack, CaseState.Verified, "resolution satisfaction")]
    [InlineData(CaseMove.Close, CaseState.CalledBack, "")]
    [InlineData(CaseMove.Reopen, CaseState.Closed, "text")]
    [InlineData(CaseMove.Withdraw, CaseState.Handling, "text")]
    [InlineData(CaseMove.Rate, CaseState.Closed, "satisfaction")]
    public void Check_WhenNothingIsTold_NamesEveryFieldThatIsMissing(CaseMove move, CaseState state, string fields)
    {
        var on = World.CaseIn(state);
        var everybody = new Actor(World.NewId(), "all", "all", [.. ShippedRoles.Codes.Select(r => World.PostOf(r, World.County, World.LeadUnit))]);
        var nothing = new MoveInput { Desk = MoveRules.NextDesk(on, move) };
        var result = MoveRules.Check(on, move, nothing, World.Facts(everybody, isReporter: true, target: World.NewCase()));
        var missing = result.IsSuccess ? [] : result.Error.All.Where(e => e.Code == "cases.field-missing").Select(e => e.Field!).ToList();
        string.Join(' ', missing).ShouldBe(fields);
    }

    [Fact]
    public void Check_WhenTheTextIsTooLong_NamesTheField()
    {
        var on = World.CaseIn(CaseState.Handling);
        var input = World.FullInput(on, CaseMove.Progress) with { Text = new string('长', 4001) };
        MoveRules.Check(on, CaseMove.Progress, input, World.Facts(Handler)).Error!.ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe("cases.too-long"), e => e.Field.ShouldBe("text"));
        Check(on, CaseMove.Progress, input with { Text = new string('长', 4000) }, World.Facts(Handler)).ShouldBeEmpty();
        Check(on, CaseMove.Progress, input with { Text = " \n\t" }, World.Facts(Handler)).ShouldBe(["cases.field-missing"]);
    }

    private static string? Code(Case on, CaseMove move, MoveFacts facts) => Check(on, move, World.FullInput(on, move), facts).SingleOrDefault();

    private static IEnumerable<string> Check(Case on, CaseMove move, MoveInput input, MoveFacts facts) =>
        MoveRules.Check(on, move, input, facts).Error?.All.Select(e => e.Code) ?? [];
}
