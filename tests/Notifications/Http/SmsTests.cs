using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Tests.Outside;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Http;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>Text messages by a gateway, to staff and to reporters who asked for them.</summary>
public sealed class SmsTests
{
    [DatabaseTheory]
    public async Task Reporter_WhoAskedForIt_IsToldByText_AndNobodyElseIs(DatabaseKind kind)
    {
        await using var gateway = await Receiver.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [gateway.Port]);
        var (dispatcher, handler, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("system-admin"));
        var (asked, code) = await NewsCounty.ReportAsync(county.Visitor);
        var (silent, _) = await NewsCounty.ReportAsync(county.Visitor);
        var citizen = await county.TrackAsync(asked, code);
        citizen.Shown.ShouldNotContain("短信", customMessage: "what the county does not send is not offered");

        var callback = await county.AsAsync("callback");
        (await callback.GetAsync("/callbacks")).Words.ShouldContain("评价链接不发送");
        await NewsCounty.RouteAsync(dispatcher, "reporter.dispatch.sms", "reporter.close.sms", "lead-unit.dispatch.sms", "reporter.verify.sms");
        (string, string)[] setup =
        [
            ("version", "0"), ("smsOn", "true"), ("method", "POST"), ("url", gateway.Url + "/send"), ("headers", "Authorization: Bearer {secret}"), ("bodyKind", "Json"),
            ("body", """{"to":"{phone}","content":"{text}","ref":"{id}"}"""), ("pointer", "/code"), ("expected", "0"), ("smsSecret", "k-42"), ("smsQuietFrom", ""), ("smsQuietTo", ""),
        ];
        (await admin.FormAsync("/admin/channels", "sms", setup)).Status.ShouldBe(HttpStatusCode.Found);
        (await admin.GetAsync("/admin/channels")).Text.ShouldNotContain("k-42");
        await NewsCounty.ReachAsync(handler, null, "13712345678");
        (await citizen.AskAsync(wanted: true)).ShouldContain("以后有进展会发短信告诉您");

        // The gateway answers 200 and means no: only its own word counts, and it is asked again.
        var answers = new Queue<string>(["""{"code":7}""", """{"code":7}"""]);
        gateway.Answer = context => context.Response.WriteAsync(answers.TryDequeue(out var no) ? no : """{"code":0}""");
        foreach (var number in (string[])[asked, silent])
        {
            await dispatcher.MoveAsync(number, "dispatch", new { leadUnit = "D05" });
        }

        (await county.UntilAsync(async () => (await county.DeliveriesAsync()) is { Count: 3 } all && all.TrueForAll(d => d.State == DeliveryState.Sent), TimeSpan.FromMinutes(5))).ShouldBeTrue(
            string.Join(';', (await county.DeliveriesAsync()).Select(d => $"{d.Party} {d.State} {d.Outcome}")));
        var sent = gateway.Arrived.Select(a => JsonNode.Parse(a.Body)!).ToList();
        gateway.Arrived.ShouldAllBe(a => a.Headers["Authorization"] == "Bearer k-42" && a.Path == "/send");
        var toReporter = sent.Where(b => b["to"]!.GetValue<string>() == NewsCounty.ReporterPhone).ToList();
        toReporter.Select(b => b["content"]!.GetValue<string>()).Distinct().ShouldBe([$"您反映的事项 {asked} 已交县城管局办理。https://zz.county.cn/track?number={asked}"]);
        toReporter.Select(b => b["ref"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem("a repetition is the same message");
        sent.Where(b => b["to"]!.GetValue<string>() == "13712345678").Select(b => b["content"]!.GetValue<string>()).Distinct()
            .ShouldBe([$"您有 2 条事项提醒，最近一件 {silent}，请登录平台查看。"]);
        (await county.AuditAsync("person.told")).ShouldNotBeEmpty("opening a reporter's number is in the audit");
        (await county.AuditAsync("person.told")).ShouldAllBe(entry => entry.Contains(asked) && entry.Contains("sms") && !entry.Contains(NewsCounty.ReporterPhone));
        var log = (await admin.GetAsync("/admin/deliveries")).Words;
        log.ShouldContain("139****1234");
        log.ShouldNotContain(NewsCounty.ReporterPhone);

        // Taken back, it is over.
        (await citizen.AskAsync(wanted: false)).ShouldContain("不再发送短信");
        (await county.DeliveriesAsync()).Count.ShouldBe(3);
        (await county.AuditAsync("case.reporter-news")).Count.ShouldBe(2);

        // Being asked belongs to the handling: the link goes also to who asked for no news, opens the page of the answer, and the list says that it went out.
        await handler.MoveAsync(silent, "sign", new { });
        await handler.MoveAsync(silent, "submit", new { text = "已修好" });
        await (await county.AsAsync("verifier")).MoveAsync(silent, "verify", new { });
        (await county.UntilAsync(async () => (await county.DeliveriesAsync()).Exists(d => d is { Step: "verify", State: DeliveryState.Sent }))).ShouldBeTrue();
        var text = JsonNode.Parse(gateway.Arrived.Last().Body)!["content"]!.GetValue<string>();
        text.ShouldStartWith($"您反映的事项 {silent} 已办理");
        var link = text[text.IndexOf("https://zz.county.cn/call-back/", StringComparison.Ordinal)..]["https://zz.county.cn".Length..];
        (await county.Visitor.GetAsync(link)).Words.ShouldContain(silent);
        (await callback.GetAsync("/callbacks")).Words.ShouldSatisfyAllConditions(w => w.ShouldNotContain("评价链接不发送"), w => w.ShouldContain("已发送"));
    }

    [DatabaseTheory]
    public async Task Setup_ThatPointsIntoTheHouse_IsRefused(DatabaseKind kind)
    {
        await using var county = await NewsCounty.StartAsync(kind, []);
        var admin = await county.AsAsync("system-admin");
        foreach (var (url, says) in new[] { ("http://127.0.0.1/send?p={phone}&t={text}", "https"), ("https://169.254.169.254/{phone}/{text}", "允许清单"), ("https://{phone}.evil.cn/{text}", "网址不规范") })
        {
            var refused = await admin.FormAsync("/admin/channels", "sms", ("version", "0"), ("smsOn", "true"), ("method", "GET"), ("url", url), ("bodyKind", "None"));
            ((int)refused.Status).ShouldBeInRange(400, 422, url);
            refused.Words.ShouldContain(says);
        }

        var mail = await admin.FormAsync("/admin/channels", "mail", ("version", "0"), ("on", "true"), ("host", "127.0.0.1"), ("port", "25"), ("security", "None"), ("from", "a@county.cn\r\nBcc: x@evil.cn"));
        mail.Words.ShouldContain("邮箱地址不规范");
        (await admin.FormAsync("/admin/channels", "mail", ("version", "0"), ("host", "127.0.0.1"), ("port", "25"), ("security", "None"), ("from", "a@county.cn"))).Status.ShouldBe(HttpStatusCode.Found);
        var tried = await admin.FormAsync("/admin/channels", "try-mail", ("to", "b@county.cn"));
        tried.Words.ShouldContain("不允许访问");
    }
}
