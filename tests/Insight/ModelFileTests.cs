using System.Security.Cryptography;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Tests;

public sealed class ModelFileTests
{
    private static readonly TextClassifier Model = TextLearner.Train(Matters.Make(40), null, CancellationToken.None).Value;

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        var read = ModelFile.Read(ModelFile.Write(Model)).Value;
        foreach (var example in Matters.Make(5, seed: 3))
        {
            var (before, after) = (Model.Open().Read(FoldedText.Of(example.Text)), read.Open().Read(FoldedText.Of(example.Text)));
            after.Select(a => a.Label).ShouldBe(before.Select(a => a.Label));
            after[0].Probability.ShouldBe(before[0].Probability, 0.01);
        }
    }

    [Fact]
    public void Read_WhenAnyByteChanged_Refuses()
    {
        var written = ModelFile.Write(Model);
        for (var at = 0; at < written.Length; at += Math.Max(1, written.Length / 50))
        {
            byte[] changed = [.. written];
            changed[at] ^= 1;
            ModelFile.Read(changed).Error.ShouldBe(InsightErrors.ModelBroken);
        }
    }

    [Fact]
    public void Read_WhenCutOff_Refuses()
    {
        var written = ModelFile.Write(Model);
        foreach (var length in new[] { 0, 1, 31, 32, 100, written.Length / 2, written.Length - 1 })
        {
            ModelFile.Read(written[..length]).Error.ShouldBe(InsightErrors.ModelBroken);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("46514d31ffffff7f")]
    [InlineData("46514d3102000000016101620000000000000000000080400000ff7f")]
    [InlineData("46514d31000000000000000000000000ffffffff")]
    public void Read_WhenSealedNonsense_Refuses(string hex)
    {
        var nonsense = Convert.FromHexString(hex);
        ModelFile.Read([.. nonsense, .. SHA256.HashData(nonsense)]).Error.ShouldBe(InsightErrors.ModelBroken);
    }
}
