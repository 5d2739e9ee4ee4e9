using System.Net;
using Fengqiao.Contracts.Insight;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Help with the reply of a case: what the draft leaves out, and what was replied in matters like it, to whom may see them.</summary>
[Collection(HttpTests.Name)]
public sealed class ReplyTests
{
    private const string Story = "占道的烧烤摊每天油烟很大，请问夜市占道烧烤什么时候清理？我的电话13800138000。";
    private const string Reply = "您好，我局对占道烧烤摊依法劝离，油烟已清理，联系业主张小明13900139000。";

    [DatabaseTheory]
    public async Task Help_ShowsRepliesOfMattersOneMaySee_AndChecksTheDraft_WithoutTouchingAnything(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var mine = await ClosedAsync(county, "D05", handler, Reply, "satisfied");
        var others = await ClosedAsync(county, "D06", await county.AsAsync("other-handler"), "您好，烧烤摊占道油烟的事水利局不该收到。", "dissatisfied");
        var number = await dispatcher.RegisterAsync("夜市占道烧烤油烟", Story, category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null));

        var page = (await handler.GetAsync($"/cases/{number}/moves/submit")).Words();
        page.ShouldContain("来件问了什么");
        page.ShouldContain(mine);
        page.ShouldContain("都提到");
        page.ShouldContain("139****9000");
        page.ShouldNotContain("13900139000");
        page.ShouldNotContain("张小明");
        // The other unit's case is not this handler's to see; the county's dispatcher has no reply to give here.
        page.ShouldNotContain(others);
        (await dispatcher.GetAsync($"/cases/{number}")).Text.ShouldNotContain("data-reply-help");

        var version = (await handler.VersionAsync(number)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var check = $"/cases/{number}/moves/submit/check";
        var looked = await handler.SubmitAsync($"/cases/{number}", check, ("version", version), ("submit.text", "摊子<已>劝离"));
        looked.Status.ShouldBe(HttpStatusCode.OK);
        looked.Text.ShouldContain("摊子&lt;已&gt;劝离</textarea>");
        looked.Words().ShouldContain("没有称呼和问候");
        looked.Words().ShouldContain("太短，答不清一件事");

        // What was typed stands, with the reply below it; into an empty draft it goes alone. Names and numbers stay behind.
        var below = (await handler.SubmitAsync($"/cases/{number}", check, ("version", version), ("submit.text", "我写的"), ("take", mine))).Words();
        below.ShouldContain("您写的没有改动");
        below.ShouldContain("我写的\n\n您好，我局对占道烧烤摊依法劝离");
        below.ShouldNotContain("13900139000");
        (await handler.SubmitAsync($"/cases/{number}", check, ("version", version), ("submit.text", ""), ("take", mine))).Words().ShouldContain("已放进草稿");
        // Another's case cannot be had by its number.
        var refused = (await handler.SubmitAsync($"/cases/{number}", check, ("version", version), ("submit.text", "我写的"), ("take", others))).Words();
        refused.ShouldContain("取不到了");
        refused.ShouldNotContain("水利局不该收到");

        foreach (var (form, status) in new[] { ("sign", HttpStatusCode.BadRequest), ("submit", HttpStatusCode.OK) })
        {
            (await handler.SubmitAsync($"/cases/{number}", $"/cases/{number}/moves/{form}/check", ("version", "x"), ("submit.text", new string('啊', 20_000)), ("take", "' OR 1=1"))).Status.ShouldBe(status);
        }

        (await (await county.AsAsync("other-handler")).SubmitAsync("/cases", check, ("version", version), ("submit.text", "我写的"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await handler.GetAsync(check)).Message.Headers.Location!.ToString().ShouldBe($"/cases/{number}/moves/submit");
        (await handler.VersionAsync(number)).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(version);
    }

    [Fact]
    public async Task Help_WhenItFails_HoldsNothingUp()
    {
        await using var county = await County.StartAsync(DatabaseKind.Sqlite, configure: s => s.Replace(ServiceDescriptor.Singleton<IReplyChecker, Broken>()));
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await dispatcher.RegisterAsync("夜市占道烧烤油烟", Story, category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null));
        (await handler.GetAsync($"/cases/{number}/moves/submit")).Text.ShouldNotContain("data-reply-help");
        var again = await handler.SubmitAsync($"/cases/{number}", $"/cases/{number}/moves/submit/check", ("version", "3"), ("submit.text", "我写的"), ("take", number));
        again.Text.ShouldContain("我写的</textarea>");
        await handler.MovesAsync(number, ("submit", new { text = "已劝离" }));
    }

    private static async Task<string> ClosedAsync(County county, string unit, Api handler, string reply, string satisfaction)
    {
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("占道烧烤油烟扰民", "夜市占道的烧烤摊油烟很大", category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = unit }));
        await handler.MovesAsync(number, ("sign", null), ("submit", new { text = reply }));
        await (await county.AsAsync("verifier")).MovesAsync(number, ("verify", null));
        var caller = await county.AsAsync("callback");
        await caller.MovesAsync(number, ("call-back", new { resolution = "solved", satisfaction }), ("close", null));
        return number;
    }

    private sealed class Broken : IReplyChecker
    {
        public IReadOnlyList<ReplyHint> Check(RepliedMatter matter, string? draft) => throw new InvalidOperationException("broken");

        public string Masked(string text) => throw new InvalidOperationException("broken");

        public IReadOnlyList<string> Shared(string one, string other) => throw new InvalidOperationException("broken");
    }
}
