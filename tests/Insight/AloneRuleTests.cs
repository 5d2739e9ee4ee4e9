using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Alone;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Tests;

/// <summary>When a machine may dispatch, and when it has to stop.</summary>
public sealed class AloneRuleTests
{
    private static readonly AloneSettings On = new() { IsOn = true, LeastConfidence = 0.95 };
    private static readonly MatterReading Sure = new(3, [new ReadProposal("0201", 0.99, true, ["噪声"])], new ReadProposal("D06", 0.98, true, []));
    private static readonly WaitingMatter Plain = new(Guid.Empty, "SJ1", RegionCode.Parse("339901101201"), null, IsOrdinary: true, IsUrgent: false, RuleUnit: null, LooksLikeAnother: false, 1);

    [Fact]
    public void Case_AgainstWhichNothingSpeaks_MayGo()
    {
        AloneRule.WhyLeft(On, 0.6, Sure, Plain, unitServesPlace: true).ShouldBeNull();
        AloneRule.WhyLeft(On, 0.6, Sure, Plain with { Category = "0201", RuleUnit = "D06" }, unitServesPlace: true).ShouldBeNull();
        AloneRule.WhyLeft(On with { Categories = "03 02" }, 0.6, Sure, Plain, unitServesPlace: true).ShouldBeNull();
        new AloneSettings().IsOn.ShouldBeFalse("as shipped it is off");
    }

    [Fact]
    public void Case_AgainstWhichAnythingSpeaks_IsLeftToAPerson()
    {
        (LeftBecause Why, AloneSettings Settings, double SureFrom, MatterReading? Reading, WaitingMatter Matter, bool Serves)[] left =
        [
            (LeftBecause.SwitchedOff, On with { IsOn = false }, 0.6, Sure, Plain, true),
            (LeftBecause.NothingLearnt, On, 0.6, null, Plain, true),
            (LeftBecause.NothingLearnt, On, 0.6, Sure with { Unit = null }, Plain, true),
            (LeftBecause.NothingLearnt, On, 0.6, Sure with { Categories = [] }, Plain, true),
            (LeftBecause.CategoryUnsure, On with { LeastConfidence = 0.995 }, 0.6, Sure, Plain, true),
            (LeftBecause.CategoryUnsure, On, 0.995, Sure, Plain, true),
            (LeftBecause.CategoryNotAllowed, On with { Categories = "03" }, 0.6, Sure, Plain, true),
            (LeftBecause.CategoryChosenOtherwise, On, 0.6, Sure, Plain with { Category = "0202" }, true),
            (LeftBecause.UnitUnsure, On, 0.6, Sure with { Unit = Sure.Unit! with { Confidence = 0.94 } }, Plain, true),
            (LeftBecause.UnitElsewhere, On, 0.6, Sure, Plain, false),
            (LeftBecause.RuleNamesAnother, On, 0.6, Sure, Plain with { RuleUnit = "D05" }, true),
            (LeftBecause.NotOrdinary, On, 0.6, Sure, Plain with { IsOrdinary = false }, true),
            (LeftBecause.Urgent, On, 0.6, Sure, Plain with { IsUrgent = true }, true),
            (LeftBecause.LooksLikeAnother, On, 0.6, Sure, Plain with { LooksLikeAnother = true }, true),
        ];
        foreach (var one in left)
        {
            AloneRule.WhyLeft(one.Settings, one.SureFrom, one.Reading, one.Matter, one.Serves).ShouldBe(one.Why);
        }

        left.Select(l => l.Why).Distinct().ShouldBe(Enum.GetValues<LeftBecause>(), ignoreOrder: true);
    }

    /// <summary>Raising a confidence never keeps a case back, and lowering the line never does either.</summary>
    [Fact]
    public void MoreConfidence_NeverKeepsACaseBack()
    {
        var dice = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var (line, category, unit) = (0.9 + (dice.NextDouble() * 0.0999), dice.NextDouble(), dice.NextDouble());
            var (better, lower) = (Math.Min(1, category + (dice.NextDouble() * 0.1)), line - (dice.NextDouble() * 0.1));
            var goes = Goes(line, category, unit);
            (goes && !(Goes(line, better, unit) && Goes(lower, category, unit))).ShouldBeFalse($"{line} {category} {unit}");
            goes.ShouldBe(category >= line && unit >= line);
        }

        static bool Goes(double line, double category, double unit) => AloneRule.WhyLeft(
            On with { LeastConfidence = line }, 0.5, new MatterReading(1, [new ReadProposal("01", category, true, [])], new ReadProposal("D05", unit, true, [])), Plain, unitServesPlace: true) is null;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(60, 5)]
    [InlineData(101, 6)]
    [InlineData(400, 20)]
    public void Sample_IsTheShareButFiveAtLeast(int made, int sampled) => AloneWatch.SampleOf(made, 0.05).ShouldBe(sampled);

    [Fact]
    public void Machine_StopsWhereTooMuchOfTheLastHundredWasWrong_AndNotBefore()
    {
        AloneWatch.MustStop(Verdicts(19, 19), 0.05).ShouldBeFalse("too few to say");
        AloneWatch.MustStop(Verdicts(1, 20), 0.05).ShouldBeFalse();
        AloneWatch.MustStop(Verdicts(2, 20), 0.05).ShouldBeTrue();
        AloneWatch.MustStop(Verdicts(5, 100), 0.05).ShouldBeFalse();
        AloneWatch.MustStop(Verdicts(6, 100), 0.05).ShouldBeTrue();
        AloneWatch.MustStop([.. Verdicts(0, 100), .. Verdicts(50, 50)], 0.05).ShouldBeFalse("what lies further back does not count");
        AloneWatch.MustStop(Verdicts(1, 40), 0).ShouldBeTrue();

        static IEnumerable<AutoVerdict> Verdicts(int wrong, int all) => Enumerable.Range(0, all).Select(i => i < wrong ? AutoVerdict.WrongUnit : AutoVerdict.Right);
    }

    /// <summary>Values of the interval as given by Newcombe (1998), Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Interval_IsWilsons(int wrong, int judged, double from, double to)
    {
        var share = AloneWatch.Of(wrong, judged);
        (share.From, share.To).ShouldSatisfyAllConditions(s => s.From.ShouldBe(from, 0.0001), s => s.To.ShouldBe(to, 0.0001));
    }
}
