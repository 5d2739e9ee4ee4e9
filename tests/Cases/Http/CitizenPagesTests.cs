using System.Net;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features.ReportMatter;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The three steps on a phone without JavaScript, and what goes wrong on the way.</summary>
[Collection(HttpTests.Name)]
public sealed class CitizenPagesTests
{
    private const string Words = "桥头的栏杆松了，小孩天天走。";

    [DatabaseTheory]
    public async Task Report_InThreeSteps_KeepsTheDraftAndSendsOnce(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        (await phone.GoAsync("/report", "what", ("description", " \0 "))).ShouldSatisfyAllConditions(p => p.Status.ShouldBe(HttpStatusCode.BadRequest), p => p.Leads.ShouldBeNull());
        var send = await phone.DescribeAsync(Words, ("region", County.Village), ("address", "桥头"));
        send.Leads.ShouldBe("/report/send");
        send.Html.ShouldContain(Words);
        send.Html.ShouldContain("溪口村 桥头");
        send.Html.ShouldContain(PrivacyNotice.Version);

        // Back twice: what was told is there.
        (await phone.OpenAsync("/report")).ValueOf("description").ShouldBe(Words);
        (await phone.OpenAsync("/report/where")).ValueOf("address").ShouldBe("桥头");

        // Refused: what was typed is there, and nothing was taken in.
        var refused = await phone.SendAsync("/report/send", send, "send", ("phone", "12"), ("name", "钱大爷"), ("wish", "open"));
        (refused.Status, refused.ValueOf("name"), refused.ValueOf("phone")).ShouldBe((HttpStatusCode.BadRequest, "钱大爷", "12"));

        // Sent twice at once, and a third time after the draft has gone: one case, one receipt.
        (string, string)[] who = [("phone", "13900005678"), ("name", "钱大爷"), ("wish", "open")];
        var sent = await Task.WhenAll(phone.SendAsync("/report/send", refused, "send", Pictures.Png, who), phone.SendAsync("/report/send", refused, "send", Pictures.Png, who));
        sent.ShouldAllBe(p => p.Leads == "/report/received");
        var receipt = await phone.OpenAsync("/report/received");
        var again = await phone.SendAsync("/report/send", refused, "send", Pictures.Png, who);
        again.Leads.ShouldBe("/report/received");
        (await phone.OpenAsync("/report/received")).CodesToKeep.ShouldBe(receipt.CodesToKeep);
        (await phone.OpenAsync("/report/send")).Leads.ShouldBe("/report/received");
        (await phone.OpenAsync("/report")).ValueOf("description").ShouldBe("");

        var taken = (await RowsAsync<Case>(county, c => c.Description == Words && c.Address == "桥头")).ShouldHaveSingleItem();
        (taken.Number, taken.PrivacyNotice, taken.Title).ShouldBe((receipt.CodesToKeep[0], PrivacyNotice.Version, "桥头的栏杆松了，小孩天天走"));
        (await RowsAsync<CaseAttachment>(county, a => a.CaseId == taken.Id)).ShouldHaveSingleItem();
        (await phone.OpenAsync("/track")).Html.ShouldContain(taken.Number);
    }

    [DatabaseTheory]
    public async Task Category_IsProposedWithTheWordsThatPointToIt_AndMayBeLeftOpen(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        var where = await phone.GoAsync("/report", "what", ("description", "河道里的垃圾没人捞，路灯也不亮"));
        foreach (var proposed in (string[])["市容环境", "水利", "城市管理", "因为您写了“垃圾”", "因为您写了“河道”"])
        {
            where.Html.ShouldContain(proposed);
        }

        await phone.GoAsync("/report/where", "where", ("category", ""), ("region", County.OtherTown));
        await phone.SendAsync("/report/send", await phone.OpenAsync("/report/send"), "send", ("wish", "anonymous"), ("name", "不该留下"));
        var number = (await phone.OpenAsync("/report/received")).CodesToKeep[0];
        var taken = (await RowsAsync<Case>(county, c => c.Number == number)).Single();
        (taken.Category, taken.Place, taken.Wish).ShouldBe((null, County.OtherTown, ReporterWish.Anonymous));
        (await RowsAsync<CasePerson>(county, p => p.CaseId == taken.Id)).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task Draft_OfTheLongestText_FitsIntoWhatProxiesLetThrough(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        var random = new Random(3);
        var longest = string.Concat(Enumerable.Range(0, ReportDraft.LongestDescription).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
        var send = await phone.DescribeAsync(longest, ("address", new string('长', 300)));
        send.Html.ShouldContain(longest);
        phone.CookieBytes("/report/send").ShouldBeLessThan(8 * 1024);

        // A shorter one leaves nothing of the longer one behind.
        await phone.DescribeAsync("短的", ("address", ""));
        (await phone.OpenAsync("/report")).ValueOf("description").ShouldBe("短的");
        (await phone.GoAsync("/report", "what", ("description", longest + "一"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await phone.OpenAsync("/report")).ValueOf("description").ShouldBe("短的");
    }

    [DatabaseTheory]
    public async Task Step_WithoutADraft_SaysSoAndLosesNothingElse(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        using var phone = new PhoneBrowser(county.Server.Address);
        var where = await phone.GoAsync("/report", "what", ("description", Words));
        phone.Lose("fq.draft");
        foreach (var step in (string[])["/report/where", "/report/nearby", "/report/send"])
        {
            (await phone.OpenAsync(step)).Leads.ShouldBe("/report?done=lost", step);
        }

        (await phone.SendAsync("/report/where", where, "where", ("address", "桥头"))).Leads.ShouldBe("/report?done=lost");
        (await phone.OpenAsync("/report?done=lost")).Html.ShouldContain("没有找到您刚才写的内容");
        var before = await county.RowCountsAsync();
        await phone.GoAsync("/report", "what", ("description", Words));
        (await phone.GoAsync("/report", "anew")).Leads.ShouldBe("/report?done=anew");
        (await phone.OpenAsync("/report")).ValueOf("description").ShouldBe("");
        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task MeToo_IsCountedOnce_TellsNobody_AndMayOnlyFollow(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var reporter = new PhoneBrowser(county.Server.Address);
        await reporter.DescribeAsync("周家门口垃圾堆了半个月，是周老三倒的", ("region", County.Village), ("category", "0101"));
        await reporter.SendAsync("/report/send", await reporter.OpenAsync("/report/send"), "send", ("name", "钱大爷"), ("phone", "13900005678"), ("wish", "open"));
        var number = (await reporter.OpenAsync("/report/received")).CodesToKeep[0];

        using var neighbour = new PhoneBrowser(county.Server.Address);
        var nearby = await neighbour.DescribeAsync("垃圾没人收", ("region", County.Village), ("category", "0101"));
        nearby.Leads.ShouldBe("/report/nearby");
        nearby.Html.ShouldContain("市容环境");
        foreach (var kept in (string[])["周老三", "钱大爷", "1390000", number])
        {
            nearby.Html.ShouldNotContain(kept);
        }

        var matter = (await RowsAsync<Case>(county, c => c.Number == number)).Single().Id.ToString();
        (await neighbour.SendAsync("/report/nearby", nearby, "join", ("matter", Guid.Empty.ToString()))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await neighbour.SendAsync("/report/nearby", nearby, "join", ("matter", "x"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var joined = await Task.WhenAll(neighbour.SendAsync("/report/nearby", nearby, "join", ("matter", matter)), neighbour.SendAsync("/report/nearby", nearby, "join", ("matter", matter)));
        joined.ShouldAllBe(p => p.Leads == "/report/received");
        var codes = (await neighbour.OpenAsync("/report/received")).CodesToKeep;
        codes[0].ShouldBe(number);

        // The same phone another day: still one.
        var later = await neighbour.DescribeAsync("垃圾还是没人收", ("region", County.Village), ("category", "0101"));
        later.Html.ShouldContain("另有 1 人");
        await neighbour.SendAsync("/report/nearby", later, "join", ("matter", matter));
        (await neighbour.OpenAsync("/report/received")).CodesToKeep.ShouldBe(codes);
        (await RowsAsync<CaseSupporter>(county, _ => true)).ShouldHaveSingleItem();
        (await RowsAsync<Case>(county, _ => true)).ShouldHaveSingleItem();

        await (await county.AsAsync("town-dispatcher")).MovesAsync(number, ("answer", new { text = "钱大爷您好，周老三已清走" }));
        var followed = await county.Anonymous.PostAsync("/api/v1/tracking", new { number, code = codes[1] });
        followed.Status.ShouldBe(HttpStatusCode.OK, followed.Text);
        (followed.Json["isFollower"]!.GetValue<bool>(), followed.Json["state"]!.GetValue<string>(), followed.Json["supporters"]!.GetValue<int>()).ShouldBe((true, "closed", 1));
        followed.Json["moves"]!.AsArray().ShouldBeEmpty();
        followed.Text.ShouldNotContain("周老三");
        (await neighbour.OpenAsync("/track")).Html.ShouldSatisfyAllConditions(h => h.ShouldContain("这件事已经办完结案"), h => h.ShouldNotContain("周老三"), h => h.ShouldNotContain("钱大爷"));
        (await county.Anonymous.PostAsync("/api/v1/tracking/moves/reopen", new { number, code = codes[1], text = "没清干净" })).Code.ShouldBe("cases.tracking-failed");
    }

    [DatabaseTheory]
    public async Task Tracking_TellsOfficePhoneAndLimit_AndShowsPicturesOfTheWorkWhenClosed(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        await county.ImportAsync("units", county.Files.Write("phones.csv", "单位代码,单位名称,单位类型,辖区代码,电话\nD05,县城管局,department,339901,0999-5550105 转 8\nT101,枫林镇综治中心,town-centre,339901101,0999-5550121"));
        using var phone = new PhoneBrowser(county.Server.Address);
        await phone.DescribeAsync("桥头垃圾成堆", ("region", County.Village), ("category", "0101"));
        await phone.SendAsync("/report/send", await phone.OpenAsync("/report/send"), "send", Pictures.Png, ("phone", "13900005678"), ("wish", "open"));
        var slip = (await phone.OpenAsync("/report/received")).CodesToKeep;
        (await phone.OpenAsync("/track")).Html.ShouldSatisfyAllConditions(h => h.ShouldContain("枫林镇综治中心"), h => h.ShouldContain("tel:0999-5550121"));

        var (town, handler, verifier, callback) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("verifier"), await county.AsAsync("callback"));
        await town.MovesAsync(slip[0], ("dispatch", new { leadUnit = "D05" }));
        var running = await phone.OpenAsync("/track");
        running.Html.ShouldContain("县城管局");
        running.Html.ShouldContain("href=\"tel:0999-5550105\"");
        running.Html.ShouldContain("前与您联系");
        running.Html.ShouldContain("前办完");
        await handler.MovesAsync(slip[0], ("sign", null));
        (await handler.AttachAsync(slip[0], Pictures.Png, "before.png", "before")).Status.ShouldBe(HttpStatusCode.Created);
        var after = (await handler.AttachAsync(slip[0], Pictures.Png, "after.png", "after")).Json["id"]!.GetValue<string>();
        await handler.MovesAsync(slip[0], ("submit", new { text = "已清理，装了围挡" }));
        (await phone.OpenAsync("/track")).Html.ShouldNotContain("办完后的照片");
        (await phone.OpenAsync($"/track/pictures/{after}")).Status.ShouldBe(HttpStatusCode.NotFound);

        await verifier.MovesAsync(slip[0], ("verify", null));
        await callback.MovesAsync(slip[0], ("call-back", new { resolution = "solved", satisfaction = "satisfied" }), ("close", null));
        (await phone.OpenAsync("/track")).Html.ShouldContain("看办完后的照片（1 张");
        var shown = await phone.OpenAsync("/track?pictures=1");
        shown.Html.Split("/track/pictures/").Length.ShouldBe(2);
        (await phone.BytesAsync($"/track/pictures/{after}")).Length.ShouldBeGreaterThan(0);
        using var stranger = new PhoneBrowser(county.Server.Address);
        (await stranger.OpenAsync($"/track/pictures/{after}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var reported = (await RowsAsync<CaseAttachment>(county, a => a.Stage == AttachmentStage.Report)).Single().Id;
        (await phone.OpenAsync($"/track/pictures/{reported}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<T>> RowsAsync<T>(County county, System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class
    {
        using var services = county.Server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<T>().Where(which).ToListAsync();
    }
}
