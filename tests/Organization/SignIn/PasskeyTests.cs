using System.Net;
using System.Text.Json;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>What a server must refuse whoever speaks to it. The ceremonies themselves are played in a real browser.</summary>
public sealed class PasskeyTests
{
    [DatabaseTheory]
    [Row("")]
    [Row("{}")]
    [Row("nonsense")]
    [Row("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"}}""")]
    public async Task SignIn_WithACredentialThatIsNone_IsRefused(DatabaseKind kind, string credential)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var browser = new Browser(county.Server);
        await AskAsync(browser);

        var answer = await browser.SubmitAsync("/sign-in", "passkey", ("credential", credential));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, await answer.TextAsync());
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task Passkey_IsAskedForWithTheOwnersFinger_AndMadeOnlyWithTheirPassword(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var browser = new Browser(county.Server);
        (await AskAsync(browser)).GetProperty("userVerification").GetString().ShouldBe("required");
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);

        await (await browser.SubmitAsync("/account/second-factor", "passkey", ("name", "电脑"), ("credential", "{}"), ("current-passkey", "Wrong-Horse-77")))
            .ShouldRefuseAsync(HttpStatusCode.BadRequest, "current-passkey");
        (await browser.SubmitAsync("/account/second-factor", "passkey", ("name", "电脑"), ("credential", "{}"), ("current-passkey", County.Password))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await county.RowsAsync<Passkey>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_WithoutTheFormsToken_IsRefused()
    {
        await using var county = await SignInTests.WithPasswordAsync();

        (await county.Server.Client.PostAsync(new Uri("/sign-in/passkey", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await county.Server.Client.PostAsync(new Uri("/account/second-factor/passkey", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<JsonElement> AskAsync(Browser browser)
    {
        var token = Browser.TokenIn(await browser.Client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        var asked = await browser.Client.PostAsync(new Uri("/sign-in/passkey", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]));
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var body = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        return body.RootElement.Clone();
    }
}
