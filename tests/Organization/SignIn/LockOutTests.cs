using System.Net;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>Guessing is stopped, and stopping it is no weapon: nobody is locked out of the browser they use every day.</summary>
public sealed class LockOutTests
{
    private const string Wrong = "Wrong-Horse-77";

    [DatabaseTheory]
    public async Task County_AttackedFromManyAddresses_StillSignsInWhereItWorks(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var atWork = await SignedInAsync(county);
        await atWork.SignOutAsync();
        for (var address = 1; address <= 6; address++)
        {
            await new Browser(county.Server, $"127.0.9.{address}").SignInAsync("wang.fang", Wrong);
        }

        (await new Browser(county.Server, "127.0.9.7").SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "strangers are locked out");
        (await atWork.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        // Success from the known browser does not open the account to strangers before its time.
        county.Time.Advance(TimeSpan.FromMinutes(10));
        (await new Browser(county.Server, "127.0.9.8").SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [DatabaseTheory]
    public async Task Office_WhoseAddressIsUsedUpBySomebodyInIt_StillSignsIn(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var atWork = await SignedInAsync(county);
        await atWork.SignOutAsync();
        var guessing = new Browser(county.Server);
        for (var i = 0; i < 30; i++)
        {
            await guessing.SignInAsync($"guess{i}", Wrong);
        }

        (await new Browser(county.Server).SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await atWork.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [DatabaseTheory]
    public async Task KnownBrowser_IsLockedByItsOwnFailures_AndLocksNobodyElse(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (stolen, other) = (await SignedInAsync(county), await SignedInAsync(county));
        await stolen.SignOutAsync();
        await other.SignOutAsync();
        for (var i = 0; i < 4; i++)
        {
            (await stolen.SignInAsync("wang.fang", Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await stolen.SignInAsync("wang.fang", Wrong)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await stolen.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await other.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await county.RowsAsync<Account>()).Single(a => a.Name == "wang.fang").FailedCount.ShouldBe(0);
        county.Time.Advance(TimeSpan.FromMinutes(10));
        (await stolen.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [DatabaseTheory]
    public async Task KnownBrowser_OfOneAccount_IsAStrangerToAnother(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var browser = await SignedInAsync(county);
        await browser.SignOutAsync();
        for (var i = 0; i < 5; i++)
        {
            await browser.SignInAsync("sys", Wrong);
        }

        (await county.RowsAsync<Account>()).Single(a => a.Name == "sys").IsLockedAt(county.Time.GetUtcNow().UtcDateTime).ShouldBeTrue();
    }

    [DatabaseTheory]
    public async Task Owner_OfALockedAccount_CanStillChangeThePassword_AndIsNotLockedOutByIt(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var atWork = await SignedInAsync(county);
        for (var i = 0; i < 5; i++)
        {
            await new Browser(county.Server, "127.0.9.9").SignInAsync("wang.fang", Wrong);
        }

        (await atWork.SubmitAsync("/account", "password", ("current", County.Password), ("password", "Another-Horse-8"), ("again", "Another-Horse-8"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        for (var i = 0; i < 5; i++)
        {
            await new Browser(county.Server, "127.0.9.9").SignInAsync("wang.fang", Wrong);
        }

        (await atWork.SignInAsync("wang.fang", "Another-Horse-8")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<Browser> SignedInAsync(County county)
    {
        var browser = new Browser(county.Server);
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }
}
