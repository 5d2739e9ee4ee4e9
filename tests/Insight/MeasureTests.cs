using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Measuring;

namespace Fengqiao.Insight.Tests;

public sealed class MeasureTests
{
    [Fact]
    public void Of_CountsByHand()
    {
        // Meant a, a, b, b; answered a (0.9), b (0.6), b (0.8), b (0.7).
        var figures = Measure.Of(
            [Answers("a", 0.9, "b"), Answers("b", 0.6, "a"), Answers("b", 0.8, "a"), Answers("b", 0.7, "c")],
            ["a", "a", "b", "b"]);
        figures.Accuracy.ShouldBe(0.75);
        figures.AmongFirstTwo.ShouldBe(1);
        // a: precision 1, recall 1/2; b: precision 2/3, recall 1; c: never meant and never answered, F1 0.
        figures.Classes.Select(c => c.F1).ShouldBe([2 / 3.0, 0.8, 0], 1e-9);
        figures.Confusion[0].ShouldBe([1, 1, 0]);
        // The three surest of four (90 %, rounded down) are all right.
        figures.AccuracyOfSurest.ShouldBe(1);
        // Each answer in a bin of its own: (0.1 + 0.6 + 0.2 + 0.3) / 4.
        figures.CalibrationError.ShouldBe(0.3, 1e-9);
    }

    [Fact]
    public void Of_WhenThereIsNothing_IsZero() => Measure.Of([], []).MacroF1.ShouldBe(0);

    [Fact]
    public void Sharpness_WhenScoresAreTooBold_IsSmall()
    {
        // Always the same score, right in seven of ten: the best probability is 0.7, ln(0.7 / 0.3) = 0.847 apart.
        var held = Enumerable.Range(0, 10).Select(i => (new[] { 10f, 0f }, i < 7 ? 0 : 1)).ToList();
        Calibration.SharpnessOf(held).ShouldBe(0.0847f, 0.002f);
    }

    [Fact]
    public void Sharpness_WhenNothingWasHeldOut_IsTheUsual() => Calibration.SharpnessOf([]).ShouldBe(Calibration.Usual);

    private static Answer[] Answers(string first, double sure, string second) => [new(first, sure), new(second, 1 - sure)];
}
