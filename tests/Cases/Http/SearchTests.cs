using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class SearchTests
{
    /// <summary>Any two neighbouring characters find the case; so do longer words, other widths and other cases.</summary>
    [DatabaseTheory]
    public async Task List_ByWords_FindsTheCaseByAnyTwoCharacters(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        const string title = "龙腾佳苑１２３号楼电梯坏了WiFi没有";
        var number = await dispatcher.RegisterAsync(title, "业主刘先生反映物业不作为");
        await dispatcher.RegisterAsync("龙门客栈", "腾云驾雾，电视与楼梯");
        for (var i = 0; i + 1 < title.Length; i++)
        {
            (await FoundAsync(dispatcher, title.Substring(i, 2))).ShouldContain(number, title.Substring(i, 2));
        }

        foreach (var q in (string[])["龙腾佳苑", "电梯坏了", "123号楼", "１２３号楼", "wifi", "ＷＩＦＩ", "物业 电梯", "刘先生", "电梯坏了wifi", number, number[..10], number.ToLowerInvariant()])
        {
            (await FoundAsync(dispatcher, q)).ShouldContain(number, q);
        }

        foreach (var q in (string[])["物业 客栈", "电梯好了", "苑佳腾龙", "业主物业", "SJ19990101"])
        {
            (await FoundAsync(dispatcher, q)).ShouldBeEmpty(q);
        }
    }

    [DatabaseTheory]
    public async Task List_WithFilters_GivesExactlyWhatFits(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var waiting = await dispatcher.RegisterAsync(category: "0101", location: new { grid = County.Village });
        var sent = await dispatcher.RegisterAsync(category: "02", location: new { grid = County.OtherVillage }, channel: "hotline");
        await dispatcher.MovesAsync(sent, ("dispatch", new { leadUnit = "D05" }));
        var plain = await dispatcher.RegisterAsync(location: new { address = "不知道" });

        (string Query, string[] Expected)[] expectations =
        [
            ("", [waiting, sent, plain]),
            ("state=registered", [waiting, plain]),
            ("state=open", [waiting, sent, plain]),
            ("state=closed", []),
            ("category=01", [waiting]),
            ("category=0101", [waiting]),
            ("category=none", [plain]),
            ("channel=hotline", [sent]),
            ("region=339901", [waiting, sent, plain]),
            ("region=339901101", [waiting]),
            ("region=339901102201", [sent]),
            ("unit=D05", [sent]),
            ("unit=D06", []),
            ("overdue=true", []),
            ("overdue=false", [waiting, sent, plain]),
            ("from=2000-01-01&to=2099-12-31", [waiting, sent, plain]),
            ("to=2000-01-01", []),
            ("from=2099-01-01", []),
            ("queue=to-dispatch", [waiting, plain]),
            ("category=01&state=dispatched", []),
        ];
        foreach (var (query, expected) in expectations)
        {
            (await NumbersAsync(dispatcher, query)).ShouldBe(expected, ignoreOrder: true, query);
        }

        (await NumbersAsync(handler, "queue=to-sign")).ShouldBe([sent]);
        (await handler.GetAsync("/api/v1/work")).Json.AsArray().Select(w => $"{w!["queue"]} {w["count"]}").ShouldBe(["to-sign 1", "in-hand 0", "due-soon 0", "overdue 0"]);
        foreach (var sort in (string[])["received", "registered", "due", "updated", "number", "place"])
        {
            (await NumbersAsync(dispatcher, $"sort={sort}")).Count.ShouldBe(3, sort);
            (await NumbersAsync(dispatcher, $"sort=-{sort}")).Count.ShouldBe(3, sort);
        }

        (await NumbersAsync(dispatcher, "sort=number")).ShouldBe([waiting, sent, plain]);
        (await NumbersAsync(dispatcher, "sort=-number")).ShouldBe([plain, sent, waiting]);
        (await NumbersAsync(dispatcher, "sort=due"))[0].ShouldBe(sent, "those with a limit come first");
        (await NumbersAsync(dispatcher, "sort=-due"))[0].ShouldBe(sent);
        (await NumbersAsync(dispatcher, "sort=number&pageSize=2&page=2")).ShouldBe([plain]);
        var page = (await dispatcher.GetAsync("/api/v1/cases?pageSize=2&page=2")).Json;
        (page["total"]!.GetValue<int>(), page["page"]!.GetValue<int>(), page["pageSize"]!.GetValue<int>(), page["items"]!.AsArray().Count).ShouldBe((3, 2, 2, 1));
        (await NumbersAsync(dispatcher, "page=99")).ShouldBeEmpty();
    }

    /// <summary>Late is what is past its limit, open or closed; and an open one spoils the rate.</summary>
    [DatabaseTheory]
    public async Task Overdue_WhenTheLimitIsPast_ShowsInListColourAndRate(DatabaseKind kind)
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var county = await County.StartAsync(kind, time);
        var (dispatcher, handler, verifier, callback) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("verifier"), await county.AsAsync("callback"));
        var (early, late) = (await dispatcher.RegisterAsync(category: "01"), await dispatcher.RegisterAsync(category: "01"));
        await dispatcher.MovesAsync(early, ("dispatch", new { leadUnit = "D05" }));
        await dispatcher.MovesAsync(late, ("dispatch", new { leadUnit = "D05" }));
        var rate = (await dispatcher.GetAsync("/api/v1/statistics/summary")).Json["onTime"]!;
        rate["rate"].ShouldBeNull("nothing is closed and nothing is late: there is no rate");
        await handler.MovesAsync(early, ("sign", null), ("submit", new { text = "好了" }));
        await verifier.MovesAsync(early, ("verify", null));
        await callback.MovesAsync(early, ("call-back", new { resolution = "solved", satisfaction = "satisfied" }), ("close", null));

        time.SetUtcNow(new DateTimeOffset(2026, 3, 9, 15, 59, 58, TimeSpan.Zero));
        (await NumbersAsync(dispatcher, "overdue=true")).ShouldBeEmpty("seven days end at midnight of the seventh");
        (await ColourAsync(dispatcher, late)).ShouldBe("orange");
        time.SetUtcNow(new DateTimeOffset(2026, 3, 9, 16, 0, 0, TimeSpan.Zero));
        (await NumbersAsync(dispatcher, "overdue=true")).ShouldBe([late]);
        (await ColourAsync(dispatcher, late)).ShouldBe("red");
        (await NumbersAsync(handler, "queue=overdue")).ShouldBe([late]);
        rate = (await dispatcher.GetAsync("/api/v1/statistics/summary")).Json["onTime"]!;
        (rate["inTime"]!.GetValue<int>(), rate["closed"]!.GetValue<int>(), rate["overdueOpen"]!.GetValue<int>(), rate["rate"]!.GetValue<double>()).ShouldBe((1, 1, 1, 0.5));
    }

    private static async Task<string> ColourAsync(Api person, string number) =>
        (await person.GetAsync($"/api/v1/cases/{number}")).Json["summary"]!["limitColour"]!.GetValue<string>();

    private static Task<List<string>> FoundAsync(Api person, string q) => NumbersAsync(person, "q=" + Uri.EscapeDataString(q));

    private static async Task<List<string>> NumbersAsync(Api person, string query)
    {
        var answer = await person.GetAsync("/api/v1/cases?" + query);
        answer.Status.ShouldBe(HttpStatusCode.OK, query + answer.Text);
        return [.. answer.Json["items"]!.AsArray().Select(i => i!["number"]!.GetValue<string>())];
    }
}
