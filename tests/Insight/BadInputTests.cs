using System.Diagnostics;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Tests;

public sealed class BadInputTests
{
    private static readonly TextClassifier Model = TextLearner.Train(Matters.Make(40), null, CancellationToken.None).Value;

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t")]
    [InlineData("1234567890 0000 99")]
    [InlineData("！？。，……（）")]
    [InlineData("The street lamp has been broken for weeks")]
    [InlineData("Уличный фонарь сломан")]
    [InlineData("😀😀😀\ud83d")]
    public void Read_WhenNothingIsKnownOfTheText_IsNotSure(string text)
    {
        var answers = Model.Open().Read(FoldedText.Of(text));
        answers.Sum(a => a.Probability).ShouldBe(1, 1e-9);
        answers[0].Probability.ShouldBeLessThan(0.75);
    }

    [Theory]
    [InlineData("噪")]
    [InlineData("噪声超过标准，")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("，")]
    public void Read_WhenTheTextIsAMegabyteOfTheSame_IsQuickAndSane(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var session = Model.Open();
        session.Read(FoldedText.Of("路灯坏了"));
        var started = Stopwatch.GetTimestamp();
        var answers = session.Read(FoldedText.Of(text));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        answers.ShouldAllBe(a => a.Probability >= 0 && a.Probability <= 1);
        DecidingWords.Of(session, text, FoldedText.Of(text), answers[0].Label).Count.ShouldBeLessThanOrEqualTo(DecidingWords.Usual);
    }

    [Fact]
    public void Read_WhenOneWordIsRepeated_DoesNotDrownTheRest()
    {
        // Somebody who writes one word a hundred times to steer the reader counts it once and a bit, by its logarithm.
        var steered = "路面坑洼积水，路灯坏了没有人修，井盖破损很危险，斑马线磨没了。" + string.Concat(Enumerable.Repeat("噪", 100));
        Model.Open().Read(FoldedText.Of(steered))[0].Label.ShouldBe(Matters.Roads);
    }

    [Fact]
    public void Train_WhenThereIsOneClass_SaysSo() =>
        TextLearner.Train([.. Matters.Make(10).Where(e => e.Label == Matters.Noise)], null, CancellationToken.None).Error.ShouldBe(InsightErrors.OneClass);

    [Fact]
    public void Train_WhenThereIsNothing_SaysSo() => TextLearner.Train([], null, CancellationToken.None).Error.ShouldBe(InsightErrors.OneClass);

    [Fact]
    public void Train_WhenNoTextCanBeRead_SaysSo() =>
        TextLearner.Train([new Example("！！", "a"), new Example("", "b")], null, CancellationToken.None).Error.ShouldBe(InsightErrors.NothingToRead);

    [Fact]
    public void Train_WhenAClassHasOneExampleOnly_StillWorks()
    {
        var examples = Matters.Make(10);
        examples.Add(new Example("孤零零的一件事", "其他"));
        var model = TextLearner.Train(examples, null, CancellationToken.None).Value;
        model.Labels.Count.ShouldBe(4);
        model.Open().Read(FoldedText.Of("包工头拖欠工资"))[0].Label.ShouldBe(Matters.Wages);
    }

    [Fact]
    public void Train_WhenAClassHasNoReadableText_StillWorks()
    {
        var examples = Matters.Make(10);
        examples.AddRange(Enumerable.Repeat(new Example("……", "空"), 3));
        var answers = TextLearner.Train(examples, null, CancellationToken.None).Value.Open().Read(FoldedText.Of("包工头拖欠工资"));
        answers[0].Label.ShouldBe(Matters.Wages);
        answers.ShouldAllBe(a => !double.IsNaN(a.Probability));
    }
}
