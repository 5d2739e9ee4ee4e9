using System.Net;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Notifications.Tests.Outside;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>Mail, through a real SMTP server.</summary>
public sealed class MailTests
{
    private const string Dispatched = "lead-unit.dispatch.mail";

    [DatabaseTheory]
    public async Task Step_WhenSwitchedOn_ReachesEachColleagueInOneMailWithoutPersonalData(DatabaseKind kind)
    {
        await using var server = await MailServer.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [server.Port]);
        var (dispatcher, handler, second, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("second"), await county.AsAsync("system-admin"));
        await NewsCounty.ReachAsync(handler, "wu@county.cn");
        await NewsCounty.ReachAsync(second, "zheng@county.cn", language: "en");

        // As shipped nothing leaves the house, and neither the routing nor the way out alone changes that.
        await NewsCounty.DispatchAsync(dispatcher);
        await NewsCounty.RouteAsync(dispatcher, Dispatched);
        await NewsCounty.DispatchAsync(dispatcher);
        await county.RunAsync(5);
        (await county.DeliveriesAsync()).ShouldBeEmpty();

        await NewsCounty.MailOnAsync(admin, server);
        var numbers = new[] { await NewsCounty.DispatchAsync(dispatcher), await NewsCounty.DispatchAsync(dispatcher) };
        (await county.UntilAsync(() => server.Taken.Count >= 2)).ShouldBeTrue(string.Join(';', (await county.DeliveriesAsync()).Select(d => d.Outcome)));
        await county.RunAsync(5);
        server.Taken.Count.ShouldBe(2, "two cases for two colleagues are two mails");
        var mail = server.Taken.Single(m => m.To == "wu@county.cn");
        (mail.IsSecure, mail.User).ShouldBe((true, "fengqiao"));
        mail.Message.Subject.ShouldBe("2 条事项提醒");
        mail.Message.From.ToString().ShouldContain("zz@county.cn");
        mail.Message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        foreach (var number in numbers)
        {
            mail.Words.ShouldContain($"派来新事项 {number}（牵头：县城管局）。https://zz.county.cn/cases/{number}");
        }

        server.Taken.Single(m => m.To == "zheng@county.cn").Words.ShouldContain($"Case {numbers[0]} was dispatched");
        foreach (var taken in server.Taken)
        {
            var whole = taken.Message.ToString() + taken.Words;
            foreach (var secret in (string[])["王小二", "路灯", NewsCounty.ReporterPhone, "溪口"])
            {
                whole.ShouldNotContain(secret);
            }
        }

        // The log has each of them, addresses masked.
        var log = (await admin.GetAsync($"/admin/deliveries?channel=mail&state=sent&number={numbers[0]}")).Words;
        log.ShouldContain("w***@county.cn");
        log.ShouldNotContain("wu@county.cn");
        log.ShouldContain("邮件服务器已收下");
        (await dispatcher.GetAsync("/admin/deliveries")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Mail_ThatIsPutOffOrRefused_IsRepeatedAsTheSameOrListedAsFailed(DatabaseKind kind)
    {
        await using var server = await MailServer.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [server.Port]);
        var (dispatcher, handler, second, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("second"), await county.AsAsync("system-admin"));
        await NewsCounty.ReachAsync(handler, "later@county.cn");
        await NewsCounty.ReachAsync(second, "never@county.cn");
        await NewsCounty.RouteAsync(dispatcher, Dispatched);
        await NewsCounty.MailOnAsync(admin, server);
        await NewsCounty.DispatchAsync(dispatcher);
        (await county.UntilAsync(async () => (await county.DeliveriesAsync()) is { Count: 2 } all && all.TrueForAll(d => d.Outcome is not null))).ShouldBeTrue();
        var (waiting, failed) = ((await county.DeliveriesAsync()).Single(d => d.Recipient == "handler"), (await county.DeliveriesAsync()).Single(d => d.Recipient == "second"));
        (waiting.State, waiting.Outcome, waiting.Attempts).ShouldBe((DeliveryState.Waiting, "smtp.451", 1));
        (failed.State, failed.Outcome, failed.Attempts).ShouldBe((DeliveryState.Failed, "smtp.550", 1), "a mailbox that does not exist is not tried again");

        (await county.UntilAsync(() => server.Taken.Count == 1)).ShouldBeTrue();
        server.Taken[0].Message.MessageId.ShouldBe($"{waiting.Id:N}@county.cn", "a repetition is known by its Message-ID");
        (await county.UntilAsync(async () => (await county.DeliveriesAsync()).Exists(d => d.State == DeliveryState.Sent))).ShouldBeTrue();

        // The administrator sees it counted in the menu, sends it again once the address is right, or gives it up.
        await second.FormAsync("/account/notices", "contact", ("version", "1"), ("mail", "zheng@county.cn"), ("wantsMail", "true"), ("language", "zh-Hans"));
        (await admin.FormAsync("/admin/deliveries", $"again-{failed.Id:N}")).Status.ShouldBe(HttpStatusCode.Found);
        (await county.UntilAsync(() => server.Taken.Any(m => m.To == "zheng@county.cn"))).ShouldBeTrue();
    }

    [DatabaseTheory]
    public async Task Night_DefersWhatCanWait_AndPutsItTogetherInTheMorning(DatabaseKind kind)
    {
        await using var server = await MailServer.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [server.Port]);
        var (dispatcher, handler, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("system-admin"));
        await NewsCounty.ReachAsync(handler, "wu@county.cn");
        await NewsCounty.RouteAsync(dispatcher, Dispatched);
        await NewsCounty.MailOnAsync(admin, server, "0", ("quietFrom", "09:30"), ("quietTo", "10:10"));
        await NewsCounty.DispatchAsync(dispatcher);
        await NewsCounty.DispatchAsync(dispatcher);
        var urgent = await NewsCounty.DispatchAsync(dispatcher, "urgent");
        (await county.UntilAsync(() => server.Taken.Count == 1)).ShouldBeTrue();
        server.Taken[0].Words.ShouldContain(urgent, customMessage: "what is urgent does not wait");
        (await county.DeliveriesAsync()).Where(d => !d.IsUrgent).ShouldAllBe(d => d.DueUtc == new DateTime(2026, 3, 6, 2, 10, 0, DateTimeKind.Utc));
        (await county.UntilAsync(() => server.Taken.Count == 2, TimeSpan.FromMinutes(15))).ShouldBeTrue();
        server.Taken[1].Message.Subject.ShouldBe("2 条事项提醒");
        county.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(new DateTimeOffset(2026, 3, 6, 2, 10, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("a@county.cn\r\nBcc: x@evil.cn")]
    [InlineData("a@county.cn, b@evil.cn")]
    [InlineData("a@county.cn;b@evil.cn")]
    [InlineData("\"a\" <a@county.cn>")]
    [InlineData("<a@county.cn>")]
    [InlineData("a@b@county.cn")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a (x)@county.cn")]
    [InlineData("@county.cn")]
    [InlineData("a@")]
    [InlineData("a\0@county.cn")]
    [InlineData("张@county.cn")]
    public void Address_ThatCouldCarryMore_IsRefused(string address) => MailAddress.TryRead(address, out _).ShouldBeFalse();

    [DatabaseTheory]
    public async Task Message_TakenUpByTwoNodesAtOnce_GoesOutOnce(DatabaseKind kind)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = context => Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, context.RequestAborted);
        await using var county = await NewsCounty.StartAsync(kind, [receiver.Port]);
        var admin = await county.AsAsync("system-admin");
        var made = await admin.PostAsync("/api/v1/webhooks", new { name = "一", url = receiver.Url + "/in", steps = new[] { "dispatch" } });
        var hook = Guid.Parse(made.Json["id"]!.GetValue<string>()).ToString("N");
        var now = county.Time.GetUtcNow().UtcDateTime;
        await county.WriteAsync(new Platform.Persistence.Commit().InsertAll(Enumerable.Range(0, 20).Select(i => new Delivery
        {
            Id = Delivery.IdOf(Guid.Empty, "dispatch", now.AddSeconds(-i), Channel.Webhook, hook), Channel = Channel.Webhook, Party = "webhook", Step = "dispatch", Recipient = hook, CaseId = Guid.Empty, Number = $"SJ{i}",
            CaseState = "dispatched", AtUtc = now.AddSeconds(-i), IsUrgent = false, State = DeliveryState.Waiting, DueUtc = now, Attempts = 0,
        })));
        var nodes = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<DeliverySender>(county.Server.Services)).ToList();
        await Task.WhenAll(nodes.Select(n => n.SendDueAsync(default)));
        receiver.Arrived.Select(a => a.Headers["webhook-id"]).ShouldBeUnique();
        receiver.Arrived.Count.ShouldBe(20);
        (await county.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Sent && d.Attempts == 1);
    }
}
