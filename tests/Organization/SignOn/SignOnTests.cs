using System.Net;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignOn;

public sealed class SignOnTests
{
    [DatabaseTheory]
    public async Task SignOn_OfABoundSubject_OpensItsAccountLikeAnyOtherSession(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        var browser = unit.Browser();

        var answer = await unit.SignOnAsync(browser, Unit.Start + "?returnUrl=%2Faccount");

        answer.ShouldLeadTo("/account");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("fq.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        (await NameAsync(browser)).ShouldBe("wang.fang");
        (await unit.County.RowsAsync<Session>()).ShouldHaveSingleItem();
        (await unit.AuditAsync("sign-in")).ShouldHaveSingleItem().Details.ShouldContain("\"provider\"");
        (await unit.AuditAsync("sign-on.refused")).ShouldBeEmpty();
        unit.Provider.WithoutVerifier.ShouldBe(0, "the code is redeemed with PKCE");
        unit.County.Time.Advance(TimeSpan.FromMinutes(31));
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "unused sessions end");
    }

    [DatabaseTheory]
    public async Task SignOn_NeverFindsAnAccountByNameOrMail(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, isBound: false);
        (unit.Provider.Claims["preferred_username"], unit.Provider.Claims["email"], unit.Provider.Claims["email_verified"], unit.Provider.Claims["name"]) = ("wang.fang", "wang.fang", true, "王芳");
        unit.Provider.Subject = "wang.fang";
        var browser = unit.Browser();

        await (await unit.SignOnAsync(browser)).ShouldBeRefusedAsync(unit, browser, "unknown");

        var page = WebUtility.HtmlDecode(await browser.Client.GetStringAsync(new Uri("/sign-in/unit?why=unknown", UriKind.Relative)));
        page.ShouldContain("安全管理员");
        page.ShouldContain("data-code");
        (await unit.County.RowsAsync<SignOnBinding>()).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task SignOn_OfADisabledAccount_IsRefused(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        await unit.County.LoadAsync("staff", "name,account,posts\n孙安,sec,security-admin@C01");
        var staff = (await unit.County.RowsAsync<StaffMember>()).Single(s => s.Name == "王芳").Code;
        await unit.County.UseAsync<IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync("sec", County.Password, CancellationToken.None));
        var security = unit.Browser();
        await security.SignInAsync("sec", County.Password);
        var version = (await unit.County.RowsAsync<Account>()).Single(a => a.Name == "wang.fang").Version;
        (await security.SubmitAsync($"/admin/staff/{staff}", "switch", ("version", version.Text()), ("disabled", "true"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var browser = unit.Browser();

        (await unit.SignOnAsync(browser)).ShouldLeadTo("/sign-in/unit?why=disabled");

        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await unit.AuditAsync("sign-on.refused")).ShouldHaveSingleItem().Actor.ShouldBe("wang.fang");
    }

    [DatabaseTheory]
    public async Task SignOn_WhereOneDeviceIsAllowed_EndsTheOthers(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, policy: new SignInPolicy { SingleDevice = true });
        var (first, second) = (unit.Browser(), unit.Browser());
        await first.SignInAsync("wang.fang", County.Password);

        await unit.SignOnAsync(second);

        (await first.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await second.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task SignOn_WhereTheCountyWantsTwoProofs_AsksForTheSecond_UnlessTheProviderDid(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, p => p with { SecondFactor = ["otp"] }, policy: new SignInPolicy { SecondFactor = SecondFactorRule.Everyone });
        var once = unit.Browser();
        (await unit.SignOnAsync(once)).ShouldLeadTo("/work");
        (await once.Client.GetAsync(new Uri("/work", UriKind.Relative))).ShouldLeadTo("/account/second-factor");

        unit.Provider.Claims["amr"] = new[] { "pwd", "otp" };
        var twice = unit.Browser();
        (await unit.SignOnAsync(twice)).ShouldLeadTo("/work");
        (await twice.StatusOfAsync("/work")).ShouldBe(HttpStatusCode.OK);
        (await unit.AuditAsync("sign-in")).Select(e => e.Details).Last().ShouldContain("provider+factor");
    }

    [DatabaseTheory]
    public async Task SignOn_OfAnAccountWithASecondFactor_AsksForItsCode(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, p => p with { SecondFactor = ["otp"] });
        var owner = unit.Browser();
        await owner.SignInAsync("wang.fang", County.Password);
        var (secret, _) = await SignIn.SecondFactorTests.SetUpAsync(unit.County, owner);
        unit.County.Time.Advance(TimeSpan.FromMinutes(1));

        var browser = unit.Browser();
        var asked = await unit.SignOnAsync(browser, Unit.Start + "?returnUrl=%2Faccount");
        asked.ShouldLeadTo("/sign-in/second?returnUrl=/account");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.SubmitAsync("/sign-in/second?returnUrl=%2Faccount", "second", ("code", SignIn.SecondFactorTests.CodeOf(unit.County, secret)))).ShouldLeadTo("/account");
        (await unit.AuditAsync("sign-in")).Select(e => e.Details).Last().ShouldContain("provider+code");

        unit.Provider.Claims["amr"] = new[] { "otp" };
        (await unit.SignOnAsync(unit.Browser())).ShouldLeadTo("/work");
    }

    [DatabaseTheory]
    public async Task SignOut_OfWhoeverCameByTheProvider_LeavesThatToo(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        var browser = unit.Browser();
        await unit.SignOnAsync(browser);

        (await browser.SignOutAsync()).ShouldLeadTo("/sign-in?signedOut=provider");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        var page = await browser.Client.GetAsync(new Uri("/sign-in?signedOut=provider", UriKind.Relative));
        page.Headers.GetValues("Refresh").ShouldHaveSingleItem().ShouldBe("1; url=/sign-in/unit/out");
        var left = (await browser.Client.GetAsync(new Uri("/sign-in/unit/out", UriKind.Relative))).Headers.Location!;
        left.ToString().ShouldStartWith(unit.Provider.Issuer + "/leave?");
        left.Query.ShouldContain("client_id=fengqiao");
        left.Query.ShouldNotContain("id_token_hint");
        using var wire = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        (await browser.Client.GetAsync((await wire.GetAsync(left)).Headers.Location)).ShouldLeadTo("/sign-in?signedOut=true");

        await unit.Provider.StopAsync();
        (await browser.Client.GetAsync(new Uri("/sign-in?signedOut=true", UriKind.Relative))).Headers.Contains("Refresh").ShouldBeFalse();
    }

    [DatabaseTheory]
    public async Task Tokens_AreKeptNowhere(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        var answer = await unit.SignOnAsync(unit.Browser());

        var cookies = string.Join('\n', answer.Headers.GetValues("Set-Cookie"));
        cookies.ShouldNotContain("access-secret");
        // Sealed as it is, a cookie that held the tokens would be several times as long.
        cookies.Length.ShouldBeLessThan(2500);
        JsonSerializer.Serialize(await unit.County.RowsAsync<AuditEntry>()).ShouldNotContain(unit.Provider.Subject);
        JsonSerializer.Serialize(await unit.County.RowsAsync<Session>()).ShouldNotContain("access-secret");
    }

    [Fact]
    public async Task WithoutAProvider_NothingOfItIsThere()
    {
        await using var county = await SignInTests.WithPasswordAsync();
        var browser = new Browser(county.Server);

        (await browser.Client.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).ShouldNotContain(Unit.Start);
        (await browser.StatusOfAsync(Unit.Start)).ShouldBe(HttpStatusCode.NotFound);
        (await browser.StatusOfAsync("/sign-in/unit/out")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.StatusOfAsync("/sign-in/unit/back?code=x&state=y")).ShouldBe(HttpStatusCode.NotFound);
        await browser.SignInAsync("wang.fang", County.Password);
        (await browser.StatusOfAsync("/account/sign-on")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldNotContain("/account/sign-on");
    }

    internal static async Task<string> NameAsync(Browser browser)
    {
        using var me = JsonDocument.Parse(await browser.Client.GetStringAsync(new Uri("/api/v1/me", UriKind.Relative)));
        return me.RootElement.GetProperty("account").GetString()!;
    }
}
