using Fengqiao.Insight.Files;
using Fengqiao.Insight.Fraud;
using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Insight.Learning;
using Fengqiao.TestKit;

namespace Fengqiao.Insight.Tests;

public sealed class FraudLearnerTests
{
    private static readonly Lazy<LearntFraud> Learnt = new(() => FraudLearner.Learn(FraudLearner.Prepare(FraudMessages.Make(400, 120)).Value, null, default).Value);

    [Fact]
    public void Learn_TellsKindsApart_AndSeldomAlarms()
    {
        var (model, trial) = (Learnt.Value.Model, Learnt.Value.Trial);
        model.Kinds.ShouldBe([FraudKind.Service, FraudKind.Loan], ignoreOrder: true);
        trial.MacroF1.ShouldBeGreaterThan(0.95);
        trial.Ordinary.ShouldBeGreaterThan(20);
        (trial.FalseAlarms / (double)trial.Ordinary).ShouldBeLessThanOrEqualTo(FraudModel.MostFalseAlarms);
        (trial.Found / (double)trial.Fraud).ShouldBeGreaterThan(0.9);
        model.Threshold.ShouldBeInRange(0.5, 1.01);
    }

    [Fact]
    public void Judge_SaysKindAndWords_OfWhatWasLearnt_AndLeavesOtherKindsToTheSigns()
    {
        var model = Learnt.Value.Model;
        const string message = "您好，我是购物平台客服，商品质量有问题，请共享屏幕办理退款理赔";
        var finding = model.Judge(message);
        (finding.Verdict, finding.Kind).ShouldBe((FraudVerdict.Resembles, FraudKind.Service));
        finding.Words.ShouldNotBeEmpty();
        finding.Words.ShouldAllBe(w => message.Contains(w));
        model.Judge("明天下午在学校门口集合，记得接孩子").Verdict.ShouldBe(FraudVerdict.NoSign);
        // Of the police nothing was learnt: what the signs know still counts.
        model.Judge("这里是市公安局，您涉嫌洗钱，请把资金转到安全账户").Kind.ShouldBe(FraudKind.Authority);
        model.Judge("").Verdict.ShouldBe(FraudVerdict.NoSign);
        model.Judge("13800138000").Verdict.ShouldBe(FraudVerdict.NoSign);
    }

    [Theory]
    [InlineData("正常", "Ordinary")]
    [InlineData(" normal ", "Ordinary")]
    [InlineData("冒充公检法及政府机关类", nameof(FraudKind.Authority))]
    [InlineData("冒充领导、熟人类", nameof(FraudKind.Acquaintance))]
    [InlineData("冒充客服类", nameof(FraudKind.Service))]
    [InlineData("贷款、代办信用卡类", nameof(FraudKind.Loan))]
    [InlineData("刷单返利", nameof(FraudKind.Tasks))]
    [InlineData("phishing", nameof(FraudKind.Phishing))]
    [InlineData("其他", null)]
    [InlineData("", null)]
    public void Labels_AreUnderstoodByWhatIsInThem(string label, string? meant) => FraudLabels.ClassOf(label).ShouldBe(meant);

    [Fact]
    public void Prepare_RefusesWhatCannotBeLearntFrom()
    {
        FraudLearner.Prepare([]).Error!.Code.ShouldBe("insight.fraud-too-few");
        FraudLearner.Prepare(FraudMessages.Make(400, 5)).Error!.Code.ShouldBe("insight.fraud-too-few");
        FraudLearner.Prepare([.. FraudMessages.Make(400, 40).Where(m => m.Label == FraudMessages.Normal)]).Error!.Code.ShouldBe("insight.fraud-too-few");
        FraudLearner.Prepare([.. FraudMessages.Make(400, 40), new Example("什么", "其他")]).Error!.Code.ShouldBe("insight.fraud-label");
    }

    [Fact]
    public void Model_KeptAsBytes_JudgesTheSame_AndBrokenOnesAreRefused()
    {
        var bytes = FraudModelFile.Write(Learnt.Value.Model);
        var again = FraudModelFile.Read(bytes).Value;
        foreach (var message in FraudMessages.Make(20, 20, seed: 9))
        {
            again.Judge(message.Text).Verdict.ShouldBe(Learnt.Value.Model.Judge(message.Text).Verdict);
        }

        FraudModelFile.Read([]).Error.ShouldBe(InsightErrors.ModelBroken);
        FraudModelFile.Read(bytes[..^5]).Error.ShouldBe(InsightErrors.ModelBroken);
        bytes[0] ^= 0x10;
        bytes[7] ^= 0x40;
        FraudModelFile.Read(bytes).Error.ShouldBe(InsightErrors.ModelBroken);
    }

    [Theory]
    [InlineData("客服")]
    [InlineData("1")]
    [InlineData("\ud83d")]
    [InlineData("a ")]
    public void Judge_AMegabyteOfTheSame_IsQuick(string piece)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Learnt.Value.Model.Judge(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))).Words.Count.ShouldBeLessThan(10);
        System.Diagnostics.Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("96110", nameof(FraudNumberKind.AntiFraudLine))]
    [InlineData("12381", nameof(FraudNumberKind.AntiFraudWarning))]
    [InlineData("110", nameof(FraudNumberKind.Emergency))]
    [InlineData("12345", nameof(FraudNumberKind.PublicLine))]
    [InlineData("10086", nameof(FraudNumberKind.Carrier))]
    [InlineData("95588", nameof(FraudNumberKind.Service95))]
    [InlineData("965678", nameof(FraudNumberKind.Service96))]
    [InlineData("1069 0012 3456", nameof(FraudNumberKind.Bulk))]
    [InlineData("400-800-1234", nameof(FraudNumberKind.Number400))]
    [InlineData("+1 202 555 0100", nameof(FraudNumberKind.Abroad))]
    [InlineData("0085212345678", nameof(FraudNumberKind.Abroad))]
    [InlineData("+86 138 0013 8000", nameof(FraudNumberKind.Mobile))]
    [InlineData("１３８００１３８０００", nameof(FraudNumberKind.Mobile))]
    [InlineData("17012345678", nameof(FraudNumberKind.VirtualMobile))]
    [InlineData("0575-87001234", nameof(FraudNumberKind.Landline))]
    [InlineData("87001234", nameof(FraudNumberKind.Landline))]
    [InlineData("99999999999999", nameof(FraudNumberKind.Unknown))]
    [InlineData("https://www.zj.gov.cn/a?b=1", nameof(FraudNumberKind.GovernmentLink))]
    [InlineData("gov.cn.example.com", nameof(FraudNumberKind.Link))]
    [InlineData("http://1.2.3.4/bank", nameof(FraudNumberKind.OddLink))]
    [InlineData("https://bank.example/x.apk", nameof(FraudNumberKind.OddLink))]
    [InlineData("http://bаnk.com", nameof(FraudNumberKind.OddLink))]
    [InlineData("你好", null)]
    [InlineData("请打96110", null)]
    [InlineData("12", null)]
    [InlineData("3.14", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Number_IsSpokenOfByItsForm(string? message, string? kind) => FraudNumber.KindOf(message)?.ToString().ShouldBe(kind);

    [SharedDataFact("fraud-messages.csv")]
    public void Learn_FromRealMessages_SeldomAlarmsAndFindsMost()
    {
        var trial = FraudLearner.Learn(FraudLearner.Prepare(LabelledFile.Read(SharedData.File("fraud-messages.csv")).Value).Value, null, default).Value.Trial;
        Console.WriteLine(trial);
        (trial.FalseAlarms / (double)trial.Ordinary).ShouldBeLessThanOrEqualTo(0.01);
        (trial.Found / (double)trial.Fraud).ShouldBeGreaterThan(0.97);
        trial.MacroF1.ShouldBeGreaterThan(0.96);
    }
}
