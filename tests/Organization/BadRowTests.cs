using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests;

/// <summary>Every way a row can be bad. Nothing is ever loaded here, so that one server per database serves all rows.</summary>
public sealed class BadRowTests(UntouchedCounties counties) : IClassFixture<UntouchedCounties>
{
    [DatabaseTheory]
    [Row("regions", "code,name\n330699103,北山镇\n33069910,坏代码\n", "code", "imports.code-malformed")]
    [Row("regions", "code,name\n330699103,\n", "name", "imports.value-required")]
    [Row("regions", "code,name\n330699103,北山镇\n330699103,南山镇\n", "code", "imports.row-twice")]
    [Row("regions", "code,name\n330699109001,孤村\n", "code", "organization.parent-unknown")]
    [Row("regions", "code,name,parent\n330699103,北山镇,330698\n", "parent", "organization.parent-wrong")]
    [Row("regions", "code,name,validFrom,validTo\n330699103,北山镇,2026-02-01,2026-01-01\n", "validTo", "imports.dates-reversed")]
    [Row("regions", "code,name,validFrom\n330699103,北山镇,02/30/2026\n", "validFrom", "imports.date-malformed")]
    [Row("regions", "code,name,经度,纬度\n330699103,北山镇,120.1,\n", "纬度", "organization.point-incomplete")]
    [Row("regions", "code,name,lng,lat\n330699103,北山镇,29.1,120.1\n", "lat", "organization.outline-out-of-range")]
    [Row("regions", "code,name\n330699101001003,网格\n", "code", "organization.is-a-grid")]
    [Row("grids", "网格编码,名称\n330699101003,村\n", "网格编码", "organization.not-a-grid")]
    [Row("grids", "code,name,polygon\n330699101001003,网格,{}\n", "polygon", "organization.outline-malformed")]
    [Row("units", "code,name,kind,region\nX1,某局,bureau,330699\n", "kind", "organization.kind-unknown")]
    [Row("units", "code,name,kind,region\nX1,某局,部门,330611\n", "region", "organization.region-not-there")]
    [Row("units", "code,name,kind,region\nX 1,某局,部门,330699\n", "code", "organization.unit-code-malformed")]
    [Row("units", "code,name,kind,region,phone\nX1,某局,部门,330699,问老王\n", "phone", "organization.unit-phone-malformed")]
    [Row("units", "code,name,kind,region\nX1,某局,部门,330699\nx1,某某局,部门,330699\n", "code", "imports.row-twice")]
    [Row("staff", "name,account,posts\n钱伟,qian wei,handler@C01\n", "account", "organization.account-name-malformed")]
    [Row("staff", "name,account,posts\n钱伟,qian,handler\n", "posts", "organization.post-malformed")]
    [Row("staff", "name,account,posts\n钱伟,qian,chief@C01;verifier@C01\n", "posts", "organization.role-not-there")]
    [Row("staff", "name,account,role,unit\n钱伟,qian,handler,Z99\n", "unit", "organization.unit-not-there")]
    [Row("staff", "name,account,posts\n钱伟,qian,system-admin@C01;audit-admin@C01\n", "posts", "organization.duties-together")]
    [Row("staff", "name,account,posts\n钱伟,qian,security-admin@C01;handler@C01\n", "posts", "organization.duties-together")]
    [Row("staff", "name,account,role,unit\n钱伟,qian,system-admin,C01\n钱伟,qian,leader,C01\n", "role", "organization.duties-together")]
    [Row("staff", "工号,姓名,账号\n77,钱伟,wang.fang\n", "账号", "organization.account-taken")]
    [Row("staff", "工号,姓名,账号\n77,钱伟,q.w\n78,孙立,Q.W\n", "账号", "imports.row-twice")]
    [Row("calendar", "date,isWorkingDay,name\n2026-01-01,maybe,元旦\n", "isWorkingDay", "imports.boolean-malformed")]
    [Row("calendar", "date,isWorkingDay,name\n2026-01-01,false,元旦\n2026-01-01,true,元旦\n", "date", "organization.rows-contradict")]
    [Row("calendar", "date,isWorkingDay,name\n2026-01-01,false,元旦\n2028-01-01,false,元旦\n", "date", "organization.calendar-gap")]
    [Row("calendar", "date,isWorkingDay,name,year\n2025-06-01,false,元旦,2027\n", "year", "organization.year-wrong")]
    public async Task Import_OfABadRow_NamesItAndLoadsNothing(DatabaseKind kind, string what, string csv, string field, string code)
    {
        var county = await counties.OfAsync(kind);
        var before = await CountAsync(county);

        var report = (await county.ImportAsync(what, county.File("bad.csv", csv))).Value;

        var error = report.Errors.First(e => e.Error.Code == code);
        error.Field.ShouldBe(field);
        error.Row.ShouldBe(csv.Trim().Split('\n').Length);
        (report.Added, report.Changed).ShouldBe((0, 0));
        (await CountAsync(county)).ShouldBe(before);
    }

    private static async Task<int> CountAsync(County county) =>
        (await county.RowsAsync<Region>()).Count + (await county.RowsAsync<Unit>()).Count + (await county.RowsAsync<StaffMember>()).Count
        + (await county.RowsAsync<Account>()).Count + (await county.RowsAsync<CalendarEntry>()).Count;
}
