using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The earlier matters of a caller: who may look, what they find, and the trace each look leaves.</summary>
[Collection(HttpTests.Name)]
public sealed class CallerTests
{
    [DatabaseTheory]
    public async Task LookUp_FindsTheMattersOfTheNumber_HoweverItIsWritten(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var phone = NewPhone();
        var first = await dispatcher.RegisterAsync("第一件", reporter: new { name = "方德明", phone });
        var second = await dispatcher.RegisterAsync("第二件", reporter: new { name = "方德明", phone = "+86 " + phone.Insert(7, "-").Insert(3, " ") });
        await dispatcher.RegisterAsync("别人的", reporter: new { name = "何某", phone = NewPhone() });

        var found = await dispatcher.PostAsync("/api/v1/callers/look-up", new { phone = $"{phone[..3]} {phone[3..7]} {phone[7..]}" });
        found.Status.ShouldBe(HttpStatusCode.OK, found.Text);
        found.Json["matters"]!.AsArray().Select(m => m!["number"]!.GetValue<string>()).ShouldBe([second, first]);
        found.Json["name"]!.GetValue<string>().ShouldBe("方**");
        found.Json["open"]!.GetValue<int>().ShouldBe(2);
        found.Text.ShouldNotContain(phone);
    }

    [DatabaseTheory]
    public async Task LookUp_ShowsOnlyCasesTheClerkMaySee_AndNoReporterWhoAskedForSecrecy(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, town, officer) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("other-town"), await county.AsAsync("village-officer"));
        var phone = NewPhone();
        var open = await dispatcher.RegisterAsync("公开的", location: new { grid = County.Village }, reporter: new { phone });
        var secret = await dispatcher.RegisterAsync("要求保密的", location: new { grid = County.Village }, reporter: new { phone, secret = true });

        (await MattersAsync(dispatcher, phone)).ShouldBe([secret, open]);

        // The village reads its area, but the case lies at the county's desk: the secret reporter is not theirs to know.
        (await MattersAsync(officer, phone)).ShouldBe([open]);
        (await MattersAsync(town, phone)).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task LookUp_NeedsTheRightToRegister_AndIsAuditedWithoutTheNumber(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var phone = NewPhone();
        var number = await dispatcher.RegisterAsync(reporter: new { phone });
        foreach (var account in (string[])["handler", "verifier", "leader", "system-admin", "audit-admin"])
        {
            (await (await county.AsAsync(account)).PostAsync("/api/v1/callers/look-up", new { phone })).Status.ShouldBe(HttpStatusCode.Forbidden, account);
        }

        (await county.Anonymous.PostAsync("/api/v1/callers/look-up", new { phone })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await dispatcher.PostAsync("/api/v1/callers/look-up", new { phone = "不是号码" })).Code.ShouldBe("cases.phone-malformed");
        var before = (await county.AuditAsync("caller.look-up")).Count;

        (await MattersAsync(dispatcher, phone)).ShouldBe([number]);
        (await MattersAsync(dispatcher, NewPhone())).ShouldBeEmpty();

        var audit = await county.AuditAsync("caller.look-up");
        audit.Count.ShouldBe(before + 2);
        audit[^2].ShouldStartWith($"county-dispatcher {number} ");
        audit[^1].ShouldStartWith("county-dispatcher - ");
        audit.ShouldAllBe(line => !line.Contains(phone));
    }

    [DatabaseTheory]
    public async Task CallBackAgent_WhoHearsOfANewMatter_TakesItInByTheHotline(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var agent = await county.AsAsync("callback");
        var phone = NewPhone();
        var number = await agent.RegisterAsync("回访时又说到水管", channel: "hotline", reporter: new { phone });
        (await MattersAsync(agent, phone)).ShouldBe([number]);
        (await agent.GetAsync("/cases/new")).Status.ShouldBe(HttpStatusCode.OK);
        (await agent.MoveAsync(number, "dispatch", new { leadUnit = "D05" })).Code.ShouldBe("cases.not-allowed");
    }

    private static int _phones;

    private static string NewPhone() => "1390000" + (1000 + Interlocked.Increment(ref _phones)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<string>> MattersAsync(Api person, string phone)
    {
        var found = await person.PostAsync("/api/v1/callers/look-up", new { phone });
        found.Status.ShouldBe(HttpStatusCode.OK, found.Text);
        return [.. found.Json["matters"]!.AsArray().Select(m => m!["number"]!.GetValue<string>())];
    }
}
