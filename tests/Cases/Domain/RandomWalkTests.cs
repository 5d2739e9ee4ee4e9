using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>Histories of any shape: whatever officers do in whatever order, a case never stands in a way that means nothing.</summary>
public sealed class RandomWalkTests
{
    private const int Walks = 2000;
    private const int LongestWalk = 60;

    private static readonly CaseState[] WithUnit =
        [CaseState.Dispatched, CaseState.Signed, CaseState.Handling, CaseState.ReturnRequested, CaseState.Submitted, CaseState.Verified, CaseState.CalledBack];

    private static readonly CaseState[] Ended = [CaseState.Closed, CaseState.Refused, CaseState.Merged, CaseState.Withdrawn];

    [Fact]
    public void Apply_WhateverTheHistory_NeverLeavesAnUndefinedCombination()
    {
        var reached = new HashSet<CaseState>();
        var steps = Gen.Choose(0, 1000).ArrayOf(LongestWalk).ToArbitrary();
        Prop.ForAll(steps, picks =>
        {
            var on = World.NewCase(desk: World.Town);
            Sound(on);
            foreach (var pick in picks)
            {
                var possible = MoveTable.StartingFrom(on.State).Where(r => r.Move is not (CaseMove.PassUp or CaseMove.PassDown) || MoveRules.NextDesk(on, r.Move) is not null)
                    .Where(r => (ClockRules.Forbidden(on, r.Move, Facts(on)) ?? ConsultationRules.Forbidden(on, r.Move, Facts(on))) is null).ToList();
                if (possible.Count == 0)
                {
                    break;
                }

                var (version, receiver, unit) = (on.Version, on.FirstReceiver, on.FirstReceiverUnitId);
                on.Do(possible[pick % possible.Count].Move);
                on.Version.ShouldBe(version + 1);
                (on.FirstReceiver, on.FirstReceiverUnitId).ShouldBe((receiver, unit));
                Sound(on);
                reached.Add(on.State);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Walks));
        reached.ShouldBe(Enum.GetValues<CaseState>(), ignoreOrder: true);
    }

    private static MoveFacts Facts(Case on) => World.Facts(Actor.Citizen, on.UpdatedUtc);

    private static void Sound(Case on)
    {
        var (state, all) = (on.State, $"in {on.State} at version {on.Version}");
        var hasUnit = WithUnit.Contains(state);
        if (hasUnit)
        {
            new[] { on.DispatchedUtc, on.SignDueUtc, on.ContactDueUtc, on.CloseDueUtc, on.CloseDueOriginalUtc }.ShouldAllBe(t => t != null, all);
            on.LeadUnitId.ShouldNotBeNull(all);
        }

        if (state == CaseState.Registered)
        {
            (on.LeadUnitId, on.DispatchedUtc, on.CloseDueUtc, on.IsFinalDispatch).ShouldBe((null, null, null, false), all);
        }

        (on.ConsultedUtc is not null).ShouldBe(on.ConsultUntil is not null, all);
        (on.ConsultedUtc is null || state == CaseState.Registered).ShouldBeTrue(all);
        on.UnsettledReturns.ShouldBeLessThanOrEqualTo(ConsultationRules.ReturnsThatAreADispute, all);
        (on.ClosedUtc is not null).ShouldBe(Ended.Contains(state), all);
        (on.MergedIntoId is not null).ShouldBe(state == CaseState.Merged, all);
        if (Ended.Contains(state))
        {
            on.StoppedUtc.ShouldNotBeNull(all);
        }

        (on.StoppedUtc is not null).ShouldBe(Ended.Contains(state) || state is CaseState.Submitted or CaseState.Verified or CaseState.CalledBack || on.HeldUtc is not null, all);
        (on.HeldUtc is not null).ShouldBe(on.Hold is not null, all);
        (on.HoldReviewOn is not null, on.HoldOwnerUnitId is not null).ShouldBe((on.Hold == HoldKind.Impossible, on.Hold == HoldKind.Impossible), all);
        (on.Ask is not null).ShouldBe(on.AskedUtc is not null, all);
        if (on.HeldUtc is not null || on.Ask is not null)
        {
            (state is CaseState.Dispatched or CaseState.Signed or CaseState.Handling).ShouldBeTrue(all);
        }

        if (state is CaseState.Signed or CaseState.Handling)
        {
            on.SignedUtc.ShouldNotBeNull(all);
        }

        if (state is CaseState.Submitted or CaseState.Verified or CaseState.CalledBack)
        {
            on.SubmittedBy.ShouldNotBeNull(all);
        }

        if (state == CaseState.CalledBack)
        {
            (on.Resolution, on.Satisfaction).ShouldBe((Resolution.Solved, Satisfaction.Satisfied), all);
        }

        (on.Rating is null || state == CaseState.Closed).ShouldBeTrue(all);
        (on.Resolution is null || state is not (CaseState.Registered or CaseState.Dispatched)).ShouldBeTrue(all);
    }
}
