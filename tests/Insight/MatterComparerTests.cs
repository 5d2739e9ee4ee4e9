using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Same;
using Fengqiao.Kernel;
using Fengqiao.TestKit;

namespace Fengqiao.Insight.Tests;

public sealed class MatterComparerTests
{
    private const string Letters = "翠竹新城搅拌站噪音小区路灯不亮，A12 ";
    private const string Title = "翠竹新城旁边的搅拌站整夜作响";
    private const string Story = "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开，老人孩子都睡不着。";

    [Theory]
    [InlineData(Title, Story)]
    [InlineData("反映翠竹新城搅拌站扰民", "翠竹新城旁边的搅拌站机器整夜不停，灰尘很大，窗户不敢开，请管一管。")]
    public void With_TheSameMatter_IsAboveTheLine_AndSaysWhy(string title, string text)
    {
        var likeness = Compare(Title, Story, title, text);
        likeness.Score.ShouldBeGreaterThanOrEqualTo(IMatterComparer.SameFrom);
        likeness.Places.ShouldContain("翠竹");
        likeness.IsElsewhere.ShouldBeFalse();
    }

    [Theory]
    [InlineData("临江花苑工地夜间打桩", "临江花苑门口的工地半夜十二点还在打桩，请制止。")]
    [InlineData("翠竹新城物业费上涨", "物业公司没有征求意见就涨了物业费，业主都不同意。")]
    [InlineData("", "")]
    [InlineData("1234567890", "0987654321")]
    [InlineData("搅拌站", "")]
    public void With_AnotherMatter_IsBelowTheLine(string title, string text) => Compare(Title, Story, title, text).Score.ShouldBeLessThan(IMatterComparer.SameFrom);

    [Fact]
    public void With_WhicheverWayRound_AndOfAnyLength_SaysTheSame()
    {
        var dice = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var (a, b) = (Any(), Any());
            Compare(a, b, b, a).Score.ShouldBe(Compare(b, a, a, b).Score);
            Compare(a, b, a, b).Score.ShouldBeGreaterThanOrEqualTo(Compare(a, b, b, a).Score - 1e-9);
        }

        Compare(Title, new string('啊', 1_000_000), Title, Story).Score.ShouldBeInRange(0, 2.1);

        string Any() => string.Concat(Enumerable.Range(0, dice.Next(60)).Select(_ => Letters[dice.Next(Letters.Length)]));
    }

    /// <summary>320 pairs labelled by a reader who did not see any score (docs/insight/same-matter-pairs.csv: ids only).</summary>
    [SharedDataFact("appeals-stream.csv")]
    public void With_OnLabelledPairs_KeepsItsPrecisionAndRecall()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value.DistinctBy(t => t.Id).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var pairs = File.ReadLines(Path.Combine(Repository.Root, "docs", "insight", "same-matter-pairs.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        var (found, right, same) = (0, 0, 0);
        foreach (var pair in pairs)
        {
            var isSame = pair[2] == "1";
            var said = Compare(texts[pair[0]], texts[pair[1]]) >= IMatterComparer.SameFrom;
            (found, right, same) = (found + (said ? 1 : 0), right + (said && isSame ? 1 : 0), same + (isSame ? 1 : 0));
        }

        var (precision, recall) = ((double)right / found, (double)right / same);
        precision.ShouldBeGreaterThanOrEqualTo(0.95, $"{pairs.Count} pairs, {same} the same: recall {recall:0.000}");
        recall.ShouldBeGreaterThanOrEqualTo(0.8, $"precision {precision:0.000}");
    }

    [SharedDataFact("appeals-stream.csv")]
    public void With_OnExactDuplicates_FindsAll()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value;
        var groups = texts.GroupBy(t => t.Text.Trim(), StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1).ToList();
        groups.Count.ShouldBeGreaterThan(90);
        groups.SelectMany(g => g.Skip(1).Select(t => (First: g.First(), Second: t))).ShouldAllBe(p => Compare(p.First, p.Second) >= IMatterComparer.SameFrom);
    }

    [Theory]
    [InlineData("339901101201", "339901102201", Title, "翠竹新城旁边的搅拌站机器整夜不停，灰尘很大。", true)]
    [InlineData("339901101201", "339901101202", "邻居半夜打麻将", "楼上邻居每天半夜打麻将，声音很大，老人孩子都睡不着，请派人来管。", true)]
    [InlineData("339901101201", "339901102201", "邻居半夜打麻将", "楼上邻居每天半夜打麻将，声音很大，老人孩子都睡不着，请派人来管。", false)]
    [InlineData("339901101201", null, "邻居半夜打麻将", "楼上邻居每天半夜打麻将，声音很大，老人孩子都睡不着，请派人来管。", true)]
    public void IsWorthALook_DependsOnWhereTheyLie(string one, string? other, string title, string text, bool expected)
    {
        var likeness = Compare(title, text, title, text.Replace("机器", "设备机械", StringComparison.Ordinal).Replace("声音很大", "声音真的特别大，吵", StringComparison.Ordinal));
        likeness.Score.ShouldBeGreaterThanOrEqualTo(IMatterComparer.SameFrom);
        likeness.Text.ShouldBeLessThan(0.9);
        likeness.IsWorthALook(RegionCode.Parse(one), other is null ? null : RegionCode.Parse(other)).ShouldBe(expected);
        // Sent twice: one matter wherever it came from.
        Compare(title, text, title, text).IsWorthALook(RegionCode.Parse(one), other is null ? null : RegionCode.Parse(other)).ShouldBeTrue();
        // Each names its own place.
        (likeness with { IsElsewhere = true }).IsWorthALook(RegionCode.Parse(one), other is null ? null : RegionCode.Parse(other)).ShouldBe(other is null);
    }

    private static double Compare(HotText a, HotText b) => Compare(a.Title, a.Text, b.Title, b.Text).Score;

    private static MatterLikeness Compare(string title, string text, string otherTitle, string otherText) => new MatterComparer().Read(title, text).With(otherTitle, otherText);
}
