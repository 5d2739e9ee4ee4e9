using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Host.Audit;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Audit;

/// <summary>The audit administrator's page, who else is kept from it, one entry per change, and the alarm.</summary>
[Collection(HttpTests.Name)]
public sealed class AuditConsoleTests
{
    [DatabaseTheory]
    public async Task Console_IsForTheAuditAdministratorAlone_AndFilters(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var clerk = await county.AsAsync("county-dispatcher");
        var (one, two) = (await clerk.RegisterAsync(), await clerk.RegisterAsync());
        foreach (var account in (string[])["county-dispatcher", "leader", "handler", "system-admin", "security-admin"])
        {
            var other = await county.AsAsync(account);
            (await other.GetAsync("/audit")).Status.ShouldBe(HttpStatusCode.Forbidden, account);
        }

        (await county.Anonymous.GetAsync("/audit")).Status.ShouldNotBe(HttpStatusCode.OK);
        var auditor = await county.AsAsync("audit-admin");
        var found = await auditor.GetAsync($"/audit?object={one}&actor=county-dispatcher&act=case.");
        found.Status.ShouldBe(HttpStatusCode.OK, found.Text);
        Rows(found.Text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.ShouldContain("事项：登记"), r => r.ShouldContain(one), r => r.ShouldNotContain(two));
        Rows((await auditor.GetAsync("/audit?act=no-such-act")).Text).ShouldBeEmpty();
        Rows((await auditor.GetAsync("/audit?to=2001-01-01")).Text).ShouldBeEmpty();
        Rows((await auditor.GetAsync("/audit?from=nonsense&page=-3")).Text).ShouldNotBeEmpty("what cannot be read narrows nothing");
    }

    /// <summary>Whatever changes something leaves one entry; what is refused, repeated or only read leaves none.</summary>
    [DatabaseTheory]
    public async Task Change_LeavesExactlyOneEntry(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (clerk, handler, verifier, callback) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("verifier"), await county.AsAsync("callback"));
        var number = await CountedAsync(county, 1, () => clerk.RegisterAsync(reporter: new { name = "许多", phone = "13912340301" }));
        (string Number, string Key) again = (number, "once");
        await CountedAsync(county, 1, () => clerk.PostAsync($"/api/v1/cases/{again.Number}/comments", new { text = "请看" }, ("Idempotency-Key", again.Key)));
        await CountedAsync(county, 0, () => clerk.PostAsync($"/api/v1/cases/{again.Number}/comments", new { text = "请看" }, ("Idempotency-Key", again.Key)));
        await CountedAsync(county, 1, () => clerk.MoveAsync(number, "dispatch", new { leadUnit = "D05" }));
        await CountedAsync(county, 0, () => clerk.MoveAsync(number, "dispatch", new { leadUnit = "D05" }));
        await CountedAsync(county, 1, () => handler.MoveAsync(number, "sign"));
        await CountedAsync(county, 1, () => handler.MoveAsync(number, "contact", new { text = "已联系" }));
        await CountedAsync(county, 1, () => handler.AttachAsync(number, Pictures.Png, "a.png", "after"));
        await CountedAsync(county, 1, () => handler.MoveAsync(number, "submit", new { text = "已办好" }));
        await CountedAsync(county, 1, () => verifier.MoveAsync(number, "verify", new { text = "属实" }));
        await CountedAsync(county, 0, () => handler.MoveAsync(number, "submit", new { text = "再来" }));
        var person = (await clerk.GetAsync($"/api/v1/cases/{number}")).Json["people"]!.AsArray().Single()!["id"]!.GetValue<string>();
        await CountedAsync(county, 1, () => callback.PostAsync($"/api/v1/cases/{number}/people/{person}/reveal", new { reason = "回访" }));
        await CountedAsync(county, 1, () => clerk.PostAsync("/api/v1/callers/look-up", new { phone = "13912340301" }));
        await CountedAsync(county, 0, () => clerk.GetAsync($"/api/v1/cases/{number}"));
        await CountedAsync(county, 0, () => clerk.GetAsync("/api/v1/cases"));
    }

    [DatabaseTheory]
    public async Task Refusals_InABurst_RaiseOneAlarm(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var curious = await county.AsAsync("leader");
        for (var i = 0; i < RefusalWatch.Burst - 1; i++)
        {
            await curious.GetAsync($"/api/v1/cases/SJ2026010133990100{i:D3}");
        }

        (await county.AuditAsync(RefusalWatch.Alarm)).ShouldBeEmpty();
        for (var i = 0; i < 10; i++)
        {
            await curious.GetAsync("/audit");
        }

        (await county.AuditAsync(RefusalWatch.Alarm)).ShouldHaveSingleItem().ShouldStartWith("system leader ");
        (await (await county.AsAsync("audit-admin")).GetAsync("/audit")).Text.ShouldContain("账号 leader");
        (await county.Server.Services.GetRequiredService<AuditAnchoring>().AnchorAsync(default)).ShouldNotBeNull().IsSigned.ShouldBeTrue();
        AnchorExport.Read(Path.Combine(county.Database.DataFolder, "audit-anchors.jsonl")).ShouldNotBeEmpty();
    }

    private static async Task<T> CountedAsync<T>(County county, int entries, Func<Task<T>> act, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(act))] string? what = null)
    {
        var before = await CountAsync(county);
        var result = await act();
        (await CountAsync(county) - before).ShouldBe(entries, $"{what} {(result as Answer)?.Text}");
        return result;
    }

    private static async Task<int> CountAsync(County county)
    {
        using var scope = county.Server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AuditEntry>().CountAsync(e => !e.Actor.StartsWith("system"));
    }

    private static IReadOnlyList<string> Rows(string html) =>
        Regex.Match(html, "<tbody.*?</tbody>", RegexOptions.Singleline) is { Success: true } body
            ? [.. Regex.Matches(body.Value, "<tr.*?</tr>", RegexOptions.Singleline).Select(m => m.Value)]
            : [];
}
