using System.Net;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;
using Unit = Fengqiao.Organization.Tests.SignOn.Unit;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>What must hold of sessions however somebody signed in.</summary>
public sealed class SessionSafetyTests
{
    [DatabaseTheory]
    [Row("password")]
    [Row("provider")]
    public async Task SignIn_GivesANewSession_AndTheBrowsersOldOneIsDead(DatabaseKind kind, string way)
    {
        await using var unit = await Unit.StartAsync(kind);
        var browser = unit.Browser();
        var old = SessionCookie(await SignInAsync(unit, browser, way));
        var fresh = SessionCookie(await SignInAsync(unit, browser, way));

        fresh.ShouldNotBe(old);
        (await WithCookieAsync(unit, old)).ShouldBe(HttpStatusCode.Unauthorized);
        (await WithCookieAsync(unit, fresh)).ShouldBe(HttpStatusCode.OK);
        (await unit.County.RowsAsync<Session>()).ShouldHaveSingleItem();
        (await unit.County.RowsAsync<EndedSession>()).ShouldHaveSingleItem();
    }

    [DatabaseTheory]
    [Row("password")]
    [Row("provider")]
    public async Task SessionPlantedBySomebodyElse_IsNotTheOneThatIsSignedIn(DatabaseKind kind, string way)
    {
        await using var unit = await Unit.StartAsync(kind);
        await unit.County.UseAsync<Contracts.Organization.IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync("li.qiang", County.Password, CancellationToken.None));
        // The attacker's browser and the victim's have the same session when the victim signs in.
        var shared = unit.Browser();
        var planted = SessionCookie(await shared.SignInAsync("li.qiang", County.Password));

        var own = SessionCookie(await SignInAsync(unit, shared, way));

        own.ShouldNotBe(planted);
        (await WithCookieAsync(unit, planted)).ShouldBe(HttpStatusCode.Unauthorized);
        (await unit.County.RowsAsync<Session>()).ShouldHaveSingleItem();
        foreach (var invented in (string[])["fq.session=planted", "fq.session=", "fq.session=chunks-2", "__Host-fq.session=planted"])
        {
            (await WithCookieAsync(unit, invented)).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [DatabaseTheory]
    [Row("sign-out")]
    [Row("password")]
    [Row("everywhere")]
    public async Task OldSession_IsDeadAfter(DatabaseKind kind, string what)
    {
        await using var unit = await Unit.StartAsync(kind);
        var browser = unit.Browser();
        var cookie = SessionCookie(await unit.SignOnAsync(browser));
        (await WithCookieAsync(unit, cookie)).ShouldBe(HttpStatusCode.OK);

        var answer = what switch
        {
            "sign-out" => await browser.SignOutAsync(),
            "password" => await browser.SubmitAsync("/account", "password", ("current", County.Password), ("password", "Another-Horse-8"), ("again", "Another-Horse-8")),
            _ => await browser.SubmitAsync("/account", "everywhere", ("current-everywhere", County.Password)),
        };

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await WithCookieAsync(unit, cookie)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("provider")]
    public async Task Cookies_SayAllThatKeepsThem(string way)
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        var browser = unit.Browser();
        var started = await browser.Client.GetAsync(new Uri(Unit.Start, UriKind.Relative));
        var answer = await SignInAsync(unit, browser, way);

        foreach (var cookie in started.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")))
        {
            var parts = cookie.Split(';').Select(p => p.Trim().ToLowerInvariant()).ToList();
            parts.ShouldContain("httponly", cookie);
            parts.ShouldContain(p => p == "samesite=lax" || p == "samesite=strict", cookie);
            parts.ShouldNotContain(p => p.StartsWith("domain=", StringComparison.Ordinal), cookie);
        }

        var session = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fq.session=", StringComparison.Ordinal));
        session.ShouldContain("path=/;");
        session.ShouldNotContain("expires=", Case.Insensitive, "it ends with the browser");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private static Task<HttpResponseMessage> SignInAsync(Unit unit, Browser browser, string way) =>
        way == "provider" ? unit.SignOnAsync(browser) : SubmitAsync(browser);

    /// <summary>Sends the form although the browser is signed in: the page would lead it on.</summary>
    private static async Task<HttpResponseMessage> SubmitAsync(Browser browser)
    {
        var page = await browser.Client.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var html = page.StatusCode == HttpStatusCode.OK ? await page.Content.ReadAsStringAsync() : await browser.Client.GetStringAsync(new Uri("/account", UriKind.Relative));
        return await browser.Client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"), new("__RequestVerificationToken", Browser.TokenIn(html)), new("account", "wang.fang"), new("password", County.Password),
        ]));
    }

    private static string SessionCookie(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fq.session=", StringComparison.Ordinal)).Split(';')[0];

    private static async Task<HttpStatusCode> WithCookieAsync(Unit unit, string cookie)
    {
        using var wire = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(unit.County.Server.Address, "/api/v1/me"));
        request.Headers.Add("Cookie", cookie);
        return (await wire.SendAsync(request)).StatusCode;
    }
}
