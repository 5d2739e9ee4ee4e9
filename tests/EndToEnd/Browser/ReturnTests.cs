using Fengqiao.TestKit;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>A unit says "not mine", and two people reach for one case.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReturnTests(BrowserFixture browser, SharedCounty shared)
{
    [BrowserFact]
    public Task Return_WhenRefused_IsAFinalDispatchThatCannotBeReturned() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        Clerk handler = await Clerk.SignInAsync(scenario, "handler", scripts: false);
        string number = await Registration.RegisterAsync(dispatcher.Page, "县城十字路口路灯不亮", "三盏路灯都不亮");
        await dispatcher.OpenAsync(number);
        await dispatcher.MakeAsync("dispatch", ("leadUnit", "D05"));

        await handler.OpenAsync(number);
        int reviews = await dispatcher.WaitingAsync("returns-to-review");
        await handler.MakeAsync("request-return", ("text", "属供电部门职责"));
        (await handler.StateAsync()).ShouldBe("申请退单");
        (await dispatcher.WaitingAsync("returns-to-review")).ShouldBe(reviews + 1);

        await dispatcher.TakeAsync("returns-to-review", number);
        (await dispatcher.Page.ReadAsync()).ShouldContain("属供电部门职责");
        await dispatcher.MakeAsync("refuse-return", ("text", "路灯由城管局管护"));
        (await dispatcher.WaitingAsync("returns-to-review")).ShouldBe(reviews);

        await handler.OpenAsync(number);
        (await handler.StateAsync()).ShouldBe("待签收");
        (await handler.Page.InnerTextAsync("h1")).ShouldContain("指定派单");
        (await handler.OfferedAsync()).ShouldBe(["contact", "request-extension", "sign"]);
        await handler.MakeAsync("sign");
        (await handler.OfferedAsync()).ShouldNotContain("request-return");
    });

    [BrowserFact]
    public Task Move_WhenSomebodyWasFirst_IsRefusedAndKeepsTheWords() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk first = await Clerk.SignInAsync(scenario, "county-dispatcher");
        Clerk second = await Clerk.SignInAsync(scenario, "second-dispatcher");
        string number = await Registration.RegisterAsync(first.Page, "河道里有死鱼", "溪水发黑，河道里漂着死鱼");
        await first.OpenAsync(number);
        await second.OpenAsync(number);
        await first.MakeAsync("dispatch", ("leadUnit", "D06"));

        var answer = await second.MakeAsync("dispatch", ("leadUnit", "D05"), ("text", "请城管局到现场看看"));

        answer.Status.ShouldBe(409);
        string page = await second.Page.ReadAsync();
        page.ShouldContain("周调度");
        page.ShouldContain("您的操作没有保存");
        (await second.Page.InputValueAsync("#moves textarea[readonly]")).ShouldBe("请城管局到现场看看");
        (await second.StateAsync()).ShouldBe("待签收");
        (await second.TimelineAsync()).Count.ShouldBe(2);
    });

    [BrowserFact]
    public Task Move_WhenStillPossibleAfterSomebodyElses_CanBeSentAgainAsItWas() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
        Clerk handler = await Clerk.SignInAsync(scenario, "handler");
        Clerk colleague = await Clerk.SignInAsync(scenario, "handler");
        string number = await Registration.RegisterAsync(dispatcher.Page, "占道经营", "菜场门口占道摆摊");
        await dispatcher.OpenAsync(number);
        await dispatcher.MakeAsync("dispatch", ("leadUnit", "D05"));
        await handler.OpenAsync(number);
        await handler.MakeAsync("sign");
        await colleague.OpenAsync(number);
        await handler.MakeAsync("progress", ("text", "已约谈摊主"));

        (await colleague.MakeAsync("progress", ("text", "已现场劝离"))).Status.ShouldBe(409);
        (await (await colleague.UnfoldAsync("progress")).Locator("textarea").InputValueAsync()).ShouldBe("已现场劝离");
        (await colleague.MakeAsync("progress")).Status.ShouldBe(200);

        (await colleague.TimelineAsync()).TakeLast(2).Select(s => s.Why).ShouldBe(["已约谈摊主", "已现场劝离"]);
    });
}
