using System.Net;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

public sealed class StaffTests
{
    [DatabaseTheory]
    public async Task Person_EnteredWithAccountPasswordAndPost_CanWork(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");

        (await sec.SubmitAsync("/admin/staff/new", "new", ("name", "郑新"), ("code", "N01"), ("account", "zheng.xin"))).ShouldLeadTo("/admin/staff/N01?done=added");
        (await sec.SubmitAsync("/admin/staff/N01", "password", ("version", "1"), ("password", County.Password))).ShouldLeadTo("/admin/staff/N01?done=password-set");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "handler"), ("unit", "C01 县综治中心"), ("region", ""))).ShouldLeadTo("/admin/staff/N01?done=post-given");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "2"), ("role", "verifier"), ("unit", "T01"), ("region", "330699101001"))).ShouldLeadTo("/admin/staff/N01?done=post-given");

        var person = new Browser(desk.County.Server);
        (await person.SignInAsync("zheng.xin", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        var account = WebUtility.HtmlDecode(await person.Client.GetStringAsync(new Uri("/account", UriKind.Relative)));
        account.ShouldContain("部门承办人");
        account.ShouldContain("枫林镇综治中心");
        (await desk.AuditAsync("post.given")).Count.ShouldBe(2);
        (await desk.AuditAsync("post.given")).ShouldAllBe(e => e.Actor == "sec");
    }

    [DatabaseTheory]
    public async Task Post_WhenEnded_GivesNoRightAnyMore(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        (await li.StatusOfAsync("/cases")).ShouldBe(HttpStatusCode.OK);
        var held = (await desk.County.RowsAsync<StaffPost>()).Single(p => p.Role == "handler");

        (await sec.SubmitAsync("/admin/staff/li.qiang", $"end-{held.Id:N}", ("version", "1"), ("last", ""))).ShouldLeadTo("/admin/staff/li.qiang?done=post-ended");

        (await desk.County.RowsAsync<StaffPost>()).Single(p => p.Id == held.Id).ValidTo.ShouldBe(new DateOnly(2026, 3, 5));
        (await li.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldNotContain("部门承办人");
        // The same post may be given again later.
        (await sec.SubmitAsync("/admin/staff/li.qiang", "post", ("version", "2"), ("role", "handler"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/li.qiang?done=post-given");
        (await li.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldContain("部门承办人");
    }

    [DatabaseTheory]
    public async Task Posts_GivenByTwoAtOnce_CannotTogetherBreakTheSeparationOfDuties(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        (await sec.SubmitAsync("/admin/staff/new", "new", ("name", "郑新"), ("code", "N01"))).ShouldLeadTo("/admin/staff/N01?done=added");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "system-admin"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/N01?done=post-given");

        // The second administrator still sees somebody without posts.
        await (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "handler"), ("unit", "C01"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "role");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "system-admin"), ("unit", "T01"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.County.RowsAsync<StaffPost>()).Count(p => p.Role == "system-admin").ShouldBe(2);
    }

    [DatabaseTheory]
    public async Task Oneself_CannotBeGivenPostsOrPasswords(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        var other = await desk.AsAsync("sec2");

        // The page shows no such form to oneself; sent all the same, it is not there to be answered.
        (await sec.SubmitAsync("/admin/staff/sec", "post", ("version", "1"), ("role", "audit-admin"), ("unit", "C01"))).IsSuccessStatusCode.ShouldBeFalse();
        (await sec.SubmitAsync("/admin/staff/sec", "name", ("version", "1"), ("name", "别名"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.SubmitAsync("/admin/staff/sec", "name", ("version", "1"), ("name", "孙安安"))).ShouldLeadTo("/admin/staff/sec?done=saved");
        (await desk.County.RowsAsync<StaffPost>()).ShouldNotContain(p => p.Role == "audit-admin");
    }

    [DatabaseTheory]
    public async Task Account_WhenDisabled_IsOutAtOnce_AndOldFormsLose(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        var version = (await desk.County.RowsAsync<Account>()).Single(a => a.Name == "li.qiang").Version;

        (await sec.SubmitAsync("/admin/staff/li.qiang", "switch", ("version", version.Text()), ("disabled", "true"))).ShouldLeadTo("/admin/staff/li.qiang?done=saved");

        (await li.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.Found);
        (await sec.SubmitAsync("/admin/staff/li.qiang", "password", ("version", version.Text()), ("password", County.Password))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.AuditAsync("account.disabled")).ShouldHaveSingleItem().ObjectId.ShouldBe("li.qiang");
    }

    [DatabaseTheory]
    public async Task BadInput_NamesTheFields(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");

        await (await sec.SubmitAsync("/admin/staff/new", "new", ("name", ""), ("code", "LI.QIANG"), ("account", "wang.fang"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "name", "code", "account");
        await (await sec.SubmitAsync("/admin/staff/wang.fang", "post", ("version", "1"), ("role", "king"), ("unit", "X9"), ("region", "12x"), ("from", "2026-03-09"), ("to", "2026-03-01")))
            .ShouldRefuseAsync(HttpStatusCode.BadRequest, "role", "unit", "region", "to");
        await (await sec.SubmitAsync("/admin/staff/wang.fang", "password", ("version", "2"), ("password", "short"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "password");
    }
}
