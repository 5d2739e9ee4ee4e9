using System.Net;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Retention;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>What administrators are shown of each other, of accounts nobody uses, and of how long data are kept.</summary>
public sealed class WatchTests
{
    [DatabaseTheory]
    public async Task Administrator_NamedByOne_IsToldToAll(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, sys) = (await desk.AsAsync("sec"), await desk.AsAsync("sys"));
        (await sec.SubmitAsync("/admin/staff/new", "new", ("name", "郑新"), ("code", "N01"))).ShouldLeadTo("/admin/staff/N01?done=added");

        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "security-admin"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/N01?done=post-given");

        (await desk.AuditAsync("administrator.named")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
        (await desk.AuditAsync("post.given")).ShouldBeEmpty("one act, one entry");
        foreach (var administrator in (Browser[])[sec, sys, await desk.AsAsync("sec2")])
        {
            var shown = WebUtility.HtmlDecode(await administrator.Client.GetStringAsync(new Uri("/admin/watch", UriKind.Relative)));
            shown.ShouldContain("工号 N01 被任命为管理员");
            shown.ShouldContain("郑新");
        }

        WebUtility.HtmlDecode(await sys.Client.GetStringAsync(new Uri("/admin/watch", UriKind.Relative))).ShouldNotContain("没有登录或岗位已结束", customMessage: "accounts are the security administrator's");
        (await (await desk.AsAsync("wang.fang")).StatusOfAsync("/admin/watch")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Accounts_NobodyUses_AreListed_UntilTheyAreDisabled(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        var page = "/admin/watch?days=30";
        var listed = await sec.Client.GetStringAsync(new Uri(page, UriKind.Relative));
        listed.ShouldContain("href=\"/admin/staff/li.qiang\"", customMessage: "never signed in");
        listed.ShouldNotContain("href=\"/admin/staff/sec\"");

        await desk.AsAsync("li.qiang");
        (await sec.Client.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldNotContain("href=\"/admin/staff/li.qiang\"");
        var held = (await desk.County.RowsAsync<Domain.StaffPost>()).Where(p => p.Role == "handler").ToList();
        foreach (var (index, post) in held.Index())
        {
            (await sec.SubmitAsync("/admin/staff/li.qiang", $"end-{post.Id:N}", ("version", (index + 1).Text()), ("last", ""))).ShouldLeadTo("/admin/staff/li.qiang?done=post-ended");
        }

        (await sec.Client.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldContain("href=\"/admin/staff/li.qiang\"", customMessage: "signed in, and without a post");
    }

    [DatabaseTheory]
    public async Task Retention_IsChangedOnItsPage_ForAReason_AndTheAuditNeverBelowSixMonths(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        await (await sec.SubmitAsync("/admin/retention", "retention-audit", ("version", "1"), ("days-audit", "183"), ("basis-audit", "省内规定"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "days-audit");
        await (await sec.SubmitAsync("/admin/retention", "retention-audit", ("version", "1"), ("days-audit", "400"), ("basis-audit", ""))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "basis-audit");

        (await sec.SubmitAsync("/admin/retention", "retention-audit", ("version", "1"), ("days-audit", "400"), ("basis-audit", "省内规定"))).ShouldLeadTo("/admin/retention?done=saved");

        (await desk.County.RowsAsync<RetentionRule>()).Single(r => r.Code == RetentionRule.Audit).Days.ShouldBe(400);
        (await desk.AuditAsync("retention.change")).ShouldHaveSingleItem().Actor.ShouldBe("sec");
    }
}
