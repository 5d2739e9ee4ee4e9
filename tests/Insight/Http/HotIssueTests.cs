using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Storage;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>What many raise is found in the words of cases; a person confirms, names, splits, merges or dismisses it, and the machine keeps to that.</summary>
public sealed class HotIssueTests
{
    private static readonly string[] Other = ["请问医保卡怎么换", "公交站牌倒了", "河道里有死鱼", "想申请公租房", "养老金没有到账", "小学招生怎么报名", "树枝碰到电线", "快递柜占了消防通道"];

    [DatabaseTheory]
    public async Task Issue_FromWordsOfCases_IsFoundShownAndDecidedByAPerson(DatabaseKind kind)
    {
        var time = new FakeTime(ReadingCounty.Start);
        await using var county = await ReadingCounty.StartAsync(kind, time);
        var dispatcher = await county.AsAsync("county-dispatcher");
        for (var i = 0; i < 6; i++)
        {
            await RegisterAsync(dispatcher, $"翠竹新城旁边的搅拌站整夜作响{"甲乙丙丁戊己"[i]}", "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开。", $"1380013800{i}");
        }

        // The same person again is one person.
        await RegisterAsync(dispatcher, "翠竹新城搅拌站又在半夜开工", "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大。", "13800138000");
        foreach (var (other, i) in Other.Select((o, i) => (o, i)))
        {
            await RegisterAsync(dispatcher, other, other, $"1390013900{i}");
        }

        await LookAsync(county);
        (await IssuesAsync(county)).Select(i => $"{i.Title} {i.People} {i.Cases}").ShouldHaveSingleItem();
        var line = JsonNode.Parse(await dispatcher.GetStringAsync("/api/v1/hot-issues"))!.AsArray().ShouldHaveSingleItem()!;
        line["people"]!.GetValue<int>().ShouldBe(6);
        line["caseCount"]!.GetValue<int>().ShouldBe(7);
        line["cases"]!.AsArray().Count.ShouldBe(7);
        line["name"]!.GetValue<string>().ShouldContain("翠竹新城");

        // The centre is told of it, once.
        await LookAsync(county);
        (await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return (await ReadingCounty.PageAsync(dispatcher, "/notices")).Split("多人反映同一问题").Length == 2;
        })).ShouldBeTrue();
        var page = "/hot-issues/" + line["id"]!.GetValue<string>();
        var list = await ReadingCounty.PageAsync(dispatcher, "/hot-issues");
        list.ShouldContain("有 1 个事项达到 5 人");
        list.ShouldContain("搅拌站");
        var shown = await ReadingCounty.PageAsync(dispatcher, page);
        shown.ShouldContain("6 人反映 7 件");
        shown.ShouldContain("每周件数");
        // Who may see none of the cases may not see that there is an issue; nor may an administrator.
        var handler = await county.AsAsync("handler");
        (await handler.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await handler.GetStringAsync("/api/v1/hot-issues")).ShouldBe("[]");
        (await (await county.AsAsync("system-admin")).GetAsync("/hot-issues")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var named = await ReadingCounty.SendAsync(dispatcher, page, "confirm", ("name", "翠竹新城混凝土搅拌站"), ("version", "1"));
        named.Headers.Location!.ToString().ShouldContain("done=Decided");
        (await ReadingCounty.SendAsync(dispatcher, page, "dismiss", ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ReadingCounty.SendAsync(dispatcher, page, "confirm", ("name", new string('长', 61)), ("version", "2"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadingCounty.SendAsync(dispatcher, page, "topic", ("topic", "true"), ("version", "2"))).Headers.Location!.ToString().ShouldContain("done=Decided");
        (await ReadingCounty.PageAsync(dispatcher, "/hot-issues?pile=Topics")).ShouldContain("2026-03 每月一题");

        // Two of its cases are another matter; the next look keeps them apart and adds a new case to the larger part.
        var two = line["cases"]!.AsArray().Take(2).Select(c => c!.GetValue<string>()).ToList();
        (await ReadingCounty.SendAsync(dispatcher, page, "split", ("version", "3"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var split = await SplitAsync(dispatcher, page, two, 3);
        split.Headers.Location!.ToString().ShouldContain("done=Split");
        await RegisterAsync(dispatcher, "翠竹新城搅拌站扬尘很大", "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开。", "13800138008");
        await LookAsync(county);
        (await CountsAsync(county)).ShouldBe([2, 6]);
        (await ReadingCounty.PageAsync(dispatcher, page)).ShouldContain("翠竹新城混凝土搅拌站");

        var part = split.Headers.Location!.ToString().Split('?')[0];
        var version = (await IssuesAsync(county)).Single(i => part.EndsWith(i.Id.ToString(), StringComparison.Ordinal)).Version;
        (await ReadingCounty.SendAsync(dispatcher, part, "merge", ("into", ""), ("version", $"{version}"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadingCounty.SendAsync(dispatcher, part, "merge", ("into", line["id"]!.GetValue<string>()), ("version", $"{version}"))).Headers.Location!.ToString().ShouldContain("done=Merged");
        (await CountsAsync(county)).ShouldBe([8]);

        var last = (await IssuesAsync(county)).Single();
        (await ReadingCounty.SendAsync(dispatcher, page, "dismiss", ("version", $"{last.Version}"))).Headers.Location!.ToString().ShouldContain("done=Decided");
        await LookAsync(county);
        (await dispatcher.GetStringAsync("/api/v1/hot-issues")).ShouldBe("[]");
        (await ReadingCounty.PageAsync(dispatcher, "/hot-issues?pile=Dismissed")).ShouldContain("翠竹新城混凝土搅拌站");
        using var services = county.Scope();
        (await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AuditEntry>().Where(e => e.ObjectType == "hot-issue").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync())
            .ShouldBe(["hot-issue.confirm", "hot-issue.topic", "hot-issue.split", "hot-issue.merge", "hot-issue.dismiss"]);
    }

    private static async Task LookAsync(ReadingCounty county)
    {
        using var services = county.Scope();
        await services.ServiceProvider.GetRequiredService<HotWatch>().LookAsync(default);
    }

    private static async Task<List<StoredIssue>> IssuesAsync(ReadingCounty county)
    {
        using var services = county.Scope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<StoredIssue>().ToListAsync();
    }

    private static async Task<IEnumerable<int>> CountsAsync(ReadingCounty county) => (await IssuesAsync(county)).Select(i => i.Cases).Order();

    private static async Task RegisterAsync(HttpClient dispatcher, string title, string description, string phone)
    {
        var answer = await dispatcher.PostAsJsonAsync("/api/v1/cases", new { title, description, channel = "hotline", location = new { grid = ReadingCounty.Village }, reporter = new { name = "诉求人", phone } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Several fields of one name, as boxes that are ticked.</summary>
    private static async Task<HttpResponseMessage> SplitAsync(HttpClient dispatcher, string page, List<string> cases, int version)
    {
        var token = System.Text.RegularExpressions.Regex.Match(await ReadingCounty.PageAsync(dispatcher, page), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var fields = cases.Select(c => KeyValuePair.Create("cases", c)).Concat([KeyValuePair.Create("_handler", "split"), KeyValuePair.Create("version", $"{version}"), KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await dispatcher.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(fields));
    }
}
