using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Ledger;

/// <summary>A figure is a list: each number of the page opens as many cases as it says.</summary>
[Collection(HttpTests.Name)]
public sealed partial class StatisticsPageTests
{
    [DatabaseTheory]
    public async Task EveryFigureOfThePage_OpensAListOfAsManyCases(DatabaseKind kind)
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var county = await County.StartAsync(kind, time);
        var dispatcher = await county.AsAsync("county-dispatcher");
        await FillAsync(county, dispatcher, time);
        foreach (var query in (string[])["", "?from=2026-03-03&to=2026-03-06", "?region=" + County.Town, "?category=0101&shade=state:dispatched", "?shade=unit:D05"])
        {
            var page = await dispatcher.GetAsync("/statistics" + query);
            page.Status.ShouldBe(HttpStatusCode.OK, query);
            var figures = Figure().Matches(page.Text).Select(m => (Href: WebUtility.HtmlDecode(m.Groups["list"].Value), Count: int.Parse(m.Groups["number"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))).ToList();
            figures.Count.ShouldBeGreaterThan(10, query);
            figures.Count(f => f.Count > 0).ShouldBeGreaterThan(5, query);
            foreach (var (href, count) in figures.Distinct())
            {
                var list = await dispatcher.GetAsync("/api/v1" + href);
                list.Status.ShouldBe(HttpStatusCode.OK, href);
                list.Json["total"]!.GetValue<int>().ShouldBe(count, $"{query} → {href}");
            }
        }

        var areas = (await dispatcher.GetAsync("/statistics/areas?shade=channel:hotline")).Json.AsObject();
        areas.Sum(a => a.Value!["value"]!.GetValue<int>()).ShouldBeGreaterThan(0);
        foreach (var (_, area) in areas)
        {
            (await dispatcher.GetAsync("/api/v1" + area!["href"]!.GetValue<string>())).Json["total"]!.GetValue<int>().ShouldBe(area["value"]!.GetValue<int>());
        }

        (await (await county.AsAsync("grid-worker")).GetAsync("/statistics/areas")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Export_HasWordsForCodes_InTheLanguageOfTheReader(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        await dispatcher.RegisterAsync(category: "01", channel: "hotline");
        var csv = await dispatcher.GetAsync("/statistics/export?format=csv");
        csv.Status.ShouldBe(HttpStatusCode.OK, csv.Text);
        csv.Text.ShouldContain("统计项目,分项,件数,占比");
        csv.Text.ShouldContain("按来源,热线来电,1,100");
        csv.Text.ShouldNotContain("registered");
        var workbook = await dispatcher.GetAsync("/statistics/export?format=xlsx");
        workbook.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        (await (await county.AsAsync("grid-worker")).GetAsync("/statistics/export")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task FillAsync(County county, Api dispatcher, FakeTime time)
    {
        var handler = await county.AsAsync("handler");
        object[] places = [new { grid = County.Village }, new { grid = County.OtherVillage }, new { address = "不知道在哪" }, new { latitude = County.Latitude, longitude = County.Longitude }];
        string?[] categories = ["01", "0101", null, "02"];
        for (var i = 0; i < 16; i++)
        {
            time.Advance(TimeSpan.FromHours(9));
            var number = await dispatcher.RegisterAsync(category: categories[i % 4], location: places[i / 4], channel: i % 3 == 0 ? "hotline" : "window");
            if (i % 2 == 0)
            {
                await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = i % 4 == 0 ? "D05" : "D06" }));
            }

            if (i % 8 == 0)
            {
                await handler.MovesAsync(number, ("sign", null));
            }
        }

        time.Advance(TimeSpan.FromDays(5));
    }

    /// <summary>A number in a link, or behind one in a row of a table.</summary>
    [GeneratedRegex("href=\"(?<list>/cases[^\"/]*)\">([^<]*</a></th><td class=\"fq-number\">)?(?<number>[0-9][0-9,]*)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Figure();
}
