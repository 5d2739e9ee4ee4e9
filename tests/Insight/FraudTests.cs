using System.Net;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Fraud;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests;

public sealed class FraudTests
{
    [Theory]
    [InlineData("这里是市公安局，您涉嫌洗钱，请把资金转到安全账户配合调查", nameof(FraudKind.Authority))]
    [InlineData("我是客服，您的快递理赔请打开屏幕共享，我们给您双倍赔偿", nameof(FraudKind.Service))]
    [InlineData("无抵押低息贷款秒到账，流水不足先交解冻费", nameof(FraudKind.Loan))]
    [InlineData("小王，我是你领导，我换号了，急需用钱，先转给我，明天还你", nameof(FraudKind.Acquaintance))]
    [InlineData("兼职刷单，佣金日结，足不出户", nameof(FraudKind.Tasks))]
    [InlineData("导师带单稳赚不赔，数字货币高收益", nameof(FraudKind.Investment))]
    [InlineData("您的医保账户异常，点击下方链接重新认证", nameof(FraudKind.Phishing))]
    public void Of_WhenSignsAreThere_NamesTheKindAndWords(string message, string kind)
    {
        var finding = FraudCheck.Of(message);
        finding.Verdict.ShouldBe(FraudVerdict.Resembles);
        finding.Kind.ToString().ShouldBe(kind);
        finding.Words.ShouldNotBeEmpty();
        finding.Words.ShouldAllBe(w => message.Contains(w));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("您的验证码是 4821，五分钟内有效，请勿告诉他人")]
    [InlineData("晚上回家吃饭吗？我买了鱼")]
    [InlineData("12345678901234567890")]
    [InlineData("See you tomorrow \ud83d")]
    public void Of_WhenTheMessageIsOrdinary_FindsNothing(string? message) => FraudCheck.Of(message).Verdict.ShouldBe(FraudVerdict.NoSign);

    [Fact]
    public void Of_WhenBlanksStandBetweenTheCharacters_SeesThroughThem() => FraudCheck.Of("请 转 到 安 全 账 户 配 合 调 查").Kind.ShouldBe(FraudKind.Authority);

    [Fact]
    public void Of_WhenTheMessageIsAMegabyte_ReadsItsBeginning() =>
        FraudCheck.Of(new string('好', 1_000_000) + "安全账户，通缉").Verdict.ShouldBe(FraudVerdict.NoSign);

    [Fact]
    public async Task Page_SaysWhatItFoundAndKeepsNothing()
    {
        await using var county = await Http.ReadingCounty.StartAsync(DatabaseKind.Sqlite, new FakeTime(Http.ReadingCounty.Start));
        var citizen = county.Server.NewClient();
        (await Http.ReadingCounty.PageAsync(citizen, "/")).ShouldContain("/fraud-check");
        var answer = await Http.ReadingCounty.SendAsync(citizen, "/fraud-check", "fraud", ("message", "您涉嫌<洗钱>，请转到安全账户"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        html.ShouldContain("冒充公检法");
        html.ShouldContain("安全账户、洗钱");
        html.ShouldContain("96110");
        var harmless = WebUtility.HtmlDecode(await (await Http.ReadingCounty.SendAsync(citizen, "/fraud-check", "fraud", ("message", "晚上吃饭吗"))).Content.ReadAsStringAsync());
        harmless.ShouldContain("这不等于安全");
    }

    [SharedDataFact("fraud-messages.csv")]
    public void Of_OnRealOrdinaryMessages_SeldomAlarms()
    {
        var messages = LabelledFile.Read(SharedData.File("fraud-messages.csv")).Value;
        var (ordinary, fraud) = (messages.Where(m => m.Label == "normal").ToList(), messages.Where(m => m.Label != "normal").ToList());
        Alarms(ordinary).ShouldBeLessThan(0.025);
        Alarms(fraud).ShouldBeGreaterThan(0.55);

        static double Alarms(List<Learning.Example> among) => among.Average(m => FraudCheck.Of(m.Text).Verdict == FraudVerdict.Resembles ? 1.0 : 0);
    }
}
