using Fengqiao.Insight.Hot;

namespace Fengqiao.Insight.Tests;

public sealed class IssuePlanTests
{
    [Fact]
    public void Of_WhenFoundAgain_GoesOnWithTheSameIssue()
    {
        var known = new KnownIssue(Id(1), false, Cases(1, 2, 3).ToHashSet());
        var plan = IssuePlan.Of([Cases(1, 2, 3, 4)], [known]);
        plan.Issues.ShouldHaveSingleItem().Id.ShouldBe(known.Id);
        plan.Gone.ShouldBeEmpty();
    }

    [Fact]
    public void Of_WhenNoLongerFound_LetsItGo_ButKeepsWhatAPersonConfirmed()
    {
        var (found, kept) = (new KnownIssue(Id(2), false, Cases(1, 2, 3).ToHashSet()), new KnownIssue(Id(3), true, Cases(7, 8, 9).ToHashSet()));
        var plan = IssuePlan.Of([], [found, kept]);
        plan.Gone.ShouldBe([found.Id]);
        plan.Issues.ShouldHaveSingleItem().Cases.SetEquals(kept.Cases).ShouldBeTrue();
    }

    [Fact]
    public void Of_WhenAPersonSplitAnIssue_KeepsItSplit_AndGivesNewCasesToTheLargerPart()
    {
        var (large, small) = (new KnownIssue(Id(4), true, Cases(1, 2, 3, 4, 5, 6).ToHashSet()), new KnownIssue(Id(5), true, Cases(7, 8, 9).ToHashSet()));
        var plan = IssuePlan.Of([Cases(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)], [large, small]);
        plan.Issues.Single(i => i.Id == large.Id).Cases.SetEquals(Cases(1, 2, 3, 4, 5, 6, 10)).ShouldBeTrue();
        plan.Issues.Single(i => i.Id == small.Id).Cases.SetEquals(small.Cases).ShouldBeTrue();
    }

    [Fact]
    public void Of_WhateverIsFoundAndKnown_HasNoCaseInTwoIssues_AndTakesNothingFromWhatIsKept()
    {
        var dice = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var order = Enumerable.Range(0, 40).ToArray();
            dice.Shuffle(order);
            var found = order.Chunk(dice.Next(1, 9)).Select(c => (IReadOnlyList<Guid>)Cases(c)).ToList();
            dice.Shuffle(order);
            var known = order.Take(30).Chunk(dice.Next(1, 9)).Select(c => new KnownIssue(new Guid(dice.Next(), 0, 0, new byte[8]), dice.Next(2) == 0, Cases(c).ToHashSet())).ToList();
            var plan = IssuePlan.Of(found, known);
            plan.Issues.SelectMany(i => i.Cases).ShouldBeUnique();
            plan.Issues.Select(i => i.Id).OfType<Guid>().ShouldBeUnique();
            known.Where(k => k.IsKept).ShouldAllBe(k => k.Cases.IsSubsetOf(plan.Issues.Single(i => i.Id == k.Id).Cases));
            plan.Gone.ShouldAllBe(g => known.Exists(k => k.Id == g && !k.IsKept));
        }
    }

    private static Guid Id(int number) => new(number, 9, 9, new byte[8]);

    private static List<Guid> Cases(params int[] numbers) => [.. numbers.Select(n => new Guid(n, 1, 2, new byte[8]))];
}
