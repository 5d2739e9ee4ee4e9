using Fengqiao.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>The guard all browser tests rely on is shown to fail on planted faults.</summary>
[Collection(BrowserTests.Name)]
public sealed class ScenarioTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Scenario_WhenThePageIsSound_Passes() => PlayAsync("<p>枫桥</p>", async page =>
    {
        (await page.TextContentAsync("p")).ShouldBe("枫桥");
        page.ViewportSize!.Width.ShouldBe(390);
    });

    [BrowserTheory]
    [InlineData("<script>document.title = 'x'</script>", "content-security-policy: script-src-elem blocked inline")]
    [InlineData("<p onclick=\"go()\">x</p>", "content-security-policy: script-src-attr blocked inline")]
    [InlineData("<img src=\"/gone.png\">", "404 for http")]
    [InlineData("<script src=\"/broken.js\"></script>", "script: Error: broken")]
    public async Task Scenario_WhenThePageHasAFault_FailsAndNamesIt(string body, string problem)
    {
        Exception? failure = await Record.ExceptionAsync(() => PlayAsync(body, _ => Task.CompletedTask));

        failure.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(problem);
    }

    private async Task PlayAsync(string body, Func<IPage, Task> look)
    {
        await using WebApplication app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/broken.js", () => Results.Text("throw new Error('broken')", "text/javascript"));
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "script-src 'self'";
            return Results.Text(
                $"<!doctype html><html><head><meta charset=utf-8><link rel=icon href='data:,'></head><body>{body}</body></html>", "text/html");
        });
        await app.StartAsync();
        await browser.PlayAsync(new Uri(app.Urls.First()), async scenario =>
        {
            IPage page = await scenario.OpenAsync(Screen.Phone);
            await page.GotoAsync("/");
            await look(page);
        });
    }
}
