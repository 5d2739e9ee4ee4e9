using System.Net;
using Fengqiao.Insight.Fraud;
using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Storage;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>An administrator teaches the fraud reader from a file; the public page answers by it, and by the signs where nothing is learnt.</summary>
public sealed class FraudReaderTests
{
    private const string Message = "您好，我是购物平台客服，商品质量有问题，请共享屏幕办理理赔";

    [DatabaseTheory]
    public async Task Reader_TaughtFromAFile_AnswersOnThePage_AndMayBeLaidDownAgain(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        var (admin, citizen) = (await county.AsAsync("system-admin"), county.Server.NewClient());
        (await ReadingCounty.PageAsync(admin, "/admin/fraud-reader")).ShouldContain("现在按话术判断");
        // Nobody else may teach it.
        (await (await county.AsAsync("county-dispatcher")).GetAsync(new Uri("/admin/fraud-reader", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        foreach (var (name, content, said) in new[] { ("x.csv", "", "CSV 或 Excel"), ("x.exe", "text,category\na,b", "CSV 或 Excel"), ("x.csv", "text,category\n你好,其他", "不是认识的类型"), ("x.csv", "text,category\n你好,正常", "至少要"), ("x.csv", "nothing\n1", "category") })
        {
            var refused = await TeachAsync(admin, name, content);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, content);
            WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain(said);
        }

        (await TeachAsync(admin, "messages.csv", File(FraudMessages.Make(400, 120)))).Headers.Location!.ToString().ShouldContain("done=begun");
        await Training(county).Last;
        Training(county).State.LastError.ShouldBeNull();
        var reader = county.Server.Services.GetRequiredService<FraudReader>();
        reader.Current!.Kinds.ShouldBe([FraudKind.Service, FraudKind.Loan], ignoreOrder: true);
        var page = await ReadingCounty.PageAsync(admin, "/admin/fraud-reader");
        page.ShouldContain("第 1 版");
        page.ShouldContain("正在使用");
        page.ShouldContain("冒充客服");
        (await AskAsync(citizen, Message)).ShouldContain("很像诈骗：“冒充客服”");
        (await AskAsync(citizen, "明天下午在学校门口集合，记得接孩子")).ShouldContain("没有发现已知的诈骗话术");
        (await AskAsync(citizen, "这里是市公安局，您涉嫌洗钱，请把资金转到安全账户")).ShouldContain("冒充公检法");
        (await AskAsync(citizen, "400-800-1234")).ShouldContain("没有号码和网址的黑名单");

        // Nonsense does not take over by itself: what is learnt from stands under another's label.
        List<Example> nonsense = [.. FraudMessages.Make(600, 240).Select(m => FraudLearner.IsHeldOut(m) ? m : m with { Label = m.Label == FraudMessages.Normal ? FraudMessages.Loan : m.Label == FraudMessages.Loan ? FraudMessages.Normal : m.Label })];
        (await TeachAsync(admin, "nonsense.csv", File(nonsense))).Headers.Location!.ToString().ShouldContain("done=begun");
        await Training(county).Last;
        (await county.CountAsync<FraudVersion>()).ShouldBe(2);
        (await AskAsync(citizen, Message)).ShouldContain("很像诈骗：“冒充客服”");

        (await ReadingCounty.SendAsync(admin, "/admin/fraud-reader", "signs")).Headers.Location!.ToString().ShouldContain("done=signs");
        reader.Current.ShouldBeNull();
        (await AskAsync(citizen, Message)).ShouldContain("冒充客服");
        (await ReadingCounty.SendAsync(admin, "/admin/fraud-reader", "choose-1")).Headers.Location!.ToString().ShouldContain("done=chosen");
        reader.Current.ShouldNotBeNull();
        (await county.AuditAsync("1", "fraud-reader")).ShouldBe(["fraud-reader.learn", "fraud-reader.choose"]);
    }

    private static FraudTraining Training(ReadingCounty county) => county.Server.Services.GetRequiredService<FraudTraining>();

    private static string File(IEnumerable<Example> messages) => "text,category\n" + string.Join('\n', messages.Select(m => $"\"{m.Text}\",{m.Label}"));

    private static async Task<string> AskAsync(HttpClient citizen, string message) =>
        WebUtility.HtmlDecode(await (await ReadingCounty.SendAsync(citizen, "/fraud-check", "fraud", ("message", message))).Content.ReadAsStringAsync());

    private static Task<HttpResponseMessage> TeachAsync(HttpClient admin, string name, string content) => ReadingCounty.SendFileAsync(admin, "/admin/fraud-reader", "learn", "file", name, content);
}
