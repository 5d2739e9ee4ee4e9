using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Identity;

namespace Fengqiao.Organization.Tests.SignIn;

public sealed class PasswordPolicyTests
{
    [Theory]
    [InlineData("Correct-Horse-7", null, null)]
    [InlineData("correct horse battery", null, null)]
    [InlineData("correct horse", "organization.password-weak", null)]
    [InlineData("Kx7p-Wq3m", "organization.password-weak", "organization.password-short")]
    [InlineData("Kx7p-Wq3m-", null, "organization.password-short")]
    [InlineData("zhuhai-lemon", "organization.password-weak", null)]
    [InlineData("Li.Qiang-2026x", "organization.password-weak", "organization.password-short")]
    [InlineData("P@ssw0rd2026", "organization.password-easy", "organization.password-easy")]
    [InlineData("Admin12345678!", "organization.password-easy", "organization.password-easy")]
    [InlineData("Qwertyuiop123", "organization.password-easy", "organization.password-easy")]
    [InlineData("1qaz2wsx3EDC", "organization.password-easy", "organization.password-easy")]
    [InlineData("Fq12-Fq12-Fq12-", "organization.password-easy", "organization.password-easy")]
    [InlineData("Woaini-20261122", "organization.password-easy", "organization.password-easy")]
    [InlineData("Mailcreated5240", "organization.password-easy", "organization.password-easy")]
    [InlineData("Nuttertools-2026", "organization.password-easy", "organization.password-easy")]
    [InlineData("Lovely-7391-8264-0057", null, null)]
    [InlineData("20261122-19490", "organization.password-weak", null)]
    public void Password_IsTakenOrRefused_AsTheProfileSays(string password, string? mlps, string? asvs)
    {
        Refuse(PasswordProfile.Mlps, password).ShouldBe(mlps);
        Refuse(PasswordProfile.Asvs, password).ShouldBe(asvs);
    }

    [Fact]
    public void LeakedPasswords_AreTensOfThousands_AndFoundHoweverTheyAreWritten()
    {
        LeakedPasswords.Count.ShouldBeGreaterThan(40_000);
        LeakedPasswords.Contains("nUTTERtools").ShouldBeTrue();
        LeakedPasswords.Contains("Kx7p-Wq3m-Zt9v").ShouldBeFalse();
    }

    [DatabaseTheory]
    public async Task Password_ThatIsTooOld_HasToBeChangedBeforeASessionBegins(DatabaseKind kind)
    {
        // Ninety days would be as many turns of every timer.
        await using var county = await SignInTests.WithPasswordAsync(kind, new SignInPolicy { Rotation = TimeSpan.FromMinutes(30) });
        county.Time.Advance(TimeSpan.FromMinutes(29));
        var browser = new Browser(county.Server);
        (await browser.SignInAsync("wang.fang", County.Password)).Headers.Location!.ToString().ShouldEndWith("/work");
        county.Time.Advance(TimeSpan.FromMinutes(1));

        var late = new Browser(county.Server);
        var led = (await late.SignInAsync("wang.fang", County.Password)).Headers.Location!.ToString();

        led.ShouldContain("/password/");
        (await late.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        var path = new Uri(led, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } whole ? whole.PathAndQuery : led;
        (await late.Client.GetStringAsync(new Uri(path, UriKind.Relative))).ShouldContain("您的密码已到期");
        (await late.SubmitAsync(path, "choose", ("password", "Another-Horse-8"), ("again", "Another-Horse-8"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await late.SignInAsync("wang.fang", "Another-Horse-8")).Headers.Location!.ToString().ShouldEndWith("/work");
    }

    [DatabaseTheory]
    public async Task Password_OfTheLastFive_IsNotTakenAgain(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        string[] later = ["Second-Horse-82", "Third-Horse-83", "Fourth-Horse-84", "Fifth-Horse-85"];
        (await SetAsync(county, County.Password)).ShouldBe("organization.password-used-before");
        foreach (var password in later)
        {
            (await SetAsync(county, password)).ShouldBeNull();
            (await SetAsync(county, County.Password)).ShouldBe("organization.password-used-before");
        }

        (await SetAsync(county, "Sixth-Horse-86")).ShouldBeNull();
        (await SetAsync(county, County.Password)).ShouldBeNull("six have been set since");
        (await county.RowsAsync<EarlierPassword>()).Count.ShouldBe(4, "no more are kept than are asked for");
    }

    private static async Task<string?> SetAsync(County county, string password)
    {
        county.Time.Advance(TimeSpan.FromSeconds(1));
        return (await county.UseAsync<IPasswordSetter, Result<Done>>(s => s.SetAsync("wang.fang", password, default))).Error?.Code;
    }

    private static string? Refuse(PasswordProfile profile, string password) =>
        new Passwords(new PasswordHasher<Account>(), SignInPolicy.Of(profile)).Refuse("li.qiang", password)?.Code;
}
