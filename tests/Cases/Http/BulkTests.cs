using System.Net;
using Fengqiao.Platform.Spreadsheets;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Many cases at once: what will happen is said before, what did after, and nothing happens twice.</summary>
[Collection(HttpTests.Name)]
public sealed class BulkTests
{
    [DatabaseTheory]
    public async Task Dispatch_OfMany_FollowsTheRulesAndLeavesTheRestAlone(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var first = await dispatcher.RegisterAsync("批量派单一", category: "01");
        var second = await dispatcher.RegisterAsync("批量派单二", category: "02");
        var without = await dispatcher.RegisterAsync("批量派单三", description: "没有规则的一件事");
        var gone = await dispatcher.RegisterAsync("批量派单四", category: "01");
        await dispatcher.MovesAsync(gone, ("dispatch", new { leadUnit = "D05" }));
        // Notices are written after their moves: the count must not begin before the last one has come.
        var handler = await county.AsAsync("handler");
        (await Eventually.HoldsAsync(async () => (await NoticesAsync(handler)).Contains($"dispatch {gone}"))).ShouldBeTrue();
        string[] numbers = [first, second, without, gone];
        var chosen = string.Concat(numbers.Select(n => $"&n={n}"));

        var before = await county.RowCountsAsync();
        var preview = await dispatcher.GetAsync($"/cases/bulk?do=dispatch{chosen}&n=SJ0000000000000000000");
        preview.Status.ShouldBe(HttpStatusCode.OK);
        preview.Words().ShouldContain("2 件会办理，3 件不会");
        preview.Words().ShouldContain("县水利局");
        preview.Words().ShouldContain("没有规则说明派给哪个单位");
        (await county.RowCountsAsync()).ShouldBe(before, "a preview changes nothing");

        var token = await dispatcher.TokenAsync($"/cases/bulk?do=dispatch{chosen}");
        (string, string)[] fields =
        [
            ("do", "dispatch"), ("text", "请及时办理"), ("_key", "bulk-" + first), ("list", "state=open"),
            .. numbers.SelectMany(n => (IEnumerable<(string, string)>)[("n", n), ("v." + n, n == gone ? "2" : "1")]),
        ];
        var reports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => dispatcher.SendFormAsync(token, "/cases/bulk", fields)));
        reports.ShouldAllBe(r => r.Status == HttpStatusCode.OK && r.Words().Contains("2 件已办理，2 件没有"));
        (await Lead(dispatcher, first)).ShouldBe("D05");
        (await Lead(dispatcher, second)).ShouldBe("D06");
        foreach (var number in (string[])[first, second])
        {
            (await dispatcher.VersionAsync(number)).ShouldBe(2, "sent three times, done once");
            (await dispatcher.GetAsync($"/api/v1/cases/{number}/timeline")).Text.ShouldContain("请及时办理");
        }

        (await dispatcher.VersionAsync(without)).ShouldBe(1);
        var toOne = await dispatcher.SubmitAsync($"/cases/bulk?do=dispatch&n={without}", "/cases/bulk",
            ("do", "dispatch"), ("unit", "D06"), ("n", without), ("v." + without, "1"), ("_key", "one-" + without));
        toOne.Words().ShouldContain("1 件已办理，0 件没有");
        (await Lead(dispatcher, without)).ShouldBe("D06");
    }

    [DatabaseTheory]
    public async Task Remind_OfMany_TellsTheLeadUnitsAndOnlyThem(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("批量催办");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = (string[])["D06"] }));
        var report = await dispatcher.SubmitAsync($"/cases/bulk?do=remind&n={number}", "/cases/bulk",
            ("do", "remind"), ("text", "群众又来问了"), ("n", number), ("v." + number, "2"), ("_key", "remind-" + number));
        report.Words().ShouldContain("1 件已办理，0 件没有");

        var handler = await county.AsAsync("handler");
        (await Eventually.HoldsAsync(async () => (await NoticesAsync(handler)).Contains($"remind {number}"))).ShouldBeTrue();
        (await NoticesAsync(await county.AsAsync("other-handler"))).ShouldNotContain($"remind {number}");
        (await handler.GetAsync($"/api/v1/cases/{number}/timeline")).Text.ShouldContain("群众又来问了");
        (await handler.MoveAsync(number, "remind")).Code.ShouldBe("cases.not-allowed", "a unit does not remind itself");
    }

    [DatabaseTheory]
    public async Task Bulk_WithAnImpossibleChoice_SaysSo(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        (await dispatcher.GetAsync("/cases/bulk?do=dispatch")).Words().ShouldContain("还没有选择事项");
        (await dispatcher.GetAsync("/cases/bulk?do=close&n=SJ1")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var many = string.Concat(Enumerable.Range(0, 101).Select(i => $"&n=SJ{i}"));
        (await dispatcher.GetAsync($"/cases/bulk?do=remind{many}")).Words().ShouldContain("一次最多选 100 件");
    }

    [DatabaseTheory]
    public async Task Export_OfTheList_HasWordsChineseHeadersAndNoFormula(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var word = "台账" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[20..];
        var number = await dispatcher.RegisterAsync($"=1+1 {word}", description: "内容", category: "01");
        var page = $"/cases/bulk?do=export&all=true&list=q%3D{WebUtility.UrlEncode(word)}";
        (await dispatcher.GetAsync(page)).Words().ShouldContain("共 1 件事项");

        var csv = await dispatcher.SubmitAsync(page, "/cases/export", ("list", $"q={WebUtility.UrlEncode(word)}"), ("format", "csv"));
        csv.Status.ShouldBe(HttpStatusCode.OK);
        var lines = csv.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("编号,标题,内容,状态");
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith($"{number},'=1+1 {word},内容,待分流");
        lines[1].ShouldContain("城市管理");
        csv.Message.Content.Headers.ContentDisposition!.FileNameStar!.ShouldStartWith("事项台账-");

        var token = await dispatcher.TokenAsync(page);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("n", number), KeyValuePair.Create("format", "xlsx")]);
        using var workbook = await dispatcher.Client.PostAsync("/cases/export", form);
        using var table = TableFile.Open(await workbook.Content.ReadAsStreamAsync(), "事项.xlsx").Value;
        table.Headers[0].ShouldBe("编号");
        table.Rows().ShouldHaveSingleItem();
        (await county.AuditAsync("cases.export")).ShouldContain(e => e.StartsWith("county-dispatcher", StringComparison.Ordinal) && e.Contains("\"rows\":1", StringComparison.Ordinal));

        // What one may not see is not in the file either.
        var stranger = await county.AsAsync("other-town");
        var nothing = await stranger.SubmitAsync("/cases", "/cases/export", ("n", number), ("format", "csv"));
        nothing.Text.ShouldNotContain(number);
    }

    private static async Task<string> Lead(Api person, string number) =>
        (await person.GetAsync($"/api/v1/cases/{number}")).Json["summary"]!["leadUnit"]!["code"]!.GetValue<string>();

    private static async Task<List<string>> NoticesAsync(Api person) =>
        [.. (await person.GetAsync("/api/v1/notices")).Json["items"]!.AsArray().Select(n => $"{n!["move"]} {n["number"]}")];
}
