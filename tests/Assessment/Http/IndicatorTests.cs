using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.Assessment.Bulletins;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Assessment.Tests.Http;

/// <summary>Indicators, the cases behind them, their definitions and the bulletins, over HTTP on both stores.</summary>
public sealed class IndicatorTests
{
    [DatabaseTheory]
    public async Task Month_IsCountedByItsDefinitions_AndEachFigureOpensItsCases(DatabaseKind kind)
    {
        await using var county = await CountedCounty.StartAsync(kind);
        var january = await county.GetAsync("leader", "/api/v1/indicators?month=2026-01&by=town");
        Value(january, "on-time").ShouldBe(0.9m);
        Value(january, "satisfaction").ShouldBe(0.75m);
        Value(january, "volume").ShouldBe(CountedCounty.OfJanuary);
        Value(january, "coverage").ShouldBe(1);
        january["parts"]!.AsArray().Select(p => (p!["key"]!.GetValue<string>(), p["rank"]?.GetValue<int>())).ShouldBe([("339901101", 1)]);

        // What is late and not closed is in the denominator of the month that ended, and of each after it.
        var february = await county.GetAsync("leader", "/api/v1/indicators?month=2026-02&by=town");
        Value(february, "on-time").ShouldBe(decimal.Round(10m / 11, 6));
        february["parts"]!.AsArray().ShouldAllBe(p => p!["rank"] == null, "eleven cases are too few to rank");
        Figure(february, "volume", "before").ShouldBe(CountedCounty.OfJanuary);
        Value(await county.GetAsync("leader", "/api/v1/indicators?month=2025-12"), "on-time").ShouldBeNull();
        Value(await county.GetAsync("leader", "/api/v1/indicators"), "on-time").ShouldBe(0, "March so far: nothing closed, one late");

        // A town's figures are its own; its page shows no other.
        Value(await county.GetAsync("town-dispatcher", "/api/v1/indicators?month=2026-01"), "volume").ShouldBe(0);
        Value(await county.GetAsync("town-dispatcher", "/api/v1/indicators?month=2026-02"), "volume").ShouldBe(11);

        foreach (var (query, said) in ((string, string)[])[("", "2026-03"), ("?month=2026-01&by=unit", "县城管局"), ("?month=2026-02&by=village", "石桥村"), ("?month=2026-01&by=grid", "没有可以统计")])
        {
            (await county.PageAsync("leader", "/indicators" + query)).ShouldContain(said);
        }

        var detail = await county.PageAsync("leader", "/indicators/on-time?month=2026-02");
        detail.ShouldContain("closedInTime / (closedWithLimit + overdueOpen)");
        detail.ShouldContain("/indicators/cases?count=overdueOpen&month=2026-02");
        (await county.PageAsync("leader", "/indicators/cases?count=overdueOpen&month=2026-02")).ShouldContain("二月未结");
        (await county.PageAsync("leader", "/indicators/cases?count=closedInTime&month=2026-01&by=town&key=339901101&page=1")).ShouldContain("一月39");
        (await county.PageAsync("leader", "/indicators/cases?count=closedInTime&month=2026-01&by=town&key=339901102")).ShouldContain("没有事项");
        (await county.PageAsync("handler", "/indicators/unit?month=2026-01")).ShouldContain("1 / 1");
    }

    [DatabaseTheory]
    public async Task BadInput_IsRefusedInWords_AndOthersAreKeptOut(DatabaseKind kind)
    {
        await using var county = await CountedCounty.StartAsync(kind);
        await county.PageAsync("leader", "/indicators?month=2026-13", HttpStatusCode.BadRequest);
        (await county.PageAsync("leader", "/indicators?month=2027-01", HttpStatusCode.BadRequest)).ShouldContain("还没有开始");
        await county.PageAsync("leader", "/indicators?by=person", HttpStatusCode.BadRequest);
        await county.PageAsync("leader", "/indicators/nothing", HttpStatusCode.Gone);
        await county.PageAsync("leader", "/indicators/cases?count=nothing", HttpStatusCode.Gone);
        await county.PageAsync("system-admin", "/indicators", HttpStatusCode.Forbidden);
        await county.PageAsync("system-admin", "/bulletins", HttpStatusCode.Forbidden);
        await county.PageAsync("leader", "/admin/indicators", HttpStatusCode.Forbidden);

        var wrong = await county.SendAsync("system-admin", "/admin/indicators", "indicators", [.. await TypedAsync(county, ("weight-closure", "11"), ("formula-volume", "people"))]);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()).ShouldContain("没有“people”这个名称");
        var sum = await county.SendAsync("system-admin", "/admin/indicators", "indicators", [.. await TypedAsync(county, ("weight-closure", "11"))]);
        WebUtility.HtmlDecode(await sum.Content.ReadAsStringAsync()).ShouldContain("现在是 101");

        // From March on the half is a whole; February stays as it was.
        var good = await county.SendAsync("system-admin", "/admin/indicators", "indicators", [.. await TypedAsync(county, ("formula-satisfaction", "satisfied / closed"), ("validFrom", "2026-03"))]);
        good.StatusCode.ShouldBe(HttpStatusCode.Found, await good.Content.ReadAsStringAsync());
        Formula(await county.GetAsync("leader", "/api/v1/indicators?month=2026-02"), "satisfaction").ShouldBe("(satisfied + 0.8 * mostlySatisfied) / rated");
        Formula(await county.GetAsync("leader", "/api/v1/indicators?month=2026-03"), "satisfaction").ShouldBe("satisfied / closed");
        var early = await county.SendAsync("system-admin", "/admin/indicators", "indicators", [.. await TypedAsync(county, ("formula-satisfaction", "satisfied / rated"), ("validFrom", "2026-02"))]);
        WebUtility.HtmlDecode(await early.Content.ReadAsStringAsync()).ShouldContain("须晚于现行口径");
    }

    [DatabaseTheory]
    public async Task Bulletin_OncePublished_StaysWhatItIs_AndARecountShowsTheDifference(DatabaseKind kind)
    {
        await using var county = await CountedCounty.StartAsync(kind);
        (await county.SendAsync("county-dispatcher", "/bulletins", "publish", ("month", "2026-03"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "March is not over");
        (await (await county.AsAsync("leader")).PostAsJsonAsync("/api/v1/bulletins", new { month = "2026-01" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await county.PageAsync("county-dispatcher", "/bulletins?month=2026-01")).ShouldContain("尚未发布");
        var published = await county.SendAsync("county-dispatcher", "/bulletins", "publish", ("month", "2026-01"), ("remarks", "一月总体平稳。\n个别事项超期。"));
        published.StatusCode.ShouldBe(HttpStatusCode.Found, await published.Content.ReadAsStringAsync());
        (await county.SendAsync("county-dispatcher", "/bulletins", "publish", ("month", "2026-01"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await county.SendAsync("county-dispatcher", "/bulletins", "publish", ("month", "2026-02"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var lines = (await county.GetAsync("leader", "/api/v1/bulletins")).AsArray();
        lines.Select(l => (l!["month"]!.GetValue<string>(), l["number"]!.GetValue<int>())).ShouldBe([("2026-02", 2), ("2026-01", 1)]);
        var (first, second) = (lines[1]!["id"]!.GetValue<string>(), lines[0]!["id"]!.GetValue<string>());
        var proof = await county.GetAsync("leader", $"/api/v1/bulletins/{second}");
        (proof["isWhole"]!.GetValue<bool>(), proof["isSigned"]!.GetValue<bool>(), proof["differences"]!.AsArray().Count).ShouldBe((true, true, 0));
        proof["previousHash"]!.GetValue<string>().ShouldBe(lines[1]!["hash"]!.GetValue<string>());

        // A reporter changes their mind: the month comes to something else, the bulletin does not.
        await ChangeACaseAsync(county);
        var page = await county.PageAsync("leader", $"/bulletins/{first}");
        page.ShouldContain("一月总体平稳");
        page.ShouldContain("与发布时一致");
        var changed = await county.GetAsync("leader", $"/api/v1/bulletins/{first}");
        changed["differences"]!.AsArray().ShouldContain(d => d!["indicator"]!.GetValue<string>() == "volume" && d["published"]!.GetValue<decimal>() == 40 && d["now"]!.GetValue<decimal>() == 39);
        changed["figures"]!["indicators"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == "volume")!["value"]!.GetValue<decimal>().ShouldBe(40);

        foreach (var (path, bytes) in ((string, int)[])[("paper.docx", 5_000), ("figures.xlsx", 2_000)])
        {
            var file = await (await county.AsAsync("leader")).GetByteArrayAsync(new Uri($"/bulletins/{first}/{path}", UriKind.Relative));
            file.Length.ShouldBeGreaterThan(bytes);
            file[..2].ShouldBe("PK"u8.ToArray());
        }

        await ShouldBeFrozenAsync(county, Guid.Parse(first));
    }

    /// <summary>The store itself refuses; and were it forced to, the proof would show it.</summary>
    private static async Task ShouldBeFrozenAsync(CountedCounty county, Guid id)
    {
        using var services = county.Server.Services.CreateScope();
        var db = services.ServiceProvider.GetRequiredService<FengqiaoDb>();
        foreach (var sql in (string[])["UPDATE assessment_bulletins SET remarks = 'x'", "DELETE FROM assessment_bulletins"])
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => county.ExecuteAsync(sql));
        }

        var kept = await db.Set<Bulletin>().SingleAsync(b => b.Id == id);
        Bulletin.HashOf(kept.PreviousHash, kept.Remarks + "!", kept.Content).ShouldNotBe(kept.Hash);
        Bulletin.HashOf(kept.PreviousHash, kept.Remarks, kept.Content.Replace("0.9", "1.0", StringComparison.Ordinal)).ShouldNotBe(kept.Hash);
        var press = services.ServiceProvider.GetRequiredService<BulletinPress>();
        (await press.ProveAsync(kept with { Content = kept.Content.Replace("溪山县", "溪水县", StringComparison.Ordinal) }, default)).IsWhole.ShouldBeFalse();
        (await press.ProveAsync(kept with { Hash = new string('0', 64) }, default)).IsSigned.ShouldBeFalse();
    }

    /// <summary>A case of January turns out to be the same as another.</summary>
    private static async Task ChangeACaseAsync(CountedCounty county)
    {
        await county.ExecuteAsync("UPDATE cases SET state = 'Merged' WHERE sequence = 20");
        (await county.RecountAsync()).Facts.ShouldBe(1);
    }

    /// <summary>The form as it stands, with some fields changed.</summary>
    private static async Task<List<(string, string)>> TypedAsync(CountedCounty county, params (string Name, string Value)[] changed)
    {
        var now = (await county.GetAsync("leader", "/api/v1/indicators"))["indicators"]!.AsArray();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["validFrom"] = "2026-04" };
        foreach (var one in now)
        {
            var code = one!["code"]!.GetValue<string>();
            fields[$"formula-{code}"] = one["formula"]!.GetValue<string>();
            fields[$"weight-{code}"] = (one["weight"]!.GetValue<decimal>() * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
            fields[$"target-{code}"] = one["target"] is { } target ? (target.GetValue<decimal>() * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) : "";
        }

        foreach (var (name, value) in changed)
        {
            fields[name] = value;
        }

        return [.. fields.Select(f => (f.Key, f.Value))];
    }

    private static decimal? Value(JsonNode month, string code) => Figure(month, code, "now");

    private static decimal? Figure(JsonNode month, string code, string when) => One(month, code)[when]!["value"]?.GetValue<decimal>();

    private static string Formula(JsonNode month, string code) => One(month, code)["formula"]!.GetValue<string>();

    private static JsonNode One(JsonNode month, string code) => month["indicators"]!.AsArray().Single(i => i!["code"]!.GetValue<string>() == code)!;
}
