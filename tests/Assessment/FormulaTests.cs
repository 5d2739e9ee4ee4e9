using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Formulas;
using Fengqiao.Assessment.Indicators;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Assessment.Tests;

/// <summary>Formulas are read, never run, and refused with the place that is wrong.</summary>
public sealed class FormulaTests
{
    [Theory]
    [InlineData("closed", 8)]
    [InlineData("closed / accepted", 0.8)]
    [InlineData("(closed + 0.5 * solved) / accepted", 1.0)]
    [InlineData("closed - solved - 1", 3)]
    [InlineData("closed - (solved - 1)", 5)]
    [InlineData("closed / solved / 2", 1)]
    [InlineData(" ( ( accepted ) ) ", 10)]
    public void Value_FollowsTheRulesOfArithmetic(string text, decimal expected) => Formula.Parse(text, CountNames.All).Value.Value(Count).ShouldBe(expected);

    [Theory]
    [InlineData("", "assessment.formula-missing")]
    [InlineData("closed /", "assessment.formula-ends")]
    [InlineData("closed / 0", "assessment.formula-by-nothing")]
    [InlineData("(closed", "assessment.formula-unbalanced")]
    [InlineData("closed)", "assessment.formula-unexpected")]
    [InlineData("closed accepted", "assessment.formula-unexpected")]
    [InlineData("people", "assessment.formula-unknown")]
    [InlineData("System.IO", "assessment.formula-unknown")]
    [InlineData("closed; drop", "assessment.formula-unexpected")]
    [InlineData("-closed", "assessment.formula-unexpected")]
    public void Parse_WhenSomethingIsWrong_SaysWhat(string text, string code) =>
        Formula.Parse(text, CountNames.All).Failed(out var error).ShouldBeTrue(error?.Code ?? text + code);

    [Fact]
    public void Parse_OfWhateverIsTyped_NeverThrows()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => Formula.Parse(text.Get, CountNames.All)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        Formula.Parse(new string('(', Formula.Longest), CountNames.All).Failed(out _).ShouldBeTrue();
    }

    [Fact]
    public void Rate_WithoutPopulation_HasNoValue()
    {
        var rate = Formula.Parse("closed / (accepted - 10)", CountNames.All).Value;
        rate.Value(Count).ShouldBeNull();
        rate.Population!.Value(Count).ShouldBe(0);
    }

    [Fact]
    public void Ranking_LeavesOutSmallNumbers_AndSharesRanks()
    {
        var rate = new ReadIndicator(Sample("closed / accepted"), Formula.Parse("closed / accepted", CountNames.All).Value);
        CountedPart Part(string key, int accepted, int closed) => new(key, key, TallyOf(accepted, closed));
        var ranked = Ranking.Of([Part("a", 100, 90), Part("b", 100, 95), Part("c", 29, 29), Part("d", 200, 180), Part("e", 100, 10), Part("f", 0, 0)], [rate], "x");
        ranked.Select(r => (r.Part.Key, r.Rank)).ShouldBe([("b", 1), ("a", 2), ("d", 2), ("e", 4), ("c", null), ("f", null)]);
        ranked[^1].Figures[0].Value.ShouldBeNull("nothing is no hundred percent");
    }

    private static Indicator Sample(string formula) => new()
    {
        Id = "x.200001", Code = "x", Position = 1, Name = "x", NameEn = "x", Definition = "", DefinitionEn = "", Formula = formula, IsRate = true, IsHigherBetter = true,
        Weight = Indicator.Whole, Target = null, Basis = "", ValidFrom = 200001, ValidTo = null,
    };

    private static Tally TallyOf(int accepted, int closed)
    {
        var tally = new Tally();
        tally.Add($"{accepted}{string.Concat(Enumerable.Repeat(" 0", (int)Mark.Closed - 1))} {closed}{string.Concat(Enumerable.Repeat(" 0", Marks.Count - (int)Mark.Closed - 1))}");
        return tally;
    }

    private static decimal Count(string name) => name switch { "accepted" => 10, "closed" => 8, "solved" => 4, _ => 0 };
}
