using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

public sealed partial class FirstRunTests
{
    [DatabaseTheory]
    public async Task County_WithNobodyInIt_IsOpenedByTheLink_ForThreePeople_Once(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        (await county.RowsAsync<Account>()).ShouldBeEmpty("no account comes with the product");
        var link = await OpenAsync(county);
        var operating = new Browser(county.Server);

        var named = await operating.SubmitAsync(link!, "first-run", Form());

        var text = await named.TextAsync();
        named.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        named.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var links = LinkText().Matches(text).Select(m => m.Value).Distinct().ToList();
        links.Count.ShouldBe(3);
        (await county.RowsAsync<Account>()).ShouldAllBe(a => a.PasswordHash == null);
        (await county.RowsAsync<StaffPost>()).Select(p => p.Role).ShouldBe(["system-admin", "security-admin", "audit-admin"], ignoreOrder: true);
        (await county.RowsAsync<AuditEntry>()).Count(e => e.Action == "first-run.administrators-named").ShouldBe(1);

        // Used up, and no other is to be had any more.
        (await operating.StatusOfAsync(link!)).ShouldBe(HttpStatusCode.Gone);
        (await OpenAsync(county)).ShouldBeNull();

        var person = new Browser(county.Server);
        (await person.SubmitAsync(links[0], "choose", ("password", County.Password), ("again", County.Password))).ShouldLeadTo("/sign-in?signedOut=changed");
        (await person.SignInAsync("xi.tong", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await person.StatusOfAsync("/admin/units")).ShouldBe(HttpStatusCode.OK);
        (await person.StatusOfAsync("/admin/staff")).ShouldBe(HttpStatusCode.Forbidden);

        // The county's own files come in afterwards and find the place and the centre there.
        await county.LoadAsync("regions", "code,name\n330699,青枫县\n330699101,枫林镇\n");
        await county.LoadAsync("units", "code,name,kind,region\nC01,县综治中心,县级中心,330699\n");
        (await county.RowsAsync<Unit>()).ShouldHaveSingleItem().Name.ShouldBe("县综治中心");
    }

    [DatabaseTheory]
    public async Task Opening_WithBadInput_NamesTheFields_AndTheLinkStays(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var link = await OpenAsync(county);
        var operating = new Browser(county.Server);

        await (await operating.SubmitAsync(link!, "first-run", Form(("county", "330699101"), ("audit-admin-account", "a b"), ("security-admin-name", ""))))
            .ShouldRefuseAsync(HttpStatusCode.BadRequest, "county", "audit-admin-account", "security-admin-name");
        await (await operating.SubmitAsync(link!, "first-run", Form(("audit-admin-account", "Xi.Tong")))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "audit-admin-name");
        await (await operating.SubmitAsync(link!, "first-run", Form(("audit-admin-name", "孙系统")))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "audit-admin-name");

        (await county.RowsAsync<Account>()).ShouldBeEmpty();
        (await operating.StatusOfAsync(link!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_ThatIsOldOrInvented_OpensNothing()
    {
        await using var county = await County.StartAsync();
        var first = await OpenAsync(county);
        var second = await OpenAsync(county);
        var operating = new Browser(county.Server);

        (await operating.StatusOfAsync(first!)).ShouldBe(HttpStatusCode.Gone, "a newer one takes its place");
        (await operating.StatusOfAsync("/first-run/" + new string('A', 43))).ShouldBe(HttpStatusCode.Gone);
        (await operating.StatusOfAsync("/first-run/x")).ShouldBe(HttpStatusCode.Gone);
        (await operating.StatusOfAsync(second!.Replace("first-run", "password", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Gone, "it is for one thing only");
        (await operating.StatusOfAsync(second)).ShouldBe(HttpStatusCode.OK);
        county.Time.Advance(TimeSpan.FromHours(24));
        (await operating.StatusOfAsync(second)).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task County_WhoseStaffWasImported_NeedsNoFirstRun()
    {
        await using var county = await County.WithPeopleAsync();

        (await OpenAsync(county)).ShouldBeNull();
        (await county.UseAsync<IPasswordLinks, Result<string>>(l => l.CreateAsync("Sys", CancellationToken.None))).Value.ShouldStartWith("/password/");
        (await county.UseAsync<IPasswordLinks, Result<string>>(l => l.CreateAsync("nobody", CancellationToken.None))).Error!.Code.ShouldBe("organization.account-unknown");
    }

    private static async Task<string?> OpenAsync(County county) =>
        (await county.UseAsync<IFirstRun, Result<string?>>(f => f.OpenAsync(CancellationToken.None))).Value;

    private static (string Name, string Value)[] Form(params (string Name, string Value)[] instead)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["county"] = "330699", ["county-name"] = "青枫县", ["centre"] = "C01", ["centre-name"] = "综治中心",
            ["system-admin-name"] = "孙系统", ["system-admin-account"] = "xi.tong",
            ["security-admin-name"] = "钱安全", ["security-admin-account"] = "an.quan",
            ["audit-admin-name"] = "吴审计", ["audit-admin-account"] = "shen.ji",
        };
        foreach (var (name, value) in instead)
        {
            fields[name] = value;
        }

        return [.. fields.Select(f => (f.Key, f.Value))];
    }

    [GeneratedRegex("/password/[A-Za-z0-9_-]{43}")]
    private static partial Regex LinkText();
}
