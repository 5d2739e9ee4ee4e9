using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>What holds every page to its word is shown to fail on planted faults.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageCheckTests(BrowserFixture browser)
{
    private const string Sound = "<h1>事项</h1><label for=q>词</label><input id=q><button>查询</button>";

    [BrowserTheory]
    [InlineData("", null)]
    [InlineData("<h1>又一个</h1>", "2 h1")]
    [InlineData("<div style='width:500px'>宽</div>", "wider than the screen by 1")]
    [InlineData("<input name=nameless>", "without a label: <input name=\"nameless\">")]
    [InlineData("<a href='/'></a>", "without a label: <a href=\"/\">")]
    [InlineData("<img src='data:,'>", "pictures without a text")]
    [InlineData("<p id=q>两次</p>", "ids used twice: q")]
    [InlineData("<p>状态 state.registered</p>", "untranslated: state.registered")]
    [InlineData("<p>List.Title</p>", "untranslated: List.Title")]
    [InlineData("<p>[Missing]</p>", "untranslated: [Missing]")]
    [InlineData("<p>照片 before.png</p>", null)]
    [InlineData("<button>Dispatch</button>", "in another language: Dispatch")]
    public Task Page_WithAFault_IsFoundOut(string more, string? fault) => browser.PlayAsync(new Uri("http://127.0.0.1/"), async scenario =>
    {
        IPage page = await scenario.OpenAsync(Screen.Phone);
        await page.SetContentAsync($"<!doctype html><html lang=zh-Hans><head><title>枫桥</title><meta name=viewport content='width=device-width'></head><body>{Sound}{more}</body></html>");

        Exception? failure = await Record.ExceptionAsync(() => PageCheck.HoldsAsync(page, "zh-Hans"));

        if (fault is null)
        {
            failure.ShouldBeNull();
        }
        else
        {
            failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(fault);
        }
    });

    [BrowserFact]
    public Task Page_InTheWrongLanguage_IsFoundOut() => browser.PlayAsync(new Uri("http://127.0.0.1/"), async scenario =>
    {
        IPage page = await scenario.OpenAsync();
        await page.SetContentAsync($"<!doctype html><html lang=zh-Hans><head><title>枫桥</title></head><body>{Sound}</body></html>");

        Exception? failure = await Record.ExceptionAsync(() => PageCheck.HoldsAsync(page, "en"));

        string message = failure.ShouldBeOfType<ShouldAssertException>().Message;
        message.ShouldContain("html lang is zh-Hans");
        message.ShouldContain("in another language: 查询");
    });

    [BrowserTheory]
    [InlineData("<p>看得清</p>", null)]
    [InlineData("<p style='color:#bbb'>看不清</p>", "color-contrast")]
    [InlineData("<details><summary><a href='/x'>链接</a></summary></details>", "nested-interactive")]
    [InlineData("<div style='width:600px'>宽</div>", "wider than 320 by")]
    public Task Page_NotForEveryone_IsFoundOut(string more, string? fault) => browser.PlayAsync(new Uri("http://127.0.0.1/"), async scenario =>
    {
        IPage page = await scenario.OpenAsync();
        await page.SetContentAsync($"<!doctype html><html lang=zh-Hans><head><title>枫桥</title></head><body><main>{Sound}{more}</main></body></html>");

        Exception? failure = await Record.ExceptionAsync(() => PageCheck.HoldsForEveryoneAsync(page, coloursOnly: false, 320));

        if (fault is null)
        {
            failure.ShouldBeNull();
        }
        else
        {
            failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(fault);
        }
    });

    [BrowserFact]
    public Task Page_ThatMovesByItself_IsFoundOut() => browser.PlayAsync(new Uri("http://127.0.0.1/"), async scenario =>
    {
        IPage page = await scenario.OpenAsync();
        await page.GotoAsync($"data:text/html;charset=utf-8,<!doctype html><html lang=zh-Hans><title>枫桥</title><main><p id=late></p>{Sound}</main>");
        await page.WaitForTimeoutAsync(300);
        await page.EvaluateAsync("() => { document.getElementById('late').style.height = '300px'; return new Promise(done => setTimeout(done, 300)); }");

        Exception? failure = await Record.ExceptionAsync(() => PageCheck.HoldsForEveryoneAsync(page, coloursOnly: false));

        failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain("moved by itself");
    });
}
