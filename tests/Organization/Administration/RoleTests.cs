using System.Net;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

public sealed class RoleTests
{
    [DatabaseTheory]
    public async Task Role_CopiedGivenAndChanged_DecidesAtOnceWhatItsHoldersMay(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, wang) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        (await sec.Client.GetStringAsync(new Uri("/admin/roles/new?like=handler", UriKind.Relative))).ShouldContain("value=\"cases.handle\" checked");

        (await SendAsync(sec, "new", "code=mediator&nameZh=调解员&nameEn=Mediator&rights=cases.read&rights=cases.handle&rights=statistics.read")).ShouldLeadTo("/admin/roles/mediator?done=saved");
        (await sec.SubmitAsync("/admin/staff/li.qiang", "post", ("version", "1"), ("role", "mediator"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/li.qiang?done=post-given");
        (await wang.StatusOfAsync("/cases/new")).ShouldBe(HttpStatusCode.Forbidden);

        // A right more is there with the next request, in the session that is open.
        (await SendAsync(sec, "mediator", "version=1&nameZh=调解员&nameEn=Mediator&rights=cases.read&rights=cases.register&rights=statistics.read")).ShouldLeadTo("/admin/roles/mediator?done=saved");
        (await wang.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.Found, "a right was taken away as well, which ends sessions");
        wang = await desk.AsAsync("li.qiang");
        (await wang.StatusOfAsync("/cases/new")).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(sec, "mediator", "version=2&nameZh=调解员&nameEn=Mediator&rights=cases.read&rights=cases.register&rights=cases.answer&rights=statistics.read")).ShouldLeadTo("/admin/roles/mediator?done=saved");
        (await wang.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.OK, "who was given more works on");

        // Somebody else still sees the second version.
        (await SendAsync(sec, "mediator", "version=2&nameZh=别名&nameEn=Other&rights=cases.read")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.County.RowsAsync<Role>()).Single(r => r.Code == "mediator").Rights.ShouldBe("cases.read cases.register cases.answer statistics.read");
        (await desk.AuditAsync("role.added")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
        (await desk.AuditAsync("role.changed")).Count.ShouldBe(2);
        (await (await sec.Client.GetAsync(new Uri("/admin/roles", UriKind.Relative))).TextAsync()).ShouldContain("调解员");
    }

    [DatabaseTheory]
    public async Task AdministratorsRights_AreInNoOtherRole_AndTheirRolesAreFixed(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        var before = (await desk.County.RowsAsync<Role>()).ToDictionary(r => r.Code, r => r.Rights);

        foreach (var right in (string[])["accounts.manage", "organization.manage", "operations.read", "audit.read", "cases.everything"])
        {
            await (await SendAsync(sec, "new", $"code=king&nameZh=王&nameEn=King&rights=cases.read&rights={right}")).ShouldRefuseAsync(HttpStatusCode.BadRequest, "rights");
        }

        foreach (var role in (string[])["system-admin", "security-admin", "audit-admin", "citizen"])
        {
            // No form is shown; sent all the same, nothing takes it.
            (await SendAsync(sec, role, "version=1&nameZh=王&nameEn=King&rights=cases.read")).IsSuccessStatusCode.ShouldBeFalse(role);
        }

        await (await SendAsync(sec, "new", "code=Town King&nameZh=&nameEn=")).ShouldRefuseAsync(HttpStatusCode.BadRequest, "code", "nameZh", "nameEn", "rights");
        await (await SendAsync(sec, "new", "code=handler&nameZh=又&nameEn=Again&rights=cases.read")).ShouldRefuseAsync(HttpStatusCode.BadRequest, "code");
        (await sec.StatusOfAsync("/admin/roles/none-such")).ShouldBe(HttpStatusCode.NotFound);
        (await (await desk.AsAsync("li.qiang")).StatusOfAsync("/admin/roles/handler")).ShouldBe(HttpStatusCode.Forbidden);
        (await desk.County.RowsAsync<Role>()).ToDictionary(r => r.Code, r => r.Rights).ShouldBe(before, ignoreOrder: true);
    }

    /// <summary>Ticks several boxes of one name, which a dictionary of fields cannot.</summary>
    private static async Task<HttpResponseMessage> SendAsync(Browser person, string role, string fields)
    {
        var page = new Uri($"/admin/roles/{role}", UriKind.Relative);
        var token = await person.TokenAsync("/admin/roles/new");
        var sent = fields.Split('&').Select(f => f.Split('=')).Select(f => KeyValuePair.Create(f[0], f[1]))
            .Append(KeyValuePair.Create("_handler", "role")).Append(KeyValuePair.Create("__RequestVerificationToken", token));
        return await person.Client.PostAsync(page, new FormUrlEncodedContent(sent));
    }
}
