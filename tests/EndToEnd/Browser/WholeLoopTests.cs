using Fengqiao.EndToEnd.Tests.Cli;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The closed loop, by the six people who close it.</summary>
[Collection(BrowserTests.Name)]
public sealed class WholeLoopTests(BrowserFixture browser)
{
    private const string Words = "溪口村老桥头垃圾堆了一个星期没人清，路都走不过去。";

    [BrowserDatabaseTheory]
    public async Task Case_FromACitizensPhoneToTheRating_GoesThroughSixHands(DatabaseKind kind)
    {
        await using SmallCounty county = await SmallCounty.StartAsync(kind);
        await browser.PlayAsync(county.Address, async scenario =>
        {
            Citizen citizen = await Citizen.ArriveAsync(scenario);
            Clerk dispatcher = await Clerk.SignInAsync(scenario, "town-dispatcher");
            Clerk handler = await Clerk.SignInAsync(scenario, "handler");
            Clerk verifier = await Clerk.SignInAsync(scenario, "verifier");
            Clerk callback = await Clerk.SignInAsync(scenario, "callback");

            (string number, string code) = await citizen.ReportAsync(Words, "0101", SmallCounty.Village);
            number.ShouldMatch("^SJ[0-9]{8}339901[0-9]{5}$");

            Citizen neighbour = await Citizen.ArriveAsync(scenario);
            (string joined, string own) = await neighbour.JoinAsync("老桥头的垃圾还没有清", "0101", SmallCounty.Village);
            (joined, own == code).ShouldBe((number, false));

            await DispatchAsync(dispatcher, number);
            await HandleAsync(handler, number);
            await SendBackAsync(verifier, number);
            await SubmitAgainAsync(handler, number);
            await VerifyAsync(verifier, number);
            await CallBackAndCloseAsync(callback, number);
            await ReadAndRateAsync(citizen, number, code);
            await FollowAsync(neighbour, number, own);
            await CheckRecordAsync(dispatcher, handler, number);
        }, $"WholeLoop-{kind}");

        CommandResult audit = await Shell.RunAsync(["audit", "verify", .. county.Place]);
        audit.ExitCode.ShouldBe(0, audit.Output);
    }

    private static async Task DispatchAsync(Clerk dispatcher, string number)
    {
        int before = await dispatcher.WaitingAsync("to-dispatch");
        before.ShouldBe(1);
        await dispatcher.TakeAsync("to-dispatch", number);
        (await dispatcher.StateAsync()).ShouldBe("待分流");
        string page = await dispatcher.Page.ReadAsync();
        page.ShouldContain(Words);
        page.ShouldNotContain("13800001234");
        page.ShouldNotContain("赵小明");

        // The rule's unit stands chosen, and the form says by which rule.
        var form = await dispatcher.UnfoldAsync("dispatch");
        (await form.Locator("[name='dispatch.leadUnit']").InputValueAsync()).ShouldBe("D05");
        (await form.InnerTextAsync()).ShouldContain("R01");
        await dispatcher.MakeAsync("dispatch", ("text", "请三日内清理"));

        (await dispatcher.StateAsync()).ShouldBe("待签收");
        (await dispatcher.WaitingAsync("to-dispatch")).ShouldBe(0);
    }

    private static async Task HandleAsync(Clerk handler, string number)
    {
        (await handler.WaitingAsync("to-sign")).ShouldBe(1);
        await handler.TakeAsync("to-sign", number);
        (await handler.OfferedAsync()).ShouldBe(["contact", "request-extension", "request-return", "sign"]);
        await handler.MakeAsync("sign");
        (await handler.StateAsync()).ShouldBe("已签收");
        await handler.MakeAsync("progress", ("text", "已派两名保洁员到场"));
        (await handler.StateAsync()).ShouldBe("办理中");
        (await handler.WaitingAsync("to-sign")).ShouldBe(0);
        (await handler.WaitingAsync("in-hand")).ShouldBe(1);

        // The category asks for pictures: without them the submission is refused and the words stay.
        await handler.TakeAsync("in-hand", number);
        var refused = await handler.MakeAsync("submit", ("text", "已清理完毕"));
        refused.Status.ShouldBe(422);
        var form = await handler.UnfoldAsync("submit");
        (await form.Locator("[name='submit.text']").InputValueAsync()).ShouldBe("已清理完毕");
        await form.Locator("[name='submit.before']").SetInputFilesAsync(Pictures.File("before.png", Pictures.Png));
        await form.Locator("[name='submit.after']").SetInputFilesAsync(Pictures.File("after.png", Pictures.Png));
        (await handler.MakeAsync("submit")).Status.ShouldBe(200);

        (await handler.StateAsync()).ShouldBe("待核查");
        (await handler.Page.Locator("#pictures img").CountAsync()).ShouldBe(2);
        (await handler.WaitingAsync("in-hand")).ShouldBe(0);
    }

    private static async Task SendBackAsync(Clerk verifier, string number)
    {
        (await verifier.WaitingAsync("to-verify")).ShouldBe(1);
        await verifier.TakeAsync("to-verify", number);
        (await verifier.OfferedAsync()).ShouldBe(["send-back", "verify"]);
        await verifier.MakeAsync("send-back", ("text", "桥下还有一堆"));
        (await verifier.StateAsync()).ShouldBe("办理中");
        (await verifier.WaitingAsync("to-verify")).ShouldBe(0);
    }

    private static async Task SubmitAgainAsync(Clerk handler, string number)
    {
        (await handler.WaitingAsync("in-hand")).ShouldBe(1);
        await handler.TakeAsync("in-hand", number);
        (await handler.Page.ReadAsync()).ShouldContain("桥下还有一堆");
        (await handler.MakeAsync("submit", ("text", "桥上桥下都已清理"))).Status.ShouldBe(200);
        (await handler.StateAsync()).ShouldBe("待核查");
    }

    private static async Task VerifyAsync(Clerk verifier, string number)
    {
        await verifier.TakeAsync("to-verify", number);
        await verifier.MakeAsync("verify", ("text", "到场看过，属实"));
        (await verifier.StateAsync()).ShouldBe("待回访");
        (await verifier.WaitingAsync("to-verify")).ShouldBe(0);
    }

    private static async Task CallBackAndCloseAsync(Clerk callback, string number)
    {
        (await callback.WaitingAsync("to-call-back")).ShouldBe(1);
        await callback.TakeAsync("to-call-back", number);
        await callback.MakeAsync("call-back", ("resolution", "solved"), ("satisfaction", "satisfied"), ("text", "来电人表示满意"));
        (await callback.StateAsync()).ShouldBe("待结案");
        (await callback.WaitingAsync("to-call-back")).ShouldBe(0);
        (await callback.WaitingAsync("to-close")).ShouldBe(1);
        await callback.TakeAsync("to-close", number);
        await callback.MakeAsync("close");
        (await callback.StateAsync()).ShouldBe("已结案");
        (await callback.WaitingAsync("to-close")).ShouldBe(0);
    }

    private static async Task ReadAndRateAsync(Citizen citizen, string number, string code)
    {
        await citizen.TrackAsync(number, code);
        string story = await citizen.Page.ReadAsync();
        story.ShouldContain("桥上桥下都已清理");
        story.ShouldContain("县城管局");
        foreach (string kept in (string[])["桥下还有一堆", "到场看过", "来电人表示满意", "吴承办"])
        {
            story.ShouldNotContain(kept);
        }

        await citizen.Page.FollowAsync("a[href^='/track?pictures']");
        (await Eventually.HoldsAsync(async () => await citizen.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.fq-pictures img')].filter(image => image.naturalWidth > 0).length") == 1))
            .ShouldBeTrue("The picture of the work has not come.");
        await citizen.Page.CheckAsync("[name=satisfaction][value=satisfied]");
        await citizen.Page.SendAsync("#rate button[type=submit]");
        (await citizen.Page.ReadAsync()).ShouldContain("您的评价：满意");
        (await citizen.Page.Locator("#rate").CountAsync()).ShouldBe(0);
    }

    /// <summary>Whoever said "me too" learns that it is done, not what was said to the reporter.</summary>
    private static async Task FollowAsync(Citizen neighbour, string number, string code)
    {
        await neighbour.TrackAsync(number, code);
        string story = await neighbour.Page.ReadAsync();
        story.ShouldContain("这件事已经办完结案");
        story.ShouldNotContain("桥上桥下都已清理");
        story.ShouldNotContain(Words[..10]);
    }

    private static async Task CheckRecordAsync(Clerk dispatcher, Clerk handler, string number)
    {
        await handler.OpenAsync(number);
        (await handler.OfferedAsync()).ShouldBeEmpty();
        await dispatcher.OpenAsync(number);
        IReadOnlyList<Step> steps = await dispatcher.TimelineAsync();
        steps.Select(s => s.What).ShouldBe(
            ["登记", "派单 → 县城管局", "签收", "记录进展", "申请办结", "退回重办", "申请办结", "核查通过", "登记回访", "结案", "评价"]);
        steps[1].Who.ShouldBe("陈调度 枫林镇综治中心");
        steps[1].Why.ShouldBe("请三日内清理");
        steps[3].Who.ShouldBe("吴承办 县城管局");
        steps[5].ShouldBe(new Step("退回重办", "冯核查 县综治中心", "桥下还有一堆"));
        steps[8].Who.ShouldBe("褚回访 县综治中心");
    }
}
