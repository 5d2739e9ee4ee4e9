using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Deciding who may see a case, over the API and on its page.</summary>
[Collection(HttpTests.Name)]
public sealed class SecrecyTests
{
    [DatabaseTheory]
    public async Task Restricted_IsThereForThoseNamed_AndForNobodyElse(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await dispatcher.RegisterAsync("家庭纠纷", category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await Eventually.HoldsAsync(async () => (await handler.GetAsync("/api/v1/notices")).Text.Contains(number, StringComparison.Ordinal), TimeSpan.FromSeconds(15))).ShouldBeTrue();
        string[] others = ["town-dispatcher", "village-officer", "verifier", "callback", "leader"];
        await AllSeeAsync(county, number, [.. others, "handler"], true);

        (await ProtectAsync(dispatcher, number, "sensitive")).Status.ShouldBe(HttpStatusCode.OK);
        await AllSeeAsync(county, number, ["village-officer"], false);
        await AllSeeAsync(county, number, ["town-dispatcher", "verifier", "callback", "leader", "handler"], true);

        (await ProtectAsync(dispatcher, number, "restricted", "callback")).Status.ShouldBe(HttpStatusCode.OK);
        await AllSeeAsync(county, number, ["town-dispatcher", "village-officer", "verifier", "leader", "handler"], false);
        await AllSeeAsync(county, number, ["county-dispatcher", "callback"], true);
        (await handler.GetAsync("/api/v1/notices")).Text.ShouldNotContain(number, customMessage: "nor does the tray speak of it");

        // One reader for another: the first is struck off, in lists and figures too.
        (await ProtectAsync(dispatcher, number, "restricted", "HANDLER")).Json["readers"]!.AsArray().Select(r => r!["code"]!.GetValue<string>()).ShouldBe(["county-dispatcher", "handler"]);
        await AllSeeAsync(county, number, ["callback"], false);
        await AllSeeAsync(county, number, ["county-dispatcher", "handler"], true);

        (await ProtectAsync(dispatcher, number, "ordinary")).Status.ShouldBe(HttpStatusCode.OK);
        await AllSeeAsync(county, number, [.. others, "handler"], true);
        var audit = await county.AuditAsync("case.protect");
        audit.Count.ShouldBe(4);
        audit.ShouldAllBe(e => e.StartsWith($"county-dispatcher {number} ", StringComparison.Ordinal) && e.Contains("保护当事人", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Protecting_NeedsTheRightAReasonAndReaders_AndTheVersionSeen(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        (await ProtectAsync(dispatcher, number, "restricted")).Fields.ShouldBe(["readers"], "one reader alone would take the case along when leaving");
        (await ProtectAsync(dispatcher, number, "restricted", "nobody", "leader")).Fields.ShouldBe(["readers"]);
        (await ProtectAsync(dispatcher, number, "restricted", "system-admin", "leader")).Fields.ShouldBe(["readers"], "no post of an administrator reads cases");
        (await ProtectAsync(dispatcher, number, "secret")).Fields.ShouldBe(["secrecy"]);
        var version = await dispatcher.VersionAsync(number);
        (await SendAsync(dispatcher, number, version, new { secrecy = "sensitive", reason = " " })).Fields.ShouldBe(["reason"]);
        (await SendAsync(dispatcher, number, version, new { secrecy = "sensitive", reason = "理由", aboutUnit = "X1" })).Fields.ShouldBe(["aboutUnit"]);
        (await SendAsync(dispatcher, number, version + 1, new { secrecy = "sensitive", reason = "理由" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await ProtectAsync(await county.AsAsync("leader"), number, "sensitive")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await ProtectAsync(await county.AsAsync("other-town"), number, "sensitive", version)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["secrecy"]!.GetValue<string>().ShouldBe("ordinary");
        (await dispatcher.VersionAsync(number)).ShouldBe(version);
    }

    /// <summary>All who were named have gone: not lost for ever, and not opened in silence.</summary>
    [DatabaseTheory]
    public async Task Restricted_WhoseReadersHaveAllLeft_IsOpenedToOthers_ButNotToWhoeverOpensIt(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        await county.ImportAsync("staff", county.Files.Write("head.csv", "账号,姓名,岗位\nhead,曹主任,county-dispatcher@C01@339901"));
        var (dispatcher, head) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("head"));
        var number = await dispatcher.RegisterAsync("家庭纠纷", category: "01");
        (await ProtectAsync(dispatcher, number, "restricted", "callback")).Status.ShouldBe(HttpStatusCode.OK);
        var version = (await dispatcher.VersionAsync(number)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var form = "unlock-" + number;
        (string, string)[] good = [("version", version), ("reason", "原点名人员均已离岗"), ("others", "leader、verifier")];
        (await head.GetAsync("/cases/locked")).Text.ShouldNotContain(number, customMessage: "somebody can open it still");
        await head.PostFormAsync("/cases/locked", form, good);
        await AllSeeAsync(county, number, ["leader", "verifier", "head"], false);

        await LeaveAsync(county, "county-dispatcher", "callback");
        var listed = await head.GetAsync("/cases/locked");
        listed.Text.ShouldContain(number);
        listed.Text.ShouldNotContain("家庭纠纷");
        (await (await county.AsAsync("leader")).GetAsync("/cases/locked")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await head.PostFormAsync("/cases/locked", form, ("version", version), ("reason", ""), ("others", "leader verifier"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await head.PostFormAsync("/cases/locked", form, ("version", version), ("reason", "离岗"), ("others", "leader head"))).Status.ShouldBe(HttpStatusCode.BadRequest, "whoever opens it is none of the two");
        (await head.PostFormAsync("/cases/locked", form, good)).Status.ShouldBe(HttpStatusCode.Found);

        await AllSeeAsync(county, number, ["leader", "verifier"], true);
        await AllSeeAsync(county, number, ["head", "handler", "town-dispatcher"], false);
        (await county.AuditAsync("case.unlock")).ShouldHaveSingleItem().ShouldStartWith($"head {number} ");
        (await head.GetAsync("/cases/locked")).Text.ShouldNotContain(number);
    }

    /// <summary>Their accounts are disabled; the import has the directory read anew.</summary>
    private static async Task LeaveAsync(County county, params string[] accounts)
    {
        await county.Server.Services.GetRequiredService<CommitLane>().RunAloneAsync(
            async (db, ct) =>
            {
                foreach (var account in accounts)
                {
                    await db.ExecuteAsync("UPDATE accounts SET is_disabled = @gone WHERE name = @name", ct, ("gone", true), ("name", account));
                }
            },
            default);
        await county.ImportAsync("staff", county.Files.Write("new.csv", "账号,姓名,岗位\nnew-one,章新人,handler@C01"));
    }

    [DatabaseTheory]
    public async Task Page_OffersThePeopleAroundTheCase_AndKeepsWhatWasTyped(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var page = $"/cases/{number}/secrecy";
        (await dispatcher.GetAsync($"/cases/{number}")).Text.ShouldContain($"href=\"{page}\"");
        (await dispatcher.GetAsync(page)).Words().ShouldContain("吴承办");
        var leader = await county.AsAsync("leader");
        (await leader.GetAsync($"/cases/{number}")).Text.ShouldNotContain(page);
        (await leader.GetAsync(page)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await county.AsAsync("other-town")).GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);

        var version = (await dispatcher.VersionAsync(number)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var refused = await dispatcher.PostFormAsync(page, "secrecy", ("version", version), ("secrecy", "restricted"), ("readers", "handler"), ("others", "gone"), ("reason", ""));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("id=\"f-reason-error\"");
        refused.Text.ShouldContain("value=\"gone\"");
        (await dispatcher.PostFormAsync(page, "secrecy", ("version", version), ("secrecy", "restricted"), ("readers", "handler"), ("others", "verifier"), ("aboutUnit", "D06"), ("reason", "涉及未成年人"))).Status.ShouldBe(HttpStatusCode.Found);
        var shown = (await dispatcher.GetAsync($"/cases/{number}?done=secrecy")).Words();
        shown.ShouldContain("已保存谁可以看这件事项");
        shown.ShouldContain("县水利局");
        (await (await county.AsAsync("verifier")).GetAsync($"/cases/{number}")).Words().ShouldContain("限制");
        (await leader.GetAsync($"/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task AllSeeAsync(County county, string number, string[] accounts, bool sees)
    {
        foreach (var account in accounts)
        {
            var person = await county.AsAsync(account);
            (await person.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, account);
            var list = await person.GetAsync($"/api/v1/cases?q={number}");
            list.Json["total"]!.GetValue<int>().ShouldBe(sees ? 1 : 0, account);
            var figures = await person.GetAsync("/api/v1/statistics/summary");
            (figures.Status == HttpStatusCode.Forbidden || figures.Json["total"]!.GetValue<int>() == (sees ? 1 : 0)).ShouldBeTrue(account);
        }
    }

    private static async Task<Answer> ProtectAsync(Api person, string number, string secrecy, params string[] readers) =>
        await SendAsync(person, number, await person.GetAsync($"/api/v1/cases/{number}/moves") is { Status: HttpStatusCode.OK } moves ? moves.Json["version"]!.GetValue<int>() : 1, new { secrecy, reason = "保护当事人", readers });

    private static Task<Answer> ProtectAsync(Api person, string number, string secrecy, int version) => SendAsync(person, number, version, new { secrecy, reason = "保护当事人" });

    private static Task<Answer> SendAsync(Api person, string number, int version, object body) =>
        person.PostAsync($"/api/v1/cases/{number}/secrecy", body, ("If-Match", $"\"{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}\""));
}
