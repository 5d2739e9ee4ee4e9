using Fengqiao.EndToEnd.Tests.Cli;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>Four thousand messages that real people wrote, and one clerk who finds the one that is asked for.</summary>
[Collection(BrowserTests.Name)]
public sealed class RealMessagesTests(BrowserFixture browser)
{
    private const string Map = """
        {"externalId":"留言编号","title":"留言主题","description":"留言详情","receivedAt":"留言时间","reporter.externalId":"留言用户"}
        """;

    [RealMessagesBrowserFact]
    public async Task RealMessage_WhenImportedWhileTheServerRuns_IsFoundByTwoCharactersAndClosed()
    {
        await using SmallCounty county = await SmallCounty.StartAsync(DatabaseKind.Sqlite);
        string map = county.Files.Write("map.json", Map);
        CommandResult import = await Shell.RunAsync(["import", "cases", SharedData.File(RealMessagesBrowserFactAttribute.File), "--map", map, .. county.Place]);
        import.ExitCode.ShouldBe(0, import.Output);
        import.StandardOutput.ShouldContain("4326 added");

        await browser.PlayAsync(county.Address, async scenario =>
        {
            Clerk dispatcher = await Clerk.SignInAsync(scenario, "county-dispatcher");
            Clerk handler = await Clerk.SignInAsync(scenario, "handler");
            Clerk verifier = await Clerk.SignInAsync(scenario, "verifier");
            Clerk callback = await Clerk.SignInAsync(scenario, "callback");
            string number = await FindAsync(dispatcher, "婚纱", "A3区一米阳光婚纱艺术摄影是否合法纳税了？");

            await dispatcher.OpenAsync(number);
            (await dispatcher.Page.ReadAsync()).ShouldContain("188006");
            await dispatcher.MakeAsync("dispatch", ("leadUnit", "D05"));
            await handler.TakeAsync("to-sign", number);
            await handler.MakeAsync("sign");
            await handler.MakeAsync("submit", ("text", "已转税务机关核实并答复"));
            await verifier.TakeAsync("to-verify", number);
            await verifier.MakeAsync("verify");
            await callback.TakeAsync("to-call-back", number);
            await callback.MakeAsync("call-back", ("resolution", "solved"), ("satisfaction", "mostly"));
            await callback.MakeAsync("close");

            (await callback.StateAsync()).ShouldBe("已结案");
            await dispatcher.Page.GotoAsync("/cases?state=closed");
            (await dispatcher.Page.Locator($"main a.fq-row-link[href='/cases/{number}']").CountAsync()).ShouldBe(1);
        });
    }

    /// <summary>Types two characters into the search of the top bar and takes the line with the title.</summary>
    private static async Task<string> FindAsync(Clerk clerk, string characters, string title)
    {
        await clerk.Page.FillAsync(".fq-search input", characters);
        await clerk.Page.PressAsync(".fq-search input", "Enter");
        var line = clerk.Page.Locator("main a[href^='/cases/SJ']").Filter(new() { HasText = title });
        await line.WaitForAsync();
        string href = await line.GetAttributeAsync("href") ?? "";
        return href[(href.LastIndexOf('/') + 1)..];
    }
}

/// <summary>Needs a browser and the real messages; shown as skipped with what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealMessagesBrowserFactAttribute : FactAttribute
{
    public const string File = "appeals-stream.csv";

    public RealMessagesBrowserFactAttribute() => Skip = Chromium.Unavailable ?? new SharedDataFactAttribute(File).Skip;
}
