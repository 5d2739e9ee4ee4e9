using System.Diagnostics;
using System.Globalization;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Replies;
using Fengqiao.TestKit;

namespace Fengqiao.Insight.Tests;

public sealed class ReplyCheckerTests
{
    private const string Title = "青石路路灯不亮";
    private const string Story = "青石路从桥头到学校的路灯坏了三个星期，孩子放学看不见路。请问路灯什么时候能修好？为什么报修两次都没有人来？另外希望在学校门口增设减速带。";
    private const string Unit = "溪山县综合行政执法局";

    private const string Good =
        "尊敬的来信人，您好：您反映的青石路路灯问题，经我局现场核实，因电缆被施工挖断，报修两次均未修复。我局已安排抢修，路灯将于6月12日前全部修好；"
        + "学校门口的减速带，依据《城市道路管理条例》第二十七条，已报交警部门审批，10个工作日内答复您。如有疑问请致电0575-87001234。感谢您的监督。";

    private static readonly ReplyChecker Checker = new();
    private static readonly RepliedMatter Matter = new(Title, Story, [Unit]);

    [Fact]
    public void Check_OfAGoodReply_HasNothingToLookAt()
    {
        var hints = Checker.Check(Matter, Good);
        hints.Where(h => !h.IsFine).ShouldBeEmpty();
        hints.Select(h => h.Point).ShouldBe(
            [ReplyPoint.QuestionWhen, ReplyPoint.QuestionWhy, ReplyPoint.Question, ReplyPoint.Unit, ReplyPoint.Basis, ReplyPoint.Limit, ReplyPoint.Greeting, ReplyPoint.Thanks, ReplyPoint.Contact],
            ignoreOrder: true);
        hints.Where(h => h.Words.Count == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Check_WhenAQuestionIsLeftOut_NamesItAndWhatItIsAbout()
    {
        var missed = Checker.Check(Matter, "您好，路灯因电缆断了不亮，报修没有及时处理，我局6月12日前修好。感谢您，咨询电话87001234。").Where(h => !h.IsFine).ShouldHaveSingleItem();
        missed.Point.ShouldBe(ReplyPoint.Question);
        missed.About.ShouldNotBeNull().ShouldContain("减速带");
        missed.Words.ShouldContain(w => w.Contains("减速"));
    }

    [Theory]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.QuestionWhen)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.QuestionWhy)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.Limit)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.Unit)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.Greeting)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.Thanks)]
    [InlineData("路灯报修的事我们知道了，学校门口将增设减速带。", ReplyPoint.Contact)]
    [InlineData("该路段不符合增设减速带的条件。", ReplyPoint.Basis)]
    [InlineData("该处不属于我局管辖范围，请您联系县交警大队咨询。", ReplyPoint.PassedOn)]
    [InlineData("已转交相关部门处理。", ReplyPoint.PassedOn)]
    [InlineData("好的", ReplyPoint.Short)]
    [InlineData("您好，您反映的问题已收悉，我局高度重视，已安排相关部门尽快处理，感谢您对我们工作的支持。", ReplyPoint.Template)]
    [InlineData(Story, ReplyPoint.Copied)]
    [InlineData("路灯由业主张小明负责，电话13800138000", ReplyPoint.Person)]
    [InlineData("李四平先生已经签字", ReplyPoint.Person)]
    [InlineData("路灯由业主张小明负责，电话13800138000", ReplyPoint.Number)]
    [InlineData("身份证33068119800101123X已登记", ReplyPoint.Number)]
    public void Check_WhenSomethingIsMissingOrShouldNotBeThere_SaysSo(string draft, ReplyPoint point) =>
        Checker.Check(Matter, draft).ShouldContain(h => h.Point == point && !h.IsFine);

    [Theory]
    [InlineData("如有疑问请联系我局工作人员，电话13800138000", ReplyPoint.Number)]
    [InlineData("订单号2024061200010001", ReplyPoint.Number)]
    [InlineData("张先生、陈女士和王某都在场，居民周边的路灯", ReplyPoint.Person)]
    [InlineData("尊敬的张小明先生", ReplyPoint.Person)]
    [InlineData("村民王家路的路灯", ReplyPoint.Person)]
    [InlineData(Good, ReplyPoint.PassedOn)]
    [InlineData(Good, ReplyPoint.Template)]
    [InlineData(Good, ReplyPoint.Copied)]
    [InlineData("路灯已修好。", ReplyPoint.Basis)]
    [InlineData("路灯已修好。", ReplyPoint.Limit)]
    public void Check_WhereNothingIsWrong_IsSilent(string draft, ReplyPoint point) =>
        Checker.Check(Matter, draft).ShouldNotContain(h => h.Point == point && !h.IsFine);

    [Fact]
    public void Check_WhenSomethingWasDone_LeavesDemandsOpen_AndQuestionsNot()
    {
        var matter = new RepliedMatter("", "强烈要求加强夜间巡逻。请问学校门口的减速带什么时候装？", []);
        Checker.Check(matter, "已立案处罚三人。").Where(h => h.About is not null).ShouldHaveSingleItem().About.ShouldNotBeNull().ShouldContain("减速带");
        Checker.Check(matter, "情况我们知道了，请放心。").Count(h => h.About is not null && !h.IsFine).ShouldBe(2);
    }

    [Theory]
    [InlineData("县执法局已派人", true)]
    [InlineData("溪山县综合行政执法局已派人", true)]
    [InlineData("我中心已派人", true)]
    [InlineData("县水利局已派人", false)]
    [InlineData("已派人", false)]
    public void Check_KnowsTheUnitByItsShortName(string draft, bool named) => Checker.Check(Matter, draft).Single(h => h.Point == ReplyPoint.Unit).IsFine.ShouldBe(named);

    [Theory]
    [InlineData("希望有关部门尽快处理，谢谢！", 0)]
    [InlineData("物业要求业主先交钱，按规定要求装修。", 0)]
    [InlineData("不知道是否违法，无论如何都睡不着。", 0)]
    [InlineData("工地夜间可以施工吗？", 1)]
    [InlineData("请问低保补贴标准是多少？请问低保补贴标准是多少？", 1)]
    [InlineData("When will the street lamp near the school be repaired?", 1)]
    [InlineData("", 0)]
    [InlineData("1234567890？？？", 0)]
    public void Asks_AreFoundOnce_AndOnlyWhereSomethingIsAsked(string text, int count) => Asks.Of("", text).Count.ShouldBe(count);

    [Fact]
    public void Check_OfNothing_ShowsWhatIsAsked()
    {
        var hints = Checker.Check(Matter, "  ");
        hints.Count.ShouldBe(3);
        hints.ShouldAllBe(h => h.Point == ReplyPoint.Question && h.About != null);
        Checker.Check(new RepliedMatter("", "", []), null).ShouldBeEmpty();
    }

    [Fact]
    public void Hints_NeverShowNumbersOrNames()
    {
        var hints = Checker.Check(new RepliedMatter(Title, "请问业主张小明的电话13800138000为什么打不通？", [Unit]), "业主张小明的电话13800138000打不通，身份证33068119800101123X。");
        var shown = string.Concat(hints.SelectMany(h => h.Words.Append(h.About ?? "")));
        shown.ShouldNotContain("13800138000");
        shown.ShouldNotContain("张小明");
        shown.ShouldNotContain("33068119800101123X");
        shown.ShouldContain("138****8000");
        Checker.Masked("业主张小明，电话13800138000。").ShouldBe("业主张**，电话138****8000。");
    }

    [Fact]
    public void Shared_NamesThePiecesOfBoth()
    {
        Checker.Shared(Title, "青石路的路灯又坏了").ShouldContain("青石路");
        Checker.Shared("请问什么时候能解决", "请问什么时候能解决").ShouldBeEmpty();
        Checker.Shared("", Title).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("路灯什么时候修？")]
    [InlineData("业主张")]
    [InlineData("请")]
    [InlineData("1")]
    [InlineData("138001380001")]
    [InlineData("《")]
    [InlineData("將\ud83d")]
    [InlineData("依据，")]
    [InlineData("<script>")]
    public void Check_OfAMegabyteOfTheSame_IsQuickAndBounded(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Checker.Check(Matter, Good);
        var started = Stopwatch.GetTimestamp();
        var hints = Checker.Check(new RepliedMatter(text, text, [Unit]), text);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        hints.Count.ShouldBeLessThan(Asks.Most + 16);
        hints.ShouldAllBe(h => h.Words.Count <= 6 && (h.About ?? "").Length <= Asks.Shown + 1);
        Checker.Shared(text, text).Count.ShouldBeLessThanOrEqualTo(SharedPieces.Most);
    }

    [Fact]
    public void Check_OfAnything_KeepsItsPromises()
    {
        string[] pieces = ["请问", "路灯", "何时", "修好", "？", "。", "，", "您好", "感谢", "《办法》", "第三条", "，13800138000，", "业主张三", "将", "6月", "abc ", " ", "希望", "为什么", "多少钱", "我局", "\n"];
        var dice = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var (matter, draft) = (Any(), Any());
            var hints = Checker.Check(new RepliedMatter("", matter, [Unit]), draft);
            // The same twice, what to look at first, and each question once.
            Checker.Check(new RepliedMatter("", matter, [Unit]), draft).Select(h => (h.Point, h.IsFine, h.About)).ShouldBe(hints.Select(h => (h.Point, h.IsFine, h.About)));
            hints.SkipWhile(h => !h.IsFine).ShouldAllBe(h => h.IsFine);
            // A draft that says the whole matter again takes up all that is asked, as far as words can tell.
            Checker.Check(new RepliedMatter("", matter, [Unit]), matter + "\n" + draft).ShouldNotContain(h => h.Point == ReplyPoint.Question && !h.IsFine && h.About != null && !string.IsNullOrWhiteSpace(matter));
            Checker.Masked(draft).ShouldNotContain("13800138000");
        }

        string Any() => string.Concat(Enumerable.Range(0, dice.Next(1, 25)).Select(_ => pieces[dice.Next(pieces.Length)]));
    }

    /// <summary>80 questions and demands drawn by lot and judged by a reader (docs/insight/reply-asks.csv: ids only): what a reply has to take up, against indignation and what is told.</summary>
    [SharedDataFact("appeals-stream.csv")]
    public void Asks_OnRealMessages_KeepTheirPrecision()
    {
        var texts = HotFile.Read(SharedData.File("appeals-stream.csv")).Value.DistinctBy(t => t.Id).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var judged = File.ReadLines(Path.Combine(Repository.Root, "docs", "insight", "reply-asks.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        judged.ShouldAllBe(j => Asks.Of(texts[j[0]].Title, texts[j[0]].Text).Count >= int.Parse(j[1], CultureInfo.InvariantCulture));
        (judged.Count(j => j[2] == "1") / (double)judged.Count).ShouldBeGreaterThan(0.8);
    }
}
