using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

public sealed class UnitTests
{
    [DatabaseTheory]
    public async Task Unit_WhenAddedAndChanged_IsShownAtOnceAndAudited(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");

        var added = await sys.SubmitAsync("/admin/units/new", "unit", ("code", "D07"), ("name", "县住建局"), ("kind", "Department"), ("region", "330699"));

        added.ShouldLeadTo("/admin/units?done=added");
        desk.County.Get<IUnitDirectory>().FindByCode("D07")!.Name.ShouldBe("县住建局");
        (await desk.AuditAsync("unit.added")).ShouldHaveSingleItem().Actor.ShouldBe("sys");
        (await sys.SubmitAsync("/admin/units/D07", "unit", ("version", "1"), ("name", "县住房局"), ("kind", "Department"), ("region", "330699101"), ("closedOn", "")))
            .ShouldLeadTo("/admin/units/D07?done=saved");
        var unit = desk.County.Get<IUnitDirectory>().FindByCode("D07")!;
        (unit.Name, unit.Region.Value).ShouldBe(("县住房局", "330699101"));
        (await desk.AuditAsync("unit.changed")).ShouldHaveSingleItem().Details.ShouldContain("县住建局");
    }

    [DatabaseTheory]
    public async Task Unit_ChangedByTwo_TellsTheSecondAndKeepsTheFirst(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        (await sys.SubmitAsync("/admin/units/C01", "unit", ("version", "1"), ("name", "先改的"), ("kind", "CountyCentre"), ("region", "330699"))).ShouldLeadTo("/admin/units/C01?done=saved");

        var second = await sys.SubmitAsync("/admin/units/C01", "unit", ("version", "1"), ("name", "后改的"), ("kind", "CountyCentre"), ("region", "330699"));

        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await second.TextAsync()).ShouldContain("后改的");
        (await desk.County.RowsAsync<Unit>()).Single(u => u.Code == "C01").Name.ShouldBe("先改的");
    }

    [DatabaseTheory]
    public async Task Unit_WithBadInput_NamesEveryField(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");

        await (await sys.SubmitAsync("/admin/units/new", "unit", ("code", "两个 字"), ("name", ""), ("kind", "99"), ("region", "330699999"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "code", "name", "kind", "region");
        await (await sys.SubmitAsync("/admin/units/new", "unit", ("code", "c01"), ("name", "又一个"), ("kind", "Department"), ("region", "330699"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "code");
        (await desk.County.RowsAsync<Unit>()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("/admin/units", "sys")]
    [InlineData("/admin/units/new", "sys")]
    [InlineData("/admin/units/C01", "sys")]
    [InlineData("/admin/staff", "sec")]
    [InlineData("/admin/staff/wang.fang", "sec")]
    [InlineData("/admin/roles", "sec")]
    [InlineData("/admin/tokens", "sec")]
    [InlineData("/admin/retention", "sec")]
    public async Task Page_OpensForItsAdministratorOnly(string page, string whose)
    {
        await using var desk = await Desk.StartAsync(DatabaseKind.Sqlite);
        foreach (var account in (string[])["sys", "sec", "wang.fang"])
        {
            (await (await desk.AsAsync(account)).StatusOfAsync(page)).ShouldBe(account == whose ? HttpStatusCode.OK : HttpStatusCode.Forbidden, account);
        }
    }
}
