using System.Net;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests;

public sealed class SignInTests
{
    [DatabaseTheory]
    public async Task SignIn_WithTheRightPassword_OpensTheAccountAndLeavesAnAuditEntry(DatabaseKind kind)
    {
        await using var county = await WithPasswordAsync(kind);
        var browser = new Browser(county.Server);

        var answer = await browser.SignInAsync("Wang.Fang", County.Password, "/sign-in?returnUrl=%2Faccount");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/account");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fq.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        (await browser.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldContain("枫林镇综治中心");
        (await county.RowsAsync<AuditEntry>()).ShouldContain(e => e.Action == "sign-in" && e.Actor == "wang.fang");
    }

    [Theory]
    [InlineData("wang.fang", "Wrong-Horse-77")]
    [InlineData("nobody", County.Password)]
    [InlineData("li.qiang", County.Password)]
    public async Task SignIn_WithAnythingWrong_IsRefusedInTheSameWords(string account, string password)
    {
        await using var county = await WithPasswordAsync();
        var browser = new Browser(county.Server);

        var answer = await browser.SignInAsync(account, password);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("账号或密码不对");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_WithAReturnAddressElsewhere_StaysHere(string returnUrl)
    {
        await using var county = await WithPasswordAsync();

        var answer = await new Browser(county.Server).SignInAsync("wang.fang", County.Password, "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        answer.Headers.Location!.ToString().ShouldNotContain("evil");
    }

    [DatabaseTheory]
    [Row("wang.fang")]
    [Row("nobody")]
    public async Task SignIn_AfterFiveFailures_IsLockedForTenMinutes(DatabaseKind kind, string account)
    {
        await using var county = await WithPasswordAsync(kind);
        var browser = new Browser(county.Server);
        for (var i = 0; i < 4; i++)
        {
            (await browser.SignInAsync(account, "Wrong-Horse-77")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await browser.SignInAsync(account, "Wrong-Horse-77")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        county.Time.Advance(TimeSpan.FromMinutes(9));
        var locked = await browser.SignInAsync(account, County.Password);
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        locked.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await locked.Content.ReadAsStringAsync()).ShouldContain("请 1 分钟后再试");

        county.Time.Advance(TimeSpan.FromMinutes(1));
        (await browser.SignInAsync(account, County.Password)).StatusCode.ShouldBe(account == "nobody" ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect);
    }

    [DatabaseTheory]
    public async Task SignIn_TriedManyTimesAtOnce_CountsEachFailure(DatabaseKind kind)
    {
        await using var county = await WithPasswordAsync(kind);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => new Browser(county.Server).SignInAsync("wang.fang", "Wrong-Horse-77")));

        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(1);
        (await county.RowsAsync<Account>()).Single(a => a.Name == "wang.fang").IsLockedAt(county.Time.GetUtcNow().UtcDateTime).ShouldBeTrue();
    }

    [Fact]
    public async Task SignIn_FromOneAddressWithManyNames_IsSlowedDown()
    {
        await using var county = await WithPasswordAsync();
        var browser = new Browser(county.Server);
        for (var i = 0; i < 30; i++)
        {
            (await browser.SignInAsync($"guess{i}", "Wrong-Horse-77")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var refused = await browser.SignInAsync("wang.fang", County.Password);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));

        county.Time.Advance(TimeSpan.FromMinutes(5));
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Session_Unused_EndsAfterHalfAnHour_AndUsed_AfterTwelveHours()
    {
        await using var county = await WithPasswordAsync();
        var idle = await SignedInAsync(county);
        var busy = await SignedInAsync(county);
        for (var minutes = 0; minutes < (12 * 60) - 25; minutes += 25)
        {
            (await busy.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
            county.Time.Advance(TimeSpan.FromMinutes(25));
        }

        (await busy.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await idle.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        county.Time.Advance(TimeSpan.FromMinutes(25));
        (await busy.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_OfAPageThatOnlyListens_EndsAllTheSame()
    {
        await using var county = await WithPasswordAsync(policy: new SignInPolicy { Idle = TimeSpan.FromMinutes(10) });
        var browser = await SignedInAsync(county);
        county.Time.Advance(TimeSpan.FromMinutes(9));
        (await browser.StatusOfAsync("/api/v1/live/none")).ShouldBe(HttpStatusCode.NotFound);
        county.Time.Advance(TimeSpan.FromMinutes(2));
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task SignOut_EndsACopyOfTheCookieToo(DatabaseKind kind)
    {
        await using var county = await WithPasswordAsync(kind);
        var browser = new Browser(county.Server);
        var answer = await browser.SignInAsync("wang.fang", County.Password);
        var stolen = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fq.session=", StringComparison.Ordinal)).Split(';')[0];
        (await WithCookieAsync(county, stolen)).ShouldBe(HttpStatusCode.OK);

        var left = await browser.SignOutAsync();
        left.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        left.Headers.GetValues("Clear-Site-Data").ShouldBe(["\"cache\", \"storage\""]);

        (await WithCookieAsync(county, stolen)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        await using var county = await WithPasswordAsync();
        var browser = await SignedInAsync(county);

        (await browser.Client.PostAsync(new Uri("/sign-out", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsTheSessionsOfAllBrowsers()
    {
        await using var county = await WithPasswordAsync();
        var one = await SignedInAsync(county);
        var other = await SignedInAsync(county);

        (await one.SubmitAsync("/account", "everywhere", ("current-everywhere", "Wrong-guess-7!"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await one.SubmitAsync("/account", "everywhere", ("current-everywhere", County.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await one.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await other.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ChangePassword_MakesTheOldOneWorthless()
    {
        await using var county = await WithPasswordAsync();
        var browser = await SignedInAsync(county);
        (await browser.SubmitAsync("/account", "password", ("current", "Wrong-Horse-77"), ("password", "Another-Horse-8"), ("again", "Another-Horse-8")))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync("/account", "password", ("current", County.Password), ("password", "short"), ("again", "short")))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await browser.SubmitAsync("/account", "password", ("current", County.Password), ("password", "Another-Horse-8"), ("again", "Another-Horse-8")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await new Browser(county.Server).SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await new Browser(county.Server).SignInAsync("wang.fang", "Another-Horse-8")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Disable_EndsTheSessionAtOnce()
    {
        await using var county = await WithPasswordAsync();
        var browser = await SignedInAsync(county);

        await county.LoadAsync("staff", "name,account,disabled\n王芳,wang.fang,是\n");

        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await new Browser(county.Server).SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Api_ChangedWithACookieFromAnotherSite_IsRefused()
    {
        await using var county = await WithPasswordAsync();
        var browser = await SignedInAsync(county);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/anything");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var answer = await browser.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("organization.cross-site");
    }

    [Fact]
    public async Task Page_WithoutASession_LeadsToSignIn_AndTheApi_AnswersAProblem()
    {
        await using var county = await County.StartAsync();

        var page = await county.Server.Client.GetAsync(new Uri("/account", UriKind.Relative));
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.Headers.Location!.ToString().ShouldBe("/sign-in?returnUrl=%2Faccount");
        var api = await county.Server.Client.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        JsonDocument.Parse(await api.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("organization.sign-in-required");
    }

    [Theory]
    [InlineData("Correct-Horse-7", true)]
    [InlineData("一匹正确的马站在订书钉旁边想电池", true)]
    [InlineData("Short-1", false)]
    [InlineData("alllowercase", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("Wang.Fang-2026", false)]
    public async Task SetPassword_IsChecked(string password, bool good)
    {
        await using var county = await County.WithPeopleAsync();

        var result = await county.UseAsync<IPasswordSetter, Result<Done>>(s => s.SetAsync("wang.fang", password, default));

        result.IsSuccess.ShouldBe(good);
        if (!good)
        {
            result.Error!.Code.ShouldBe("organization.password-weak");
        }
    }

    internal static async Task<County> WithPasswordAsync(DatabaseKind kind = DatabaseKind.Sqlite, SignInPolicy? policy = null)
    {
        var county = await County.WithPeopleAsync(kind, policy: policy);
        (await county.UseAsync<IPasswordSetter, Result<Done>>(s => s.SetAsync("wang.fang", County.Password, default))).IsSuccess.ShouldBeTrue();
        return county;
    }

    private static async Task<Browser> SignedInAsync(County county)
    {
        var browser = new Browser(county.Server);
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    private static async Task<HttpStatusCode> WithCookieAsync(County county, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = county.Server.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode;
    }
}
