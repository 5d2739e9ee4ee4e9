using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Who reads what colleagues write to each other: the unit it was written for and the units it names, through every door.</summary>
[Collection(HttpTests.Name)]
public sealed class CommentTests
{
    private static readonly string[] Everybody =
        ["county-dispatcher", "verifier", "callback", "leader", "town-dispatcher", "village-officer", "handler", "other-handler", "other-town"];

    [DatabaseTheory]
    public async Task Comment_WithoutAUnitNamed_NeverLeavesItsOwnUnit(DatabaseKind kind)
    {
        var (county, number) = await DispatchedAsync(kind);
        const string secret = "先内部商量一下口径";
        (await (await county.AsAsync("handler")).CommentAsync(number, secret)).Status.ShouldBe(HttpStatusCode.Created);

        (await ReadersAsync(county, number, secret)).ShouldBe(["handler"]);
    }

    [DatabaseTheory]
    public async Task Comment_ToAUnit_IsReadByBothUnitsAndNobodyElse(DatabaseKind kind)
    {
        var (county, number) = await DispatchedAsync(kind);
        const string asked = "请把现场照片补上";
        var written = await (await county.AsAsync("county-dispatcher")).CommentAsync(number, asked, "D05");
        written.Status.ShouldBe(HttpStatusCode.Created, written.Text);
        written.Json["to"]!.AsArray().Single()!["code"]!.GetValue<string>().ShouldBe("D05");

        // The whole county centre (C01) wrote it; the town centre sees the case, yet not the talk.
        (await ReadersAsync(county, number, asked)).ShouldBe(["county-dispatcher", "verifier", "callback", "leader", "handler"]);
        (await county.AuditAsync("case.comment")).ShouldContain(line => line.StartsWith($"county-dispatcher {number} ", StringComparison.Ordinal) && !line.Contains(asked) && line.Contains("D05"));
    }

    [DatabaseTheory]
    public async Task Comment_IsNeverTheReporters_NorOnAPaper(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        const string secret = "当事人情绪激动，回访注意";
        var registered = await dispatcher.PostAsync("/api/v1/cases", new { title = "邻里噪音", description = "夜里很吵", channel = "window", category = "01", location = new { grid = County.Grid } });
        var (number, code) = (registered.Json["number"]!.GetValue<string>(), registered.Json["trackingCode"]!.GetValue<string>());
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await dispatcher.CommentAsync(number, secret, "D05")).Status.ShouldBe(HttpStatusCode.Created);

        var tracked = await county.Anonymous.PostAsync("/api/v1/tracking", new { number, code });
        tracked.Status.ShouldBe(HttpStatusCode.OK, tracked.Text);
        tracked.Text.ShouldNotContain(secret);
        (await dispatcher.GetAsync($"/cases/{number}/papers/whole")).Text.ShouldNotContain(secret);
        (await dispatcher.GetAsync($"/api/v1/cases/{number}/timeline")).Text.ShouldNotContain(secret);
    }

    [DatabaseTheory]
    public async Task Comment_ThatCannotBe_IsRefusedByItsCode(DatabaseKind kind)
    {
        var (county, number) = await DispatchedAsync(kind);
        var handler = await county.AsAsync("handler");
        (await handler.CommentAsync(number, "请协助", "D06")).Code.ShouldBe("cases.comment-unit-elsewhere");
        (await handler.CommentAsync(number, "   ")).Code.ShouldBe("cases.comment-missing");
        (await handler.CommentAsync(number, new string('长', 2001))).Code.ShouldBe("cases.too-long");
        (await handler.PostAsync($"/api/v1/cases/{number}/comments", new { text = "冒名", unit = "C01" })).Code.ShouldBe("cases.not-allowed");
        (await (await county.AsAsync("other-handler")).CommentAsync(number, "我也看看")).Code.ShouldBe("cases.not-found");
        (await county.Anonymous.CommentAsync(number, "路过")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await handler.GetAsync($"/api/v1/cases/{number}/comments")).Json["items"]!.AsArray().ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task Comment_SentTwice_IsWrittenOnce(DatabaseKind kind)
    {
        var (county, number) = await DispatchedAsync(kind);
        var handler = await county.AsAsync("handler");
        for (var i = 0; i < 2; i++)
        {
            (await handler.PostAsync($"/api/v1/cases/{number}/comments", new { text = "只说一次" }, ("Idempotency-Key", number))).Status.ShouldBe(HttpStatusCode.Created);
        }

        (await handler.GetAsync($"/api/v1/cases/{number}/comments")).Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    private static async Task<(County County, string Number)> DispatchedAsync(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        return (county, number);
    }

    /// <summary>Those who find the words through the API; the page must say the same.</summary>
    private static async Task<List<string>> ReadersAsync(County county, string number, string words)
    {
        var readers = new List<string>();
        foreach (var account in Everybody)
        {
            var person = await county.AsAsync(account);
            var listed = await person.GetAsync($"/api/v1/cases/{number}/comments");
            var reads = listed.Status == HttpStatusCode.OK && listed.Json["items"]!.AsArray().Any(c => c!["text"]!.GetValue<string>() == words);
            (await person.GetAsync($"/cases/{number}")).Text.Contains(words, StringComparison.Ordinal).ShouldBe(reads, account);
            if (reads)
            {
                readers.Add(account);
            }
        }

        return readers;
    }
}

internal static class CommentSteps
{
    public static Task<Answer> CommentAsync(this Api person, string number, string text, params string[] units) =>
        person.PostAsync($"/api/v1/cases/{number}/comments", new { text, units });
}
