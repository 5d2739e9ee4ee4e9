using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Tests.Outside;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Http;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>Whose matter was joined to another learns of its end: on the tracking page, by the text message that was asked for, through who took it in.</summary>
public sealed class JoinedNewsTests
{
    [DatabaseTheory]
    public async Task Joined_WhenTheLeadingCaseEnds_EveryoneIsToldOnce(DatabaseKind kind)
    {
        await using var gateway = await Receiver.StartAsync();
        gateway.Answer = context => context.Response.WriteAsync("""{"code":0}""");
        await using var county = await NewsCounty.StartAsync(kind, [gateway.Port]);
        var (dispatcher, handler, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("system-admin"));
        var leading = await NewsCounty.RegisterAsync(dispatcher);
        var (second, secondCode) = await NewsCounty.ReportAsync(county.Visitor);
        var (third, thirdCode) = await NewsCounty.ReportAsync(county.Visitor);
        var byStaff = await NewsCounty.RegisterAsync(dispatcher);
        await NewsCounty.RouteAsync(dispatcher, "reporter.joined-ended.sms");
        (string, string)[] setup =
        [
            ("version", "0"), ("smsOn", "true"), ("method", "POST"), ("url", gateway.Url + "/send"), ("headers", "Authorization: Bearer {secret}"), ("bodyKind", "Json"),
            ("body", """{"to":"{phone}","content":"{text}","ref":"{id}"}"""), ("pointer", "/code"), ("expected", "0"), ("smsSecret", "k-42"), ("smsQuietFrom", ""), ("smsQuietTo", ""),
        ];
        (await admin.FormAsync("/admin/channels", "sms", setup)).Status.ShouldBe(HttpStatusCode.Found);
        await (await county.TrackAsync(second, secondCode)).AskAsync(wanted: true);

        // The third goes into the second, and with it into the first.
        await dispatcher.MoveAsync(third, "merge", new { into = second });
        await dispatcher.MoveAsync(second, "merge", new { into = leading });
        await dispatcher.MoveAsync(byStaff, "merge", new { into = leading });
        await dispatcher.MoveAsync(leading, "dispatch", new { leadUnit = "D05" });
        var waiting = (await county.TrackAsync(second, secondCode)).Shown;
        waiting.ShouldSatisfyAllConditions(p => p.ShouldContain($"并入事项 {leading}"), p => p.ShouldContain("县城管局"), p => p.ShouldContain("那一件办结后"));

        await handler.MoveAsync(leading, "sign", new { });
        await handler.MoveAsync(leading, "submit", new { text = "已为王小二（13900001234）家门口换上新灯" });
        (await county.TrackAsync(second, secondCode)).Shown.ShouldNotContain("换上新灯", customMessage: "not before it has ended");
        await (await county.AsAsync("verifier")).MoveAsync(leading, "verify", new { });
        var callback = await county.AsAsync("callback");
        await callback.MoveAsync(leading, "call-back", new { resolution = "solved", satisfaction = "satisfied" });
        await callback.MoveAsync(leading, "close", new { });

        foreach (var (number, code) in new[] { (second, secondCode), (third, thirdCode) })
        {
            var shown = (await county.TrackAsync(number, code)).Shown;
            shown.ShouldSatisfyAllConditions(p => p.ShouldContain("换上新灯"), p => p.ShouldContain("县城管局"), p => p.ShouldContain("那一件已经办结"));
            shown.ShouldNotContain(NewsCounty.ReporterPhone, customMessage: "the answer was written to somebody else");
            shown.ShouldContain("已为〔已删除〕");
        }

        (await county.UntilAsync(async () => (await county.DeliveriesAsync()) is [{ State: DeliveryState.Sent }])).ShouldBeTrue("only one asked for messages");
        var text = JsonNode.Parse(gateway.Arrived.Single().Body)!["content"]!.GetValue<string>();
        text.ShouldContain(second);
        text.ShouldContain("已随并入的事项办结");
        var tray = (await dispatcher.GetAsync("/notices")).Words;
        tray.ShouldContain("并入的事项已结束");
        tray.ShouldContain(byStaff);
    }
}
