using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Organization.Tests.SignIn;

public sealed class SessionTests
{
    [DatabaseTheory]
    public async Task Sessions_AreListed_AndOneThatIsEndedIsOverAtOnce(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (here, there) = (await SignedInAsync(county), await SignedInAsync(county, "127.0.0.9"));

        var listed = await ListAsync(here);
        listed.Count.ShouldBe(2);
        listed.Select(s => s.GetProperty("isThis").GetBoolean()).ShouldBe([true, false]);
        listed[1].GetProperty("source").GetString().ShouldBe("127.0.0.9");
        (await here.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldContain("127.0.0.9");

        var other = listed[1].GetProperty("id").GetGuid();
        await here.SubmitAsync("/account", $"end-{other:N}", ($"current-{other:N}", "Wrong-guess-7!"));
        (await there.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK, "whoever finds a browser open does not know the password");
        (await county.RowsAsync<AuditEntry>()).Count(e => e.Action == "password.refused").ShouldBe(1);
        (await here.SubmitAsync("/account", $"end-{other:N}", ($"current-{other:N}", County.Password))).ShouldLeadTo("/account");

        (await there.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await here.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ListAsync(here)).Count.ShouldBe(1);
        (await county.RowsAsync<AuditEntry>()).Count(e => e.Action == "session.ended").ShouldBe(1);
    }

    /// <summary>Who comes by the county's sign-on has no password here: a sign-in of the last minutes stands for it.</summary>
    [DatabaseTheory]
    public async Task Session_OfAnAccountWithoutPassword_IsEndedAfterAFreshSignInOnly(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (there, here) = (await SignedInAsync(county), await SignedInAsync(county));
        await county.UseAsync<CommitLane, bool>(async lane =>
        {
            await lane.RunAloneAsync((db, ct) => db.ExecuteAsync("UPDATE accounts SET password_hash = NULL", ct), CancellationToken.None);
            return true;
        });
        var other = (await ListAsync(here)).Single(s => !s.GetProperty("isThis").GetBoolean()).GetProperty("id").GetGuid();
        var end = new Uri($"/api/v1/me/sessions/{other}/end", UriKind.Relative);
        county.Time.Advance(TimeSpan.FromMinutes(6));
        (await here.Client.PostAsJsonAsync(end, new { })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await there.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task Sessions_OfOthers_AreNeitherSeenNorEnded(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (li, wang) = (await desk.AsAsync("li.qiang"), await desk.AsAsync("wang.fang"));
        var his = (await ListAsync(li)).ShouldHaveSingleItem().GetProperty("id").GetGuid();

        (await wang.Client.PostAsJsonAsync(new Uri($"/api/v1/me/sessions/{his}/end", UriKind.Relative), new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ListAsync(wang)).Count.ShouldBe(1);
        (await li.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await desk.County.Server.Client.GetAsync(new Uri("/api/v1/me/sessions", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var token = await desk.County.UseAsync<ITokenIssuer, Result<string>>(t => t.CreateAsync("li.qiang", ["cases.read"], TimeSpan.FromDays(1), CancellationToken.None));
        var program = desk.County.Server.NewClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        (await program.GetAsync(new Uri("/api/v1/me/sessions", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task SignIn_WhereOneDeviceIsAllowed_EndsTheOthers(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind, new SignInPolicy { SingleDevice = true });
        var first = await SignedInAsync(county);
        var second = await SignedInAsync(county);

        (await first.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await second.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ListAsync(second)).Count.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Session_InUse_SaysWhenItWasLastSeen_AndOneThatIsOver_IsNotListed(DatabaseKind kind)
    {
        await using var county = await SignInTests.WithPasswordAsync(kind);
        var (used, left) = (await SignedInAsync(county), await SignedInAsync(county));
        county.Time.Advance(TimeSpan.FromMinutes(20));
        (await used.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.OK);

        var listed = await ListAsync(used);
        listed.Count.ShouldBe(2);
        (listed[0].GetProperty("seenUtc").GetDateTime() - listed[0].GetProperty("beganUtc").GetDateTime()).ShouldBe(TimeSpan.FromMinutes(20));
        county.Time.Advance(TimeSpan.FromMinutes(15));
        (await ListAsync(used)).Count.ShouldBe(1);
        (await left.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task SecurityAdministrator_EndsAllSessionsOfAPerson(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        var version = (await desk.County.RowsAsync<Account>()).Single(a => a.Name == "li.qiang").Version;

        (await sec.SubmitAsync("/admin/staff/li.qiang", "sessions", ("version", version.Text()))).ShouldLeadTo("/admin/staff/li.qiang?done=sessions-ended");

        (await li.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.County.RowsAsync<KnownDevice>()).ShouldNotContain(d => d.AccountId == desk.County.RowsAsync<Account>().Result.Single(a => a.Name == "li.qiang").Id);
        (await desk.AuditAsync("sessions.ended")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
    }

    private static async Task<Browser> SignedInAsync(County county, string? source = null)
    {
        var browser = new Browser(county.Server, source);
        (await browser.SignInAsync("wang.fang", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    private static async Task<List<JsonElement>> ListAsync(Browser browser)
    {
        using var body = JsonDocument.Parse(await browser.Client.GetStringAsync(new Uri("/api/v1/me/sessions", UriKind.Relative)));
        return [.. body.RootElement.GetProperty("items").EnumerateArray().Select(e => e.Clone())];
    }
}
