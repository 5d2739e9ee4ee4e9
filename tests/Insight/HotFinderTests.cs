using Fengqiao.Insight.Files;
using Fengqiao.Insight.Hot;
using Fengqiao.TestKit;

namespace Fengqiao.Insight.Tests;

public sealed class HotFinderTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Wishes = ["道路", "学校", "公园", "医院", "菜场", "路灯", "停车", "公交", "绿化", "图书馆", "体育馆", "污水", "垃圾", "电梯", "消防", "养老"];

    [Fact]
    public void Find_WhenManyWriteOfOneMatterAtOnePlace_PutsItOnTop()
    {
        var issues = HotFinder.Find(Town());
        var top = issues[0];
        top.Heat.People.ShouldBe(12);
        top.Place.ShouldBe("翠竹新城");
        top.Name.ShouldContain("搅拌站");
        top.Words.ShouldContain(w => w.Contains("搅拌", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_SameComplaintAtAnotherPlace_IsAnotherIssue()
    {
        var texts = Enumerable.Range(0, 6).Select(i => Message($"a{i}", $"翠竹新城夜间施工扰民", "半夜十二点还在打桩，孩子睡不着，请管一管。", i))
            .Concat(Enumerable.Range(0, 6).Select(i => Message($"b{i}", $"临江花苑夜间施工扰民", "凌晨打桩机不停，老人睡不着，希望制止。", i))).Concat(Others(60)).ToList();
        HotFinder.Find(texts).Where(i => i.Heat.People == 6).Select(i => i.Place).ShouldBe(["翠竹新城", "临江花苑"], ignoreOrder: true);
    }

    [Fact]
    public void Find_WhenOnePersonWritesTwentyTimes_CountsOnePerson()
    {
        var texts = Enumerable.Range(0, 20).Select(i => Message("same", "翠竹新城门口路灯不亮", "路灯坏了很久没有人修。", i)).Concat(Others(60)).ToList();
        HotFinder.Find(texts).First(i => i.Members.Count >= 20).Heat.People.ShouldBe(1);
    }

    /// <summary>"Please speed up X" of many people about many X is a habit of writing, not a matter.</summary>
    [Fact]
    public void Find_WhenOnlyATurnOfPhraseIsShared_MakesNoIssueOfIt()
    {
        var texts = Wishes.Select((w, i) => Message($"p{i}", $"请我市加快{w}建设力度刻不容缓", Own(i), i)).Concat(Others(300)).ToList();
        HotFinder.Find(texts).Where(i => i.Name.Contains("加快", StringComparison.Ordinal)).ShouldAllBe(i => i.Heat.People <= 3);
    }

    [Fact]
    public void Find_ForTheSameMessages_GivesTheSameIssues()
    {
        var (once, again) = (HotFinder.Find(Town()), HotFinder.Find(Town()));
        once.Select(i => string.Join(',', i.Members)).ShouldBe(again.Select(i => string.Join(',', i.Members)));
        once.Select(i => i.Heat.Score).ShouldBe(again.Select(i => i.Heat.Score));
    }

    [Fact]
    public void Find_PutsEveryMessageIntoExactlyOneIssue()
    {
        var texts = Town();
        HotFinder.Find(texts).SelectMany(i => i.Members).Order().ShouldBe(Enumerable.Range(0, texts.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567890")]
    [InlineData("Lorem ipsum dolor sit amet")]
    [InlineData("啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊")]
    public void Find_OnStrangeTexts_StandsUp(string strange) =>
        HotFinder.Find([Message("a", strange, strange, 0), Message("b", strange, new string('哈', 1_000_000), 1), Message("c", "", "", 2)]).Sum(i => i.Members.Count).ShouldBe(3);

    [Fact]
    public void Find_WithoutMessages_FindsNothing() => HotFinder.Find([]).ShouldBeEmpty();

    [Fact]
    public void Heat_GrowsWithPeopleAndVotes_AndVotesCannotBuryPeople()
    {
        var dice = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var members = Enumerable.Range(0, dice.Next(1, 40)).Select(i => Message($"p{dice.Next(30)}", "路灯", "", dice.Next(100), dice.Next(50))).ToList();
            var heat = Heat.Of(members);
            Heat.Of([.. members, members[0] with { Person = "new" }]).Score.ShouldBeGreaterThanOrEqualTo(heat.Score * 0.9);
            Heat.Of([.. members.Take(members.Count - 1), members[^1] with { For = 10_000 }]).Score.ShouldBeGreaterThan(heat.Score);
            heat.Growth.ShouldBeInRange(0, 1);
            heat.People.ShouldBe(members.DistinctBy(m => m.Person).Count());
        }

        var crowd = Heat.Of([.. Enumerable.Range(0, 50).Select(i => Message($"p{i}", "路灯", "", i))]).Score;
        crowd.ShouldBeGreaterThan(Heat.Of([Message("p", "路灯", "", 0, votes: 5_000)]).Score);
    }

    [Theory]
    [InlineData("A市A2区翠竹新城小区附近噪音扰民", "翠竹新城")]
    [InlineData("反映暨阳街道东湖花园的路灯不亮", "东湖花园")]
    [InlineData("人才购房补贴什么时候发", null)]
    public void Name_FindsThePlaceThatPeopleName(string title, string? place) => PlaceWords.Name(Message("p", title, "", 0)).ShouldBe(place);

    /// <summary>
    /// Against a careful reading of all titles, written down before anything was measured (docs/insight/hot-reading.csv: ids only).
    /// </summary>
    [SharedDataFact("appeals-stream.csv")]
    public void Find_OnRealMessages_HasOnTopWhatACarefulReaderFinds()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value;
        var found = HotFinder.Find(texts);
        var issues = found.Select(i => i.Members.Select(m => texts[m].Id).ToHashSet(StringComparer.Ordinal)).ToList();
        var reading = File.ReadLines(Path.Combine(Repository.Root, "docs", "insight", "hot-reading.csv")).Skip(1).Select(l => l.Split(','))
            .GroupBy(l => l[0], l => l[1]).ToDictionary(g => g.Key, g => g.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        AtRank("concrete mixer beside an estate", 1, 0.95, 0.95);
        AtRank("parking spaces bundled with flats", 2, 0.95, 0.7);
        AtRank("talent housing subsidy", 5, 0.85, 0.8);
        AtRank("collapsed lending platform A", 5, 0.9, 0.95);
        // One writer begins seventy messages with the same words; they are no issue.
        found.Take(30).ShouldAllBe(i => i.Members.Count(m => texts[m].Title.Contains("加快", StringComparison.Ordinal)) * 2 <= i.Members.Count);

        void AtRank(string name, int rank, double precision, double recall)
        {
            var read = reading[name];
            var best = issues.Take(rank).MaxBy(i => i.Count(read.Contains))!;
            var both = (double)best.Count(read.Contains);
            (both / best.Count).ShouldBeGreaterThanOrEqualTo(precision, name);
            (both / read.Count).ShouldBeGreaterThanOrEqualTo(recall, name);
        }
    }

    /// <summary>A text of characters that no other has.</summary>
    private static string Own(int i) => string.Concat(Enumerable.Range(0, 40).Select(at => (char)('\u5000' + (i * 40) + at)));

    private static List<HotText> Town() =>
    [
        .. Enumerable.Range(0, 12).Select(i => Message($"n{i}", i % 3 == 0 ? "翠竹新城小区旁边的搅拌站整夜作响" : i % 3 == 1 ? "反映翠竹新城附近搅拌站噪音粉尘污染" : "投诉翠竹新城搅拌站扰民", "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开。", i)),
        .. Others(80),
    ];

    /// <summary>Messages that have nothing to do with each other: each of characters of its own.</summary>
    private static IEnumerable<HotText> Others(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var dice = new Random(i);
        string Any(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('\u4e00' + dice.Next(6000))));
        return Message($"o{i}", Any(10), Any(60), i % 30);
    });

    private static HotText Message(string person, string title, string text, int day, int votes = 0) => new($"{person}-{day}", person, title, text, Start.AddDays(day), votes);
}
