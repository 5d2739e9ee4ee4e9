using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Measuring;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Tests;

public sealed class LearnerTests
{
    private static readonly TextClassifier Model = TextLearner.Train(Matters.Make(40), null, CancellationToken.None).Value;

    [Fact]
    public void Read_WhenTextsAreNew_AnswersTheirKind()
    {
        var session = Model.Open();
        var tried = Matters.Make(20, seed: 7);
        Measure.Of([.. tried.Select(e => session.Read(FoldedText.Of(e.Text)))], [.. tried.Select(e => e.Label)]).Accuracy.ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void Read_GivesProbabilitiesOfAllClassesLikeliestFirst()
    {
        var answers = Model.Open().Read(FoldedText.Of("搅拌站夜里施工，吵得睡不着"));
        answers[0].Label.ShouldBe(Matters.Noise);
        answers.Select(a => a.Label).ShouldBe(Matters.Kinds, ignoreOrder: true);
        answers.Sum(a => a.Probability).ShouldBe(1, 1e-9);
        answers.Select(a => a.Probability).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Train_WhenRepeated_GivesTheSameModel() =>
        Files.ModelFile.Write(TextLearner.Train(Matters.Make(40), null, CancellationToken.None).Value).ShouldBe(Files.ModelFile.Write(Model));

    [Fact]
    public void Train_WhenCancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => TextLearner.Train(Matters.Make(5), null, cancelled.Token));
    }

    [Fact]
    public void Train_WhenSomethingIsKnownBesideTheText_LearnsFromIt()
    {
        // The same texts go to another unit in another town.
        var examples = Matters.Make(30).Where(e => e.Label == Matters.Roads).SelectMany(e => new[] { e with { Label = "north", About = "330681001" }, e with { Label = "south", About = "330681002" } }).ToList();
        var session = TextLearner.Train(examples, null, CancellationToken.None).Value.Open();
        session.Read(FoldedText.Of("路灯坏了没有人修", "330681001"))[0].Label.ShouldBe("north");
        session.Read(FoldedText.Of("路灯坏了没有人修", "330681002"))[0].Label.ShouldBe("south");
    }

    [Fact]
    public void DecidingWords_AreThoseOfTheKindAndStandInTheText()
    {
        const string text = "您好，包工头拖欠工资，已经40天了，请尽快处理。";
        var words = DecidingWords.Of(Model.Open(), text, FoldedText.Of(text), Matters.Wages);
        words.ShouldNotBeEmpty();
        words.ShouldAllBe(w => text.Substring(w.Start, w.Text.Length) == w.Text);
        "包工头拖欠工资".ShouldContain(words[0].Text);
        words.Sum(w => w.Share).ShouldBeLessThanOrEqualTo(1.001);
    }

    [Fact]
    public void DecidingWords_WhenNothingIsKnown_AreNone()
    {
        const string text = "zzzz";
        DecidingWords.Of(Model.Open(), text, FoldedText.Of(text), Matters.Wages).ShouldBeEmpty();
    }
}
