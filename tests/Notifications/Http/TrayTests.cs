using System.Net;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>The way inside the house: the tray, its badge, and the table that switches it.</summary>
public sealed class TrayTests
{
    [DatabaseTheory]
    public async Task Tray_CountsListsAndMarks_OneByOneAndAll(DatabaseKind kind)
    {
        await using var county = await NewsCounty.StartAsync(kind, []);
        var (dispatcher, handler, other) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other"));
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add(await NewsCounty.DispatchAsync(dispatcher));
        }

        (await county.UntilAsync(async () => await UnseenAsync(handler) == 3)).ShouldBeTrue();
        (await UnseenAsync(other)).ShouldBe(0);
        var page = (await handler.GetAsync("/notices")).Words;
        numbers.ForEach(n => page.ShouldContain(n));
        (await handler.GetAsync("/account")).Text.ShouldContain("<b class=\"fq-count\">3</b>", customMessage: "the badge stands on every page");

        var first = (await handler.GetAsync("/api/v1/notices")).Json["items"]!.AsArray()[0]!;
        (await other.PostAsync($"/api/v1/notices/{first["id"]}/seen", new { })).Status.ShouldBe(HttpStatusCode.NotFound, "another unit's notice is none");
        (await handler.FormAsync("/notices", $"seen-{Guid.Parse(first["id"]!.GetValue<string>()):N}")).Status.ShouldBe(HttpStatusCode.Found);
        (await UnseenAsync(handler)).ShouldBe(2);
        (await handler.GetAsync("/notices")).Words.ShouldNotContain(first["number"]!.GetValue<string>());
        (await handler.GetAsync("/notices?show=all")).Words.ShouldContain(first["number"]!.GetValue<string>());
        (await handler.PostAsync("/api/v1/notices/seen", new { until = (DateTime?)null })).Status.ShouldBe(HttpStatusCode.OK);
        (await UnseenAsync(handler)).ShouldBe(0);
        (await handler.GetAsync("/notices")).Words.ShouldContain("没有新通知");
    }

    [DatabaseTheory]
    public async Task Routing_Changed_HoldsFromTheNextStep_AndIsNotOverwrittenUnseen(DatabaseKind kind)
    {
        await using var county = await NewsCounty.StartAsync(kind, []);
        var (dispatcher, handler, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("system-admin"));
        await NewsCounty.DispatchAsync(dispatcher);
        (await county.UntilAsync(async () => await UnseenAsync(handler) == 1)).ShouldBeTrue();

        // Everything but the tray for dispatches.
        (await dispatcher.FormAsync("/admin/routing", "routing", ("version", "0"), ("on", "lead-unit.remind.app"), ("on", "named-units.comment.app"))).Status.ShouldBe(HttpStatusCode.Found);
        var quiet = await NewsCounty.DispatchAsync(dispatcher);
        await county.RunAsync(5);
        (await UnseenAsync(handler)).ShouldBe(1);
        await dispatcher.MoveAsync(quiet, "remind", new { text = "请尽快" });
        (await county.UntilAsync(async () => await UnseenAsync(handler) == 2)).ShouldBeTrue();

        (await dispatcher.FormAsync("/admin/routing", "routing", ("version", "0"))).Status.ShouldBe(HttpStatusCode.Conflict, "somebody changed it since the page was opened");
        (await admin.GetAsync("/admin/routing")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await handler.GetAsync("/admin/channels")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await county.AuditAsync("notification-routes.changed")).ShouldHaveSingleItem().ShouldContain("lead-unit.dispatch.app");

        // The words are the county's, within what a message may name.
        var refused = await dispatcher.FormAsync("/admin/messages/staff.dispatch", "message", ("version", "0"), ("textZh", "新事项 {title}"), ("textEn", "Case {number}"));
        refused.Words.ShouldContain("没有 {title} 这个占位符");
        (await dispatcher.FormAsync("/admin/messages/staff.dispatch", "message", ("version", "0"), ("textZh", "新事项 {number}"), ("textEn", "Case {number}"))).Status.ShouldBe(HttpStatusCode.Found);
        (await dispatcher.GetAsync("/admin/messages")).Words.ShouldContain("新事项 {number}");
        (await dispatcher.FormAsync("/admin/messages/staff.dispatch", "reset")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [DatabaseTheory]
    public async Task Log_IsKeptForHalfAYear_AndNoLonger(DatabaseKind kind)
    {
        await using var county = await NewsCounty.StartAsync(kind, []);
        var now = county.Time.GetUtcNow().UtcDateTime;
        var ends = new DateTime?[] { now.AddDays(-185), now.AddDays(-183), null };
        await county.WriteAsync(new Commit().InsertAll(ends.Select((end, i) => new Delivery
        {
            Id = Delivery.IdOf(Guid.Empty, "dispatch", now.AddSeconds(i), Channel.Mail, "handler"), Channel = Channel.Mail, Party = "lead-unit", Step = "dispatch", Recipient = "handler", CaseId = Guid.Empty, Number = $"SJ{i}",
            CaseState = "dispatched", AtUtc = end ?? now.AddDays(-300), IsUrgent = false, State = end is null ? DeliveryState.Failed : DeliveryState.Sent, DueUtc = now, Attempts = 1, EndedUtc = end,
        })));
        await county.Server.Services.GetRequiredService<DeliveryPurge>().RunOnceAsync(default);
        (await county.DeliveriesAsync()).Select(d => d.Number).ShouldBe(["SJ1", "SJ2"], ignoreOrder: true);
    }

    private static async Task<int> UnseenAsync(NewsCounty.Caller person) => (await person.GetAsync("/api/v1/notices?unseen=true")).Json["unseen"]!.GetValue<int>();
}
