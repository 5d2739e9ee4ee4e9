using Fengqiao.Insight.Measuring;
using Fengqiao.Insight.Reading;

namespace Fengqiao.Insight.Tests;

public sealed class NearDuplicatesTests
{
    private const string Story = "我们小区门口的路灯已经坏了三个星期，晚上老人摔倒过两次，打过物业电话没有人管，希望尽快修好。";

    [Fact]
    public void Folds_WhenTextsAreNearlyTheSame_KeepThemTogether()
    {
        var dice = new Random(3);
        var texts = Enumerable.Range(0, 40).Select(_ => string.Concat(Enumerable.Range(0, 30).Select(_ => (char)('\u4e00' + dice.Next(2000))))).ToList();
        texts.AddRange([Story, "您好！" + Story, Story + "谢谢！", Story.Replace("两次", "好几次", StringComparison.Ordinal)]);
        var folds = NearDuplicates.Folds([.. texts.Select(FoldedText.Of)], 5);
        folds[^4..].Distinct().ShouldHaveSingleItem();
        folds.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Groups_WhenTextsDiffer_KeepThemApart() =>
        NearDuplicates.Groups([FoldedText.Of(Story), FoldedText.Of("工地上拖欠我们十二个人的工资，一共八万多元，请劳动部门帮忙。"), FoldedText.Of("")]).ShouldBe([0, 1, 2]);
}
