using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Categories, limits and dispatch rules as their administrator changes them, over HTTP on both stores.</summary>
[Collection(HttpTests.Name)]
public sealed partial class RuleAdministrationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 6, 2, 0, 0, TimeSpan.Zero);

    [DatabaseTheory]
    public async Task Limit_WhenFollowed_ChangesFromItsDayOn_AndNeverADispatchedCase(DatabaseKind kind)
    {
        var time = new FakeTime(Start);
        await using var county = await County.StartAsync(kind, time);
        var (admin, dispatcher) = (await county.AsAsync("system-admin"), await county.AsAsync("county-dispatcher"));
        var before = await DispatchedAsync(dispatcher);
        var due = await DueAsync(dispatcher, before);

        (await PostAsync(admin, "/admin/limits/close", "limit", ("version", "1"), ("amount", "10"), ("unit", "natural-day"), ("basis", "县政府 2026 年第 3 号"), ("from", "2026-03-06")))
            .Headers.Location!.ToString().ShouldContain("done=followed");

        (await DueAsync(dispatcher, before)).ShouldBe(due);
        var after = await DispatchedAsync(dispatcher);
        (await DueAsync(dispatcher, after) - due).Days.ShouldBeGreaterThanOrEqualTo(3);
        var rules = Catalogue(county).LimitRules;
        rules.Single(r => r.Code == "close").ValidTo.ShouldBe(new DateOnly(2026, 3, 5));
        rules.Single(r => r.Code == "close.2").ShouldSatisfyAllConditions(r => r.Amount.ShouldBe(10), r => r.ValidFrom.ShouldBe(new DateOnly(2026, 3, 6)), r => r.ValidTo.ShouldBeNull());
        (await county.AuditAsync("limit.followed")).ShouldHaveSingleItem().ShouldContain("第 3 号");
        // Somebody else still had the old page open.
        (await PostAsync(admin, "/admin/limits/close", "limit", ("version", "1"), ("amount", "3"), ("unit", "hour"), ("basis", "x"), ("from", "2026-03-09"))).IsSuccessStatusCode.ShouldBeFalse();
        Catalogue(county).LimitRules.Count(r => r.Kind == LimitKind.Close && r.Code.StartsWith("close.", StringComparison.Ordinal)).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task DispatchRule_AddedFollowedAndEnded_IsProposedFromItsDay(DatabaseKind kind)
    {
        var time = new FakeTime(Start);
        await using var county = await County.StartAsync(kind, time);
        var admin = await county.AsAsync("system-admin");

        (await PostAsync(admin, "/admin/rules/new", "rule", ("code", "R01T"), ("category", "01"), ("region", County.Town), ("lead", "T101"), ("assisting", "D05"), ("amount", ""), ("unit", "hour"), ("from", "2026-03-07")))
            .Headers.Location!.ToString().ShouldContain("done=saved");
        (await TryAsync(admin, "村口路灯坏了", County.Grid)).ShouldContain("县城管局 (D05)");
        time.Advance(TimeSpan.FromDays(1));
        (await TryAsync(admin, "村口路灯坏了", County.Grid)).ShouldContain("枫林镇综治中心 (T101)");
        (await PostAsync(admin, "/admin/rules/R01T", "rule", ("version", "1"), ("lead", "V101"), ("assisting", ""), ("amount", "24"), ("unit", "hour"), ("from", "2026-03-08"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await PostAsync(admin, "/admin/rules/R01T.2", "end", ("version", "1"), ("last", "2026-03-08"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        time.Advance(TimeSpan.FromDays(1));
        var tried = await TryAsync(admin, "村口路灯坏了", County.Grid);
        tried.ShouldContain("溪口村综治工作站 (V101)");
        tried.ShouldContain("24 小时");
        time.Advance(TimeSpan.FromDays(1));
        (await TryAsync(admin, "村口路灯坏了", County.Grid)).ShouldContain("县城管局 (D05)");
    }

    [DatabaseTheory]
    public async Task Category_WhenItsKeywordsChange_IsProposedAtOnce_AndASecondFormLoses(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var admin = await county.AsAsync("system-admin");
        (await TryAsync(admin, "水管爆了", "")).ShouldContain("没有任何类别的关键词");

        (await PostAsync(admin, "/admin/categories/02", "category", ("version", "1"), ("name", "水利水务"), ("nameEn", "Water"), ("keywords", "河道、溪水，水管 水管"), ("isActive", "true")))
            .Headers.Location!.ToString().ShouldContain("done=saved");

        var tried = await TryAsync(admin, "水管爆了", "");
        tried.ShouldContain("<mark>水管</mark>");
        tried.ShouldContain("县水利局 (D06)");
        Catalogue(county).Find("02")!.Keywords.ShouldBe("河道 溪水 水管");
        (await PostAsync(admin, "/admin/categories/02", "category", ("version", "1"), ("name", "别的"), ("isActive", "true"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Catalogue(county).Find("02")!.Name.ShouldBe("水利水务");
        (await county.AuditAsync("category.changed")).ShouldHaveSingleItem().ShouldContain("system-admin 02");
    }

    [DatabaseTheory]
    public async Task BadInput_NamesTheFields_AndChangesNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var admin = await county.AsAsync("system-admin");
        var (limits, rules, categories) = (Catalogue(county).LimitRules.Count, Catalogue(county).DispatchRules.Count, Catalogue(county).Categories.Count);

        await RefusedAsync(admin, "/admin/limits/new", "limit", ["kind", "category", "channel", "amount", "unit", "basis", "from"],
            ("kind", "x"), ("category", "99"), ("channel", "pigeon"), ("amount", "0"), ("unit", "moon"), ("basis", ""), ("from", "2020-01-01"));
        await RefusedAsync(admin, "/admin/rules/new", "rule", ["code", "category", "region", "lead", "assisting", "from"],
            ("code", "r01"), ("category", "77"), ("region", "339901999"), ("lead", ""), ("assisting", "D99"), ("from", "soon"));
        await RefusedAsync(admin, "/admin/categories/new", "category", ["code", "name"], ("code", "0501"), ("name", ""));
        await RefusedAsync(admin, "/admin/try", "try", ["place"], ("text", "路灯"), ("place", "339901999"));
        (await PostAsync(admin, "/admin/limits/sign-urgent", "end", ("version", "7"), ("last", ""))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(admin, "/admin/limits/close", "end", ("version", "1"), ("last", ""))).IsSuccessStatusCode.ShouldBeFalse();

        var now = Catalogue(county);
        (now.LimitRules.Count, now.DispatchRules.Count, now.Categories.Count).ShouldBe((limits, rules, categories));
    }

    [Fact]
    public async Task Pages_OpenForTheSystemAdministratorOnly_WhoSeesNoCases()
    {
        var county = await County.SharedAsync(DatabaseKind.Sqlite);
        foreach (var page in (string[])["/admin/categories", "/admin/categories/01", "/admin/limits", "/admin/limits/close", "/admin/rules", "/admin/rules/R01", "/admin/try"])
        {
            (await (await county.AsAsync("system-admin")).GetAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
            (await (await county.AsAsync("county-dispatcher")).GetAsync(page)).Status.ShouldBe(HttpStatusCode.Forbidden, page);
            (await (await county.AsAsync("security-admin")).GetAsync(page)).Status.ShouldBe(HttpStatusCode.Forbidden, page);
        }

        (await (await county.AsAsync("system-admin")).GetAsync("/admin/rules/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static CaseCatalogue Catalogue(County county) => county.Server.Services.GetRequiredService<CatalogueSource>().Current;

    private static async Task<string> DispatchedAsync(Api dispatcher)
    {
        // The rule for 02 has a closing limit of its own; the one for 01 leaves it to the general one.
        var number = await dispatcher.RegisterAsync(category: "01");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        return number;
    }

    private static async Task<DateTime> DueAsync(Api dispatcher, string number) =>
        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["limits"]!.AsArray().Single(l => l!["kind"]!.GetValue<string>() == "close")!["dueAt"]!.GetValue<DateTime>();

    private static async Task<string> TryAsync(Api admin, string text, string place)
    {
        var answer = await PostAsync(admin, "/admin/try", "try", ("text", text), ("place", place), ("channel", "hotline"), ("urgency", "normal"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task RefusedAsync(Api admin, string page, string form, string[] fields, params (string Name, string Value)[] typed)
    {
        var answer = await PostAsync(admin, page, form, typed);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, html);
        fields.ShouldAllBe(field => html.Contains($"id=\"f-{field}-error\"", StringComparison.Ordinal), html);
    }

    private static async Task<HttpResponseMessage> PostAsync(Api person, string page, string form, params (string Name, string Value)[] fields)
    {
        var html = (await person.GetAsync(page)).Text;
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = WebUtility.HtmlDecode(TokenField().Match(html).Groups[1].Value);
        return await person.Client.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(values));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
