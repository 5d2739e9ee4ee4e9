using Fengqiao.Cases.CallingBack;
using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Tests.CallingBack;

/// <summary>The formulas of §3.1 by hand.</summary>
public sealed class CallBackFigureTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly CallBackRule Rule = new()
    {
        Code = "2020-01-01", ValidFrom = new DateOnly(2020, 1, 1), MostTries = 3, DueDays = 3, LinkDays = 7, PartlyWeight = 50, MostlyWeight = 80, SoSoWeight = 50,
    };

    [Fact]
    public void Of_CountsThePopulationWithoutExclusions_AndWeighsWhatWasAnswered()
    {
        var figure = Of(
            Done(Resolution.Solved, Satisfaction.Satisfied, 10, contacted: true),
            Done(Resolution.Partly, Satisfaction.Mostly, 4, contacted: true),
            Done(Resolution.Partly, Satisfaction.SoSo, 2, contacted: false),
            Done(Resolution.Unsolved, Satisfaction.Dissatisfied, 4, contacted: false),
            new(CallBackState.NotReached, null, true, null, null, 5),
            new(CallBackState.Waiting, null, true, null, null, 3),
            new(CallBackState.Tried, CallBackExclusion.Appeal, false, null, null, 2),
            new(CallBackState.Excluded, CallBackExclusion.Duplicate, false, null, null, 6),
            new(CallBackState.Excluded, CallBackExclusion.Invalid, false, null, null, 1),
            new(CallBackState.Lapsed, null, false, null, null, 9));
        (figure.Due, figure.Population, figure.Waiting, figure.NotReached).ShouldBe((37, 30, 5, 5));
        figure.Excluded.ShouldBe([new ExcludedCount("duplicate", 6), new ExcludedCount("invalid", 1)]);
        (figure.Coverage.Sum, figure.Coverage.Of, figure.Coverage.Rate).ShouldBe((20, 30, 0.6667));
        figure.Coverage.IsSmall.ShouldBeFalse();

        // 10 + 4 contacted and answered, 5 not reached and 3 waiting were contacted too.
        (figure.Responded.Sum, figure.Responded.Of).ShouldBe((22, 30));

        // 10 + (4 + 2) × 0.5; 10 + 4 × 0.8 + 2 × 0.5.
        (figure.Solved.Sum, figure.Solved.Of, figure.Solved.Rate).ShouldBe((13, 20, 0.65));
        (figure.Satisfied.Sum, figure.Satisfied.Rate, figure.Satisfied.IsSmall).ShouldBe((14.2, 0.71, true));
    }

    /// <summary>Whoever cannot be reached makes coverage worse and the satisfaction no better: it has no part in the rate.</summary>
    [Fact]
    public void Of_WhenMoreAreNotReached_LowersCoverageAndLeavesTheRate()
    {
        var before = Of(Done(Resolution.Solved, Satisfaction.Satisfied, 8, true), Done(Resolution.Solved, Satisfaction.Dissatisfied, 2, true));
        var after = Of(Done(Resolution.Solved, Satisfaction.Satisfied, 8, true), Done(Resolution.Solved, Satisfaction.Dissatisfied, 2, true), new(CallBackState.NotReached, null, true, null, null, 10));
        (before.Coverage.Rate, before.Satisfied.Rate).ShouldBe((1, 0.8));
        (after.Coverage.Rate, after.Satisfied.Rate).ShouldBe((0.5, 0.8));
    }

    [Fact]
    public void Of_Nothing_HasNoRateAndIsNotZero()
    {
        var figure = Of(new CallBackFigure.Group(CallBackState.Excluded, CallBackExclusion.Suspended, false, null, null, 3));
        (figure.Due, figure.Population).ShouldBe((3, 0));
        foreach (var rate in (CallBackRate[])[figure.Coverage, figure.Responded, figure.Solved, figure.Satisfied])
        {
            (rate.Rate, rate.IsSmall).ShouldBe((null, false));
        }
    }

    [Fact]
    public void InForce_IsTheLatestThatHasBegun()
    {
        var later = Rule with { Code = "2026-06-01", ValidFrom = new DateOnly(2026, 6, 1), MostTries = 5 };
        CallBackKeeper.InForce([later, Rule], new DateOnly(2026, 5, 31)).MostTries.ShouldBe(3);
        CallBackKeeper.InForce([later, Rule], new DateOnly(2026, 6, 1)).MostTries.ShouldBe(5);
        CallBackKeeper.InForce([later, Rule], new DateOnly(1999, 1, 1)).MostTries.ShouldBe(3);
    }

    private static CallBackFigure Of(params CallBackFigure.Group[] groups) => CallBackFigure.Of(Day, Day, groups, Rule);

    private static CallBackFigure.Group Done(Resolution resolution, Satisfaction satisfaction, int count, bool contacted) =>
        new(CallBackState.Done, null, contacted, resolution, satisfaction, count);
}
