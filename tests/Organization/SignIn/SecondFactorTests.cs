using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

public sealed partial class SecondFactorTests
{
    private const string Page = "/account/second-factor";

    [DatabaseTheory]
    public async Task SignIn_WithASecondFactor_AsksForItBeforeASessionBegins(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (secret, papers) = await SetUpAsync(county, await SignedInAsync(county));
        papers.Count.ShouldBe(8);
        var browser = new Browser(county.Server);

        (await browser.SignInAsync("wang.fang", County.Password, "/sign-in?returnUrl=%2Faccount")).ShouldLeadTo("/sign-in/second?returnUrl=/account");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        await (await browser.SubmitAsync("/sign-in/second", "second", ("code", "000000"))).ShouldRefuseAsync(HttpStatusCode.Unauthorized, "code");
        county.Time.Advance(TimeSpan.FromSeconds(30));
        (await browser.SubmitAsync("/sign-in/second?returnUrl=%2Faccount", "second", ("code", CodeOf(county, secret)))).ShouldLeadTo("/account");
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await county.RowsAsync<AuditEntry>()).ShouldContain(e => e.Action == "sign-in" && e.Details!.Contains("password+code", StringComparison.Ordinal));

        // The same code is worth nothing a second time.
        var other = new Browser(county.Server);
        await other.SignInAsync("wang.fang", County.Password);
        (await other.SubmitAsync("/sign-in/second", "second", ("code", CodeOf(county, secret)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await county.RowsAsync<Authenticator>()).Single().SealedSecret.ShouldNotContain(Totp.Base32(secret));
    }

    [DatabaseTheory]
    public async Task RecoveryCode_StandsInOnce(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (_, papers) = await SetUpAsync(county, await SignedInAsync(county));

        (await SecondAsync(county, papers[3])).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await SecondAsync(county, papers[3])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await county.RowsAsync<RecoveryCode>()).Count(c => c.UsedUtc is null).ShouldBe(7);
        // Sent four times at once, another one is used once too.
        var browsers = Enumerable.Range(0, 4).Select(_ => new Browser(county.Server)).ToList();
        foreach (var browser in browsers)
        {
            await browser.SignInAsync("wang.fang", County.Password);
        }

        var answers = await Task.WhenAll(browsers.Select(b => b.SubmitAsync("/sign-in/second", "second", ("code", papers[4]))));
        answers.Count(a => a.StatusCode == HttpStatusCode.Found).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Codes_CannotBeGuessed_AndThePasswordDoesNotStartTheCountAnew(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        await SetUpAsync(county, await SignedInAsync(county));
        var guessing = new Browser(county.Server);
        for (var i = 0; i < 4; i++)
        {
            (await guessing.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
            (await guessing.SubmitAsync("/sign-in/second", "second", ("code", $"00000{i}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var locked = await guessing.SubmitAsync("/sign-in/second", "second", ("code", "000009"));
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        locked.Headers.RetryAfter.ShouldNotBeNull();
        (await guessing.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task SecondStep_WithoutTheFirst_OrTooLateAfterIt_LeadsNowhere()
    {
        await using var county = await SignInTests.WithPasswordAsync();
        var (secret, _) = await SetUpAsync(county, await SignedInAsync(county));
        var stranger = new Browser(county.Server);
        (await stranger.Client.GetStringAsync(new Uri("/sign-in/second", UriKind.Relative))).ShouldContain("请重新登录");
        var late = new Browser(county.Server);
        await late.SignInAsync("wang.fang", County.Password);
        var open = await late.Client.GetStringAsync(new Uri("/sign-in/second", UriKind.Relative));
        open.ShouldContain("name=\"code\"");

        county.Time.Advance(TimeSpan.FromMinutes(5));

        (await late.Client.GetStringAsync(new Uri("/sign-in/second", UriKind.Relative))).ShouldNotContain("name=\"code\"");
        CodeOf(county, secret).Length.ShouldBe(6);
        (await late.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task SettingUp_AsksForPasswordAndCode_AndRemovingForThePassword(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var browser = await SignedInAsync(county);
        var (secret, proposal) = await ProposalAsync(browser);
        await (await browser.SubmitAsync(Page, "add", ("proposal", proposal), ("code", CodeOf(county, secret)), ("current", "Wrong-Horse-77"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "current");
        await (await browser.SubmitAsync(Page, "add", ("proposal", proposal), ("code", "123"), ("current", County.Password))).ShouldRefuseAsync(HttpStatusCode.Unauthorized, "code");
        (await browser.SubmitAsync(Page, "add", ("proposal", "AAAA"), ("code", CodeOf(county, secret)), ("current", County.Password))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await county.RowsAsync<Authenticator>()).ShouldBeEmpty();

        (await browser.SubmitAsync(Page, "add", ("proposal", proposal), ("code", CodeOf(county, secret)), ("current", County.Password))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var renewed = await browser.SubmitAsync(Page, "renew", ("current-renew", County.Password));
        PaperText().Count(await renewed.TextAsync()).ShouldBe(8);
        (await county.RowsAsync<RecoveryCode>()).Count.ShouldBe(8);
        (await browser.SubmitAsync(Page, "remove", ("current-remove", County.Password))).ShouldLeadTo(Page + "?done=removed");
        (await county.RowsAsync<RecoveryCode>()).ShouldBeEmpty();
        (await new Browser(county.Server).SignInAsync("wang.fang", County.Password)).Headers.Location!.ToString().ShouldEndWith("/work");
    }

    [DatabaseTheory]
    public async Task SecondFactor_WhereItIsRequired_ComesBeforeEverythingElse(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind, new SignInPolicy { SecondFactor = SecondFactorRule.Everyone });
        var browser = await SignedInAsync(county);

        (await browser.Client.GetAsync(new Uri("/work", UriKind.Relative))).Headers.Location!.ToString().ShouldBe(Page);
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Forbidden);
        await SetUpAsync(county, browser);
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task SecurityAdministrator_RemovesALostSecondFactor_ButNotAnAdministrators(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, sys) = (await desk.AsAsync("sec"), await desk.AsAsync("sys"));
        var wang = await desk.AsAsync("wang.fang");
        await SetUpAsync(desk.County, wang);
        await SetUpAsync(desk.County, sys);
        var accounts = await desk.County.RowsAsync<Account>();

        (await sec.SubmitAsync("/admin/staff/sys", "factor", ("version", accounts.Single(a => a.Name == "sys").Version.Text()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sec.SubmitAsync("/admin/staff/wang.fang", "factor", ("version", accounts.Single(a => a.Name == "wang.fang").Version.Text()))).ShouldLeadTo("/admin/staff/wang.fang?done=factor-removed");

        (await desk.County.RowsAsync<Authenticator>()).Count.ShouldBe(1);
        (await wang.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        // An administrator's is the operator's to remove.
        (await desk.County.UseAsync<ISecondFactorRemover, Kernel.Result<Kernel.Done>>(r => r.RemoveAsync("sys", CancellationToken.None))).IsSuccess.ShouldBeTrue();
        (await desk.County.RowsAsync<Authenticator>()).ShouldBeEmpty();
        (await desk.County.UseAsync<ISecondFactorRemover, Kernel.Result<Kernel.Done>>(r => r.RemoveAsync("sys", CancellationToken.None))).Error!.Code.ShouldBe("organization.no-second-factor");
    }

    private static async Task<Browser> SignedInAsync(County county)
    {
        var browser = new Browser(county.Server);
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    private static async Task<HttpResponseMessage> SecondAsync(County county, string code)
    {
        var browser = new Browser(county.Server);
        await browser.SignInAsync("wang.fang", County.Password);
        return await browser.SubmitAsync("/sign-in/second", "second", ("code", code));
    }

    /// <summary>Reads the key from the page, as somebody who cannot scan does.</summary>
    internal static async Task<(byte[] Secret, string Proposal)> ProposalAsync(Browser browser)
    {
        var html = WebUtility.HtmlDecode(await browser.Client.GetStringAsync(new Uri(Page, UriKind.Relative)));
        return (FromBase32(KeyText().Match(html).Groups[1].Value), ProposalText().Match(html).Groups[1].Value);
    }

    internal static async Task<(byte[] Secret, List<string> Papers)> SetUpAsync(County county, Browser browser)
    {
        var (secret, proposal) = await ProposalAsync(browser);
        var added = await browser.SubmitAsync(Page, "add", ("proposal", proposal), ("code", CodeOf(county, secret)), ("current", County.Password));
        var text = await added.TextAsync();
        added.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        added.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return (secret, [.. PaperText().Matches(text).Select(m => m.Groups[1].Value)]);
    }

    internal static string CodeOf(County county, byte[] secret) => Totp.Code(secret, Totp.StepOf(county.Time.GetUtcNow().UtcDateTime));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    [GeneratedRegex("fq-secret\"><code>([A-Z2-7 ]+)</code>")]
    private static partial Regex KeyText();

    [GeneratedRegex("name=\"proposal\" value=\"([^\"]+)\"")]
    private static partial Regex ProposalText();

    [GeneratedRegex("<li><code>([A-Z2-9-]{29})</code>")]
    private static partial Regex PaperText();
}
