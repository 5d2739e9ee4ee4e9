using System.Net;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignOn;

/// <summary>What the groups of the provider give, take and may not give.</summary>
public sealed class GroupTests
{
    private static readonly GroupPost[] Rules =
    [
        new("dispatch", Roles.TownDispatcher, "T01", null),
        new("grid", Roles.GridWorker, "T01", "330699101001"),
        new("system", Roles.SystemAdmin, "C01", null),
        new("audit", Roles.AuditAdmin, "C01", null),
        new("broken", Roles.Leader, "NO-SUCH-UNIT", null),
    ];

    [DatabaseTheory]
    public async Task Groups_GivePosts_AndTakeThemAwayWithTheNextSignOn(DatabaseKind kind)
    {
        await using var unit = await MappedAsync(kind);
        unit.Provider.Claims["groups"] = new[] { "grid", "broken", "unheard-of" };
        var first = unit.Browser();
        await unit.SignOnAsync(first);
        (await PostsAsync(unit)).ShouldBe([("town-dispatcher", false), ("verifier", false), ("grid-worker", true)], ignoreOrder: true);
        (await first.Client.GetStringAsync(new Uri("/api/v1/me", UriKind.Relative))).ShouldContain("grid-worker");
        (await unit.AuditAsync("post.given")).ShouldHaveSingleItem().Details.ShouldContain("sign-on");

        // The same again changes nothing.
        await unit.SignOnAsync(unit.Browser());
        (await unit.AuditAsync("post.given")).Count.ShouldBe(1);

        unit.Provider.Claims["groups"] = null;
        var second = unit.Browser();
        await unit.SignOnAsync(second);
        (await PostsAsync(unit)).ShouldBe([("town-dispatcher", false), ("verifier", false)], ignoreOrder: true);
        (await second.Client.GetStringAsync(new Uri("/api/v1/me", UriKind.Relative))).ShouldNotContain("grid-worker");
        (await first.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "sessions with the right that was taken end");
        (await unit.AuditAsync("post.ended")).Count.ShouldBe(1);

        // And back again, in the old row.
        unit.Provider.Claims["groups"] = "grid";
        await unit.SignOnAsync(unit.Browser());
        (await PostsAsync(unit)).ShouldContain(("grid-worker", true));
        (await unit.County.RowsAsync<StaffPost>()).Count(p => p.Role == Roles.GridWorker).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Groups_DoNotTakeWhatAnAdministratorGave(DatabaseKind kind)
    {
        await using var unit = await MappedAsync(kind);
        unit.Provider.Claims["groups"] = new[] { "dispatch" };
        await unit.SignOnAsync(unit.Browser());
        unit.Provider.Claims["groups"] = Array.Empty<string>();
        await unit.SignOnAsync(unit.Browser());

        (await PostsAsync(unit)).ShouldBe([("town-dispatcher", false), ("verifier", false)], ignoreOrder: true);
        (await unit.AuditAsync("post.ended")).ShouldBeEmpty();
    }

    [DatabaseTheory]
    [Row("system")]
    [Row("system,audit")]
    public async Task Groups_ThatWouldMakeTwoAdministratorsOfOne_AreRefused_AndChangeNothing(DatabaseKind kind, string groups)
    {
        await using var unit = await MappedAsync(kind, p => p with { CreateAccounts = true });
        unit.Provider.Claims["groups"] = groups.Split(',');
        // wang.fang works on cases; whoever comes as the other subject is new.
        unit.Provider.Subject = groups == "system" ? unit.Provider.Subject : "subject-2";
        var before = (await unit.County.RowsAsync<StaffPost>()).Count;
        var browser = unit.Browser();

        await (await unit.SignOnAsync(browser)).ShouldBeRefusedAsync(unit, browser, "duties");

        (await unit.County.RowsAsync<StaffPost>()).Count.ShouldBe(before);
        (await browser.Client.GetStringAsync(new Uri("/sign-in/unit?why=duties", UriKind.Relative))).ShouldContain("三员");
    }

    [DatabaseTheory]
    public async Task UnknownSubject_IsEnteredWhereTheSettingsSaySo_AndAGroupGivesAPost(DatabaseKind kind)
    {
        await using var unit = await MappedAsync(kind, p => p with { CreateAccounts = true, UserInfo = true }, isBound: false);
        (unit.Provider.Claims["name"], unit.Provider.Claims["preferred_username"]) = ("周洁", "zhou.jie");
        var nobody = unit.Browser();
        await (await unit.SignOnAsync(nobody)).ShouldBeRefusedAsync(unit, nobody, "unknown");

        unit.Provider.UserInfo = new Dictionary<string, object?> { ["sub"] = unit.Provider.Subject, ["groups"] = new[] { "dispatch" }, ["name"] = "周洁", ["preferred_username"] = "zhou.jie" };
        var browser = unit.Browser();
        (await unit.SignOnAsync(browser)).ShouldLeadTo("/work");
        (await SignOnTests.NameAsync(browser)).ShouldBe("zhou.jie");
        (await unit.County.RowsAsync<StaffMember>()).ShouldContain(s => s.Name == "周洁");
        (await unit.County.RowsAsync<Account>()).Single(a => a.Name == "zhou.jie").PasswordHash.ShouldBeNull();

        // Whoever comes with the same name is somebody else.
        unit.Provider.Subject = "subject-9";
        unit.Provider.UserInfo["sub"] = "subject-9";
        var other = unit.Browser();
        (await unit.SignOnAsync(other)).ShouldLeadTo("/work");
        (await SignOnTests.NameAsync(other)).ShouldStartWith("sso-");
        (await unit.County.RowsAsync<SignOnBinding>()).Select(b => b.AccountId).Distinct().Count().ShouldBe(2);
        (await unit.AuditAsync("sign-on.bound")).Count.ShouldBe(2);
    }

    private static Task<Unit> MappedAsync(DatabaseKind kind, Func<SignOnProvider, SignOnProvider>? change = null, bool isBound = true) =>
        Unit.StartAsync(kind, p => (change?.Invoke(p) ?? p) with { Groups = Rules }, isBound);

    /// <summary>The present posts of wang.fang.</summary>
    private static async Task<List<(string Role, bool IsMapped)>> PostsAsync(Unit unit)
    {
        var staff = (await unit.County.RowsAsync<Account>()).Single(a => a.Name == "wang.fang").StaffId;
        var today = unit.County.Get<Kernel.CountyClock>().Today;
        return [.. (await unit.County.RowsAsync<StaffPost>()).Where(p => p.StaffId == staff && p.IsValidOn(today)).Select(p => (p.Role, p.IsMapped))];
    }
}
