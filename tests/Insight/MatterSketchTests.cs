using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Same;
using Fengqiao.TestKit;

namespace Fengqiao.Insight.Tests;

/// <summary>Which runs stand for a matter, and what is found again by them.</summary>
public sealed class MatterSketchTests
{
    private const string Title = "翠竹新城旁边的搅拌站整夜作响";
    private const string Story = "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开，老人孩子都睡不着。";

    /// <summary>What is stored was drawn by this: another draw would find nothing of it again.</summary>
    [Fact]
    public void Runs_OfOneText_AreTheSameForGood() =>
        string.Join(' ', MatterSketch.Runs("路灯坏了", "村口路灯坏了3天").Order(StringComparer.Ordinal)).ShouldBe("0天 =路灯坏了\n村口路灯坏了0天 了0天 了村口 口路灯 坏了0 坏了村 村口路 灯坏了 路灯坏".Replace("0天 =", "=", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "")]
    [InlineData("！？……", "\u0000 \n\t")]
    public void Runs_WithoutALetter_AreNone(string title, string text) => MatterSketch.Runs(title, text).ShouldBeEmpty();

    [Fact]
    public void Runs_OfAnyText_AreFew()
    {
        foreach (var (title, text) in new[] { ("1", ""), ("12345678901", "0987654321"), ("啊", new string('啊', 1_000_000)), (new string('x', 1_000_000), new string('y', 1_000_000)), ("😀😀😀", "ＡＢＣ abc"), (Title, Story) })
        {
            MatterSketch.Runs(title, text).Count.ShouldBeLessThanOrEqualTo(33);
        }

        // Numbers say nothing about what the matter is, and a telephone number must not be what it is found by.
        MatterSketch.Runs("电话13800138000", "").ShouldBe(MatterSketch.Runs("电话13911112222", ""), ignoreOrder: true);
        MatterSketch.Runs(Title, Story).Intersect(MatterSketch.Runs("反映翠竹新城旁边的搅拌站", Story)).Count().ShouldBeGreaterThan(5);
    }

    /// <summary>
    /// Through the index, as deep as the product looks: of the labelled pairs nearly all are candidates, and what the comparison then finds is what it
    /// finds without an index. Among a million cases the depth is a smaller share of what has a run: that is asked with other texts around and a depth as much smaller.
    /// </summary>
    [SharedDataFact("appeals-stream.csv", "appeals-labelled.csv")]
    public void Candidates_OnLabelledPairsAndExactDuplicates_AreFound()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value.DistinctBy(t => t.Id).ToList();
        var at = texts.Index().ToDictionary(t => t.Item.Id, t => t.Index, StringComparer.Ordinal);
        var pairs = File.ReadLines(Path.Combine(Repository.Root, "docs", "insight", "same-matter-pairs.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        var index = Postings(texts);

        bool IsCandidate(string one, string other, int deepest) => Ranked(index, texts[at[other]], at[other], deepest).Contains(at[one]);
        bool IsSame(string one, string other) => new MatterComparer().Read(texts[at[one]].Title, texts[at[one]].Text).With(texts[at[other]].Title, texts[at[other]].Text).Score >= IMatterComparer.SameFrom;

        var same = pairs.Where(p => p[2] == "1").ToList();
        var candidates = same.Count(p => IsCandidate(p[0], p[1], MatterIndex.Deepest));
        var found = pairs.Where(p => IsCandidate(p[0], p[1], MatterIndex.Deepest) && IsSame(p[0], p[1])).ToList();
        var (precision, recall) = (found.Count(p => p[2] == "1") / (double)found.Count, found.Count(p => p[2] == "1") / (double)same.Count);
        var crowd = LabelledFile.Read(SharedData.File("appeals-labelled.csv")).Value.Select(e => new HotText("", "", e.Text[..Math.Min(24, e.Text.Length)], e.Text[Math.Min(24, e.Text.Length)..], default, 0, 0));
        List<HotText> all = [.. texts, .. crowd];
        index = Postings(all);
        var depth = (int)Math.Round(MatterIndex.Deepest * all.Count / 1_000_000.0);
        var crowded = same.Count(p => IsCandidate(p[0], p[1], depth)) / (double)same.Count;
        var said = $"candidates {candidates / (double)same.Count:0.000}, precision {precision:0.000}, recall {recall:0.000}; as deep as among a million {crowded:0.000}";
        (candidates / (double)same.Count).ShouldBeGreaterThanOrEqualTo(0.97, said);
        precision.ShouldBeGreaterThanOrEqualTo(0.95, said);
        recall.ShouldBeGreaterThanOrEqualTo(0.8, said);
        crowded.ShouldBeGreaterThanOrEqualTo(0.92, said);

        var groups = texts.GroupBy(t => t.Title.Trim() + "\n" + t.Text.Trim(), StringComparer.Ordinal).Where(g => g.Count() > 1).ToList();
        groups.Count.ShouldBeGreaterThan(5);
        groups.SelectMany(g => g.Skip(1).Select(t => (First: g.First(), Second: t))).Count(p => !IsCandidate(p.First.Id, p.Second.Id, 2)).ShouldBe(0);
    }

    /// <summary>Which of a run's cases count as newest is drawn by lot: the file is in no order of time.</summary>
    private static Dictionary<string, List<int>> Postings(List<HotText> texts)
    {
        var postings = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var i in Enumerable.Range(0, texts.Count).OrderBy(i => i * 2654435761L % 1_000_003))
        {
            foreach (var run in MatterSketch.Runs(texts[i].Title, texts[i].Text))
            {
                if (!postings.TryGetValue(run, out var list))
                {
                    list = [];
                    postings[run] = list;
                }

                list.Add(i);
            }
        }

        return postings;
    }

    /// <summary>The query of the store, in memory.</summary>
    private static List<int> Ranked(Dictionary<string, List<int>> postings, HotText asked, int self, int depth) =>
        [.. MatterSketch.Runs(asked.Title, asked.Text)
            .SelectMany(run => postings[run].Take(depth))
            .Where(i => i != self)
            .CountBy(i => i).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(IMatterIndex.Most).Select(c => c.Key)];
}
