using System.Net;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengqiao.Organization.Tests.SignOn;

/// <summary>Answers that are not to be believed: each is refused with a plain page and one audit entry, and opens no session.</summary>
public sealed class HostileProviderTests(HostileProviderTests.OneUnit one) : IClassFixture<HostileProviderTests.OneUnit>
{
    private static readonly Dictionary<string, Action<TestProvider>> Lies = new(StringComparer.Ordinal)
    {
        ["nonce of another sign-on"] = p => p.Claims["nonce"] = "638000000000000000.c29tZWJvZHkgZWxzZQ==",
        ["no nonce"] = p => p.Claims["nonce"] = null,
        ["another issuer"] = p => p.Claims["iss"] = "https://evil.example",
        ["issuer with a slash more"] = p => p.Claims["iss"] = p.Issuer + "/",
        ["no issuer"] = p => p.Claims["iss"] = null,
        ["another audience"] = p => p.Claims["aud"] = "another-client",
        ["several audiences without authorized party"] = p => p.Claims["aud"] = new[] { Unit.ClientId, "another-client" },
        ["another authorized party"] = p => { p.Claims["aud"] = new[] { Unit.ClientId, "another-client" }; p.Claims["azp"] = "another-client"; },
        ["no audience"] = p => p.Claims["aud"] = null,
        ["expired"] = p => p.Claims["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds(),
        ["no expiry"] = p => p.Claims["exp"] = null,
        ["not valid yet"] = p => p.Claims["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
        ["no time of issue"] = p => p.Claims["iat"] = null,
        ["no subject"] = p => p.Claims["sub"] = null,
        ["empty subject"] = p => p.Subject = "",
        ["subject longer than the standard has it"] = p => p.Subject = new string('a', 256),
        ["subject that is no ASCII"] = p => p.Subject = "王芳",
        ["signed by a foreign key"] = p => p.Signature = TokenSignature.Foreign,
        ["not signed"] = p => p.Signature = TokenSignature.None,
        ["said to be signed and not"] = p => p.Signature = TokenSignature.Missing,
        ["signed with the public key as a secret"] = p => p.Signature = TokenSignature.PublicKeyAsSecret,
        ["signature of other claims"] = p => p.Signature = TokenSignature.OfOtherClaims,
        ["answer of another issuer"] = p => p.Answer = answer => answer["iss"] = "https://evil.example",
        ["answer without the issuer it promised"] = p => p.Answer = answer => answer.Remove("iss"),
        ["code it does not know"] = p => p.Answer = answer => answer["code"] = "never-given",
        ["no code"] = p => p.Answer = answer => answer.Remove("code"),
        ["error from the provider"] = p => p.Answer = answer => { answer.Remove("code"); answer["error"] = "server_error"; answer["error_description"] = "<script>alert(1)</script>"; },
        ["token address that answers nonsense"] = p => p.TokenAnswer = TypedResults.Text("<html>", "text/html"),
        ["token address that gives no ID token"] = p => p.TokenAnswer = TypedResults.Json(new { access_token = "a", token_type = "Bearer" }),
    };

    public static TheoryData<string> Names => new(Lies.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SignOn_WhenTheProviderLies_IsRefused(string lie)
    {
        var unit = await one.UnitAsync();
        Lies[lie](unit.Provider);
        // Each from an address of its own: that many refusals from one are slowed down.
        var browser = new Browser(unit.County.Server, $"127.0.1.{Lies.Keys.ToList().IndexOf(lie) + 1}");
        var before = (await unit.AuditAsync("sign-on.refused")).Count;

        var answer = await unit.SignOnAsync(browser);

        answer.ShouldLeadTo("/sign-in/unit?why=invalid");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await unit.AuditAsync("sign-on.refused")).Count.ShouldBe(before + 1);
        (await unit.County.RowsAsync<Domain.Session>()).ShouldBeEmpty();
        (await browser.Client.GetStringAsync(new Uri("/sign-in/unit?why=invalid", UriKind.Relative))).ShouldContain("没有通过核对");
    }

    [DatabaseTheory]
    public async Task SignOn_OnEitherDatabase_RefusesAForeignSignature(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        unit.Provider.Signature = TokenSignature.Foreign;
        var browser = unit.Browser();

        await (await unit.SignOnAsync(browser)).ShouldBeRefusedAsync(unit, browser, "invalid");
    }

    [DatabaseTheory]
    public async Task SignOn_WithAnAnswerThatWasUsed_IsRefused_EvenWithACopyOfTheCookies(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind);
        var browser = unit.Browser();
        var sent = await browser.Client.GetAsync(new Uri(Unit.Start, UriKind.Relative));
        var cookies = string.Join("; ", sent.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var wire = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var back = (await wire.GetAsync(sent.Headers.Location)).Headers.Location!;

        Task<HttpResponseMessage> BringAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, back);
            request.Headers.Add("Cookie", cookies);
            return wire.SendAsync(request);
        }

        (await BringAsync()).ShouldLeadTo("/work");
        var again = await BringAsync();

        again.ShouldLeadTo("/sign-in/unit?why=over");
        again.Headers.Contains("Set-Cookie").ShouldBeTrue("the cookies of state and nonce are taken away");
        again.Headers.GetValues("Set-Cookie").ShouldNotContain(c => c.StartsWith("fq.session=", StringComparison.Ordinal));
        (await unit.AuditAsync("sign-on.refused")).Count.ShouldBe(1);
        (await unit.County.RowsAsync<Domain.Session>()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("the answer of somebody else's sign-on")]
    [InlineData("no state")]
    [InlineData("invented state")]
    [InlineData("no sign-on at all")]
    public async Task SignOn_ThatThisBrowserDidNotBegin_IsRefused(string what)
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        var (attacker, victim) = (unit.Browser(), unit.Browser());
        // The answer may come from a provider that does not name itself in it: then only the state is left to tell.
        unit.Provider.Description = d => d["authorization_response_iss_parameter_supported"] = false;
        var back = await unit.ComeBackAsync(attacker);
        var query = QueryHelpers.ParseQuery(back.Query).ToDictionary(q => q.Key, q => (string?)q.Value.ToString(), StringComparer.Ordinal);
        var address = back.GetLeftPart(UriPartial.Path);
        var brought = what switch
        {
            "no state" => QueryHelpers.AddQueryString(address, query.Where(q => q.Key != "state")),
            "invented state" => QueryHelpers.AddQueryString(address, query.Where(q => q.Key != "state").Append(new("state", "CfDJ8invented"))),
            "no sign-on at all" => address,
            _ => back.ToString(),
        };

        await (await victim.Client.GetAsync(new Uri(brought))).ShouldBeRefusedAsync(unit, victim, "over");
    }

    [Fact]
    public async Task SignOn_WhereTheDescriptionNamesAnotherIssuer_DoesNotEvenBegin()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        unit.Provider.Description = d => d["issuer"] = "https://evil.example";
        var browser = unit.Browser();

        await (await browser.Client.GetAsync(new Uri(Unit.Start, UriKind.Relative))).ShouldBeRefusedAsync(unit, browser, "unreachable");
    }

    [Fact]
    public async Task SignOn_WhereUserInfoIsAboutSomebodyElse_IsRefused()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite, p => p with { UserInfo = true });
        unit.Provider.UserInfo = new Dictionary<string, object?> { ["sub"] = "somebody-else", ["groups"] = new[] { "admins" } };
        var browser = unit.Browser();

        await (await unit.SignOnAsync(browser)).ShouldBeRefusedAsync(unit, browser, "invalid");
    }

    [Fact]
    public async Task SignOn_ThatTheProviderDeclines_SaysSo()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        unit.Provider.Answer = answer => { answer.Remove("code"); answer["error"] = "access_denied"; };
        var browser = unit.Browser();

        await (await unit.SignOnAsync(browser)).ShouldBeRefusedAsync(unit, browser, "declined");
    }

    [Fact]
    public async Task SignOn_WhenTheProviderIsDown_LeavesTheOtherWayOpen()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        await unit.Provider.StopAsync();
        var browser = unit.Browser();

        await (await browser.Client.GetAsync(new Uri(Unit.Start, UriKind.Relative))).ShouldBeRefusedAsync(unit, browser, "unreachable");

        (await browser.Client.GetStringAsync(new Uri("/sign-in/unit?why=unreachable", UriKind.Relative))).ShouldContain("用账号密码登录");
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task SignOn_WhenTheProviderFailsOnTheWayBack_SaysSo()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        var browser = unit.Browser();
        var back = await unit.ComeBackAsync(browser);
        await unit.Provider.StopAsync();

        await (await browser.Client.GetAsync(back)).ShouldBeRefusedAsync(unit, browser, "unreachable");
    }

    [Fact]
    public async Task SignOn_RefusedManyTimesFromOneAddress_IsSlowedDown_AndFillsNoAudit()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        var browser = unit.Browser();
        for (var i = 0; i < 30; i++)
        {
            (await browser.Client.GetAsync(new Uri("/sign-in/unit/back?state=x&code=y", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Found);
        }

        (await browser.Client.GetAsync(new Uri("/sign-in/unit/back?state=x&code=y", UriKind.Relative))).ShouldLeadTo("/sign-in/unit?why=too-many");
        (await unit.AuditAsync("sign-on.refused")).Count.ShouldBe(30);
    }

    /// <summary>One county for all lies: none of them may change anything in it.</summary>
    public sealed class OneUnit : IAsyncLifetime
    {
        private Unit? _unit;

        public Task InitializeAsync() => Task.CompletedTask;

        internal async Task<Unit> UnitAsync()
        {
            _unit ??= await Unit.StartAsync(DatabaseKind.Sqlite);
            _unit.Provider.Reset();
            return _unit;
        }

        public async Task DisposeAsync() => await (_unit?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
