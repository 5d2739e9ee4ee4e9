using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignOn;

/// <summary>How an account comes to be a subject's, and who may say so.</summary>
public sealed class BindingTests
{
    private const string Page = "/account/sign-on";

    [DatabaseTheory]
    public async Task Owner_BindsWithThePassword_AndUnbinds(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, isBound: false);
        var browser = unit.Browser();
        await browser.SignInAsync("wang.fang", County.Password);
        (await unit.SignOnAsync(browser, "/account/sign-on/start")).ShouldLeadTo(Page);
        (await browser.Client.GetStringAsync(new Uri(Page, UriKind.Relative))).ShouldContain(unit.Provider.Subject);

        await (await browser.SubmitAsync(Page, "bind", ("current-bind", "Wrong-Horse-77"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "current-bind");
        (await unit.County.RowsAsync<SignOnBinding>()).ShouldBeEmpty();
        (await browser.SubmitAsync(Page, "bind", ("current-bind", County.Password))).ShouldLeadTo(Page + "?done=bound");
        (await unit.SignOnAsync(unit.Browser())).ShouldLeadTo("/work");

        (await browser.SubmitAsync(Page, "unbind", ("current-unbind", "Wrong-Horse-77"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(Page, "unbind", ("current-unbind", County.Password))).ShouldLeadTo(Page + "?done=unbound");
        (await unit.SignOnAsync(unit.Browser())).ShouldLeadTo("/sign-in/unit?why=unknown");
        (await unit.AuditAsync("sign-on.bound")).ShouldHaveSingleItem().Details!.ShouldNotContain(unit.Provider.Subject);
        (await unit.AuditAsync("sign-on.unbound")).Count.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task UnknownPerson_SignsInAndBinds_AndNobodyElseTakesTheirNote(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, isBound: false);
        var browser = unit.Browser();
        (await unit.SignOnAsync(browser)).ShouldLeadTo("/sign-in/unit?why=unknown");
        (await browser.StatusOfAsync(Page)).ShouldBe(HttpStatusCode.Found, "the note signs nobody in");
        (await browser.SignInAsync("wang.fang", County.Password, "/sign-in?returnUrl=/account/sign-on")).ShouldLeadTo(Page);
        (await browser.SubmitAsync(Page, "bind", ("current-bind", County.Password))).ShouldLeadTo(Page + "?done=bound");

        // The subject is hers now: nobody else binds it too.
        await unit.County.UseAsync<IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync("li.qiang", County.Password, CancellationToken.None));
        var other = unit.Browser();
        await other.SignInAsync("li.qiang", County.Password);
        await unit.SignOnAsync(other, "/account/sign-on/start");
        (await other.SubmitAsync(Page, "bind", ("current-bind", County.Password))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await unit.County.RowsAsync<SignOnBinding>()).Count.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Note_OfOnePersonsProof_BindsNobodyElse_AndNotTooLate(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, isBound: false);
        await unit.County.UseAsync<IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync("li.qiang", County.Password, CancellationToken.None));
        var browser = unit.Browser();
        await browser.SignInAsync("wang.fang", County.Password);
        await unit.SignOnAsync(browser, "/account/sign-on/start");
        await browser.SignOutAsync();
        await browser.SignInAsync("li.qiang", County.Password);
        (await browser.Client.GetStringAsync(new Uri(Page, UriKind.Relative))).ShouldNotContain("current-bind");

        await unit.SignOnAsync(browser, "/account/sign-on/start");
        unit.County.Time.Advance(TimeSpan.FromMinutes(11));
        (await browser.Client.GetStringAsync(new Uri(Page, UriKind.Relative))).ShouldNotContain("current-bind");
        (await unit.County.RowsAsync<SignOnBinding>()).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task SecurityAdministrator_BindsAndUnbindsOthers_ButNoAdministrator(DatabaseKind kind)
    {
        await using var unit = await Unit.StartAsync(kind, isBound: false);
        await unit.County.LoadAsync("staff", "name,account,posts\n孙安,sec,security-admin@C01");
        await unit.County.UseAsync<IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync("sec", County.Password, CancellationToken.None));
        var staff = await unit.County.RowsAsync<StaffMember>();
        string Of(string name) => "/admin/staff/" + staff.Single(s => s.Name == name).Code;
        var security = unit.Browser();
        await security.SignInAsync("sec", County.Password);

        (await security.SubmitAsync(Of("王芳"), "bind", ("subject", "subject-1"))).ShouldLeadTo(Of("王芳") + "?done=saved");
        (await security.SubmitAsync(Of("李强"), "bind", ("subject", "subject-1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await security.SubmitAsync(Of("李强"), "bind", ("subject", "王芳"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var administrator in (string[])["赵敏", "孙安"])
        {
            (await security.Client.GetStringAsync(new Uri(Of(administrator), UriKind.Relative))).ShouldNotContain("name=\"subject\"");
        }

        var person = unit.Browser();
        (await unit.SignOnAsync(person)).ShouldLeadTo("/work");
        var version = (await unit.County.RowsAsync<Account>()).Single(a => a.Name == "wang.fang").Version;
        (await security.SubmitAsync(Of("王芳"), "unbind", ("version", version.Text()))).ShouldLeadTo(Of("王芳") + "?done=saved");
        (await person.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await unit.SignOnAsync(unit.Browser())).ShouldLeadTo("/sign-in/unit?why=unknown");
        (await unit.AuditAsync("sign-on.bound")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
    }
}
