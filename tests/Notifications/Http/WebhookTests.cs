using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Tests.Outside;
using Fengqiao.Platform.Outbound;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Http;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Notifications.Tests.Http;

/// <summary>Webhooks: signed, without personal data, and to receivers that are slow, dead, redirecting or answer twice.</summary>
public sealed class WebhookTests
{
    [DatabaseTheory]
    public async Task Step_IsPostedSigned_WithNumberStateStepUnitAndLinkOnly(DatabaseKind kind)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [receiver.Port]);
        var (dispatcher, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("system-admin"));
        (await admin.PostAsync("/api/v1/webhooks", new { name = "内网", url = "https://10.0.0.5/in", steps = new[] { "dispatch" } })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "the address of a private network is refused");
        (await dispatcher.PostAsync("/api/v1/webhooks", new { name = "x", url = receiver.Url, steps = new[] { "dispatch" } })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var made = (await admin.PostAsync("/api/v1/webhooks", new { name = "城管系统", url = receiver.Url + "/in?key=1", unit = "D05", steps = new[] { "dispatch" } })).Json;
        (await admin.PostAsync("/api/v1/webhooks", new { name = "水利系统", url = receiver.Url + "/other", unit = "D06", steps = new[] { "dispatch", "close" } })).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("/api/v1/webhooks")).Text.ShouldNotContain("whsec_");

        var number = await NewsCounty.DispatchAsync(dispatcher);
        (await county.UntilAsync(() => receiver.Arrived.Count > 0)).ShouldBeTrue();
        await county.RunAsync(5);
        var arrived = receiver.Arrived.ShouldHaveSingleItem();
        (arrived.Method, arrived.Path).ShouldBe(("POST", "/in?key=1"));
        var body = JsonNode.Parse(arrived.Body)!.AsObject();
        body.Select(p => p.Key).ShouldBe(["type", "timestamp", "data"]);
        body["data"]!.AsObject().Select(p => p.Key).ShouldBe(["number", "state", "step", "leadUnit", "link"]);
        body["type"]!.GetValue<string>().ShouldBe("case.dispatch");
        body["data"]!["number"]!.GetValue<string>().ShouldBe(number);
        body["data"]!["leadUnit"]!.GetValue<string>().ShouldBe("D05");
        body["data"]!["link"]!.GetValue<string>().ShouldBe($"https://zz.county.cn/cases/{number}");
        Verifies(arrived, made["secret"]!.GetValue<string>()).ShouldBeTrue();
        Verifies(arrived with { Body = arrived.Body + " " }, made["secret"]!.GetValue<string>()).ShouldBeFalse("another body has another signature");

        // A new secret: for two days both are good, then the old one no more.
        var id = made["id"]!.GetValue<string>();
        var rotated = (await admin.PostAsync($"/api/v1/webhooks/{id}/secret", new { })).Json["secret"]!.GetValue<string>();
        (await admin.FormAsync($"/admin/webhooks/{id}", "try")).Words.ShouldContain("试发成功");
        (Verifies(receiver.Arrived[1], rotated), Verifies(receiver.Arrived[1], made["secret"]!.GetValue<string>())).ShouldBe((true, true));
        county.Time.SetUtcNow(county.Time.GetUtcNow().AddDays(2).AddMinutes(1));
        await admin.FormAsync($"/admin/webhooks/{id}", "try");
        (Verifies(receiver.Arrived[2], rotated), Verifies(receiver.Arrived[2], made["secret"]!.GetValue<string>())).ShouldBe((true, false));
        JsonNode.Parse(receiver.Arrived[2].Body)!["type"]!.GetValue<string>().ShouldBe("case.test");
    }

    [DatabaseTheory]
    public async Task Receiver_ThatIsSlowRedirectsFailsOrIsGone_IsTriedAgainWithTheSameId(DatabaseKind kind)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var elsewhere = await Receiver.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [receiver.Port, elsewhere.Port]);
        var (dispatcher, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("system-admin"));
        await admin.PostAsync("/api/v1/webhooks", new { name = "接收", url = receiver.Url, steps = new[] { "dispatch" } });
        var slow = true;
        receiver.Answer = async context =>
        {
            if (slow)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, context.RequestAborted);
            }
        };
        await NewsCounty.DispatchAsync(dispatcher);
        await ComesToAsync(county, "outbound.too-slow");

        slow = false;
        receiver.Answer = context => { context.Response.Redirect(elsewhere.Url); return Task.CompletedTask; };
        await ComesToAsync(county, "outbound.redirected");
        elsewhere.Arrived.ShouldBeEmpty();

        receiver.Answer = context => { context.Response.StatusCode = 500; return context.Response.WriteAsync("王小二 13900001234"); };
        await ComesToAsync(county, "http.500");
        (await admin.GetAsync("/admin/deliveries")).Words.ShouldNotContain("13900001234", customMessage: "what a receiver says is shown to nobody");

        // It took the message and broke off before it could say so: it gets it twice, and knows it by the id.
        receiver.Answer = context => { context.Abort(); return Task.CompletedTask; };
        await ComesToAsync(county, "outbound.unreachable");
        receiver.Answer = _ => Task.CompletedTask;
        (await county.UntilAsync(async () => (await county.DeliveriesAsync()).Single().State == DeliveryState.Sent, TimeSpan.FromMinutes(20))).ShouldBeTrue();
        receiver.Arrived.Count.ShouldBe(5);
        receiver.Arrived.Select(a => a.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem();
        receiver.Arrived.Select(a => a.Headers["webhook-timestamp"]).ShouldBeUnique();
        (await county.DeliveriesAsync()).Single().Attempts.ShouldBe(5);
    }

    [DatabaseTheory]
    public async Task Receiver_ThatIsDeadForLong_IsStopped_AndSaidSo(DatabaseKind kind)
    {
        var dead = await Receiver.StartAsync();
        var (port, url) = (dead.Port, dead.Url);
        await dead.DisposeAsync();
        await using var county = await NewsCounty.StartAsync(kind, [port]);
        var (dispatcher, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("system-admin"));
        var id = (await admin.PostAsync("/api/v1/webhooks", new { name = "旧系统", url, steps = new[] { "dispatch" } })).Json["id"]!.GetValue<string>();
        await NewsCounty.DispatchAsync(dispatcher);
        await ComesToAsync(county, "outbound.unreachable");
        (await admin.GetAsync("/admin/webhooks")).Words.ShouldContain("送不到");
        county.Time.SetUtcNow(county.Time.GetUtcNow().AddHours(49));
        (await county.UntilAsync(async () => (await county.AuditAsync("webhook.stopped")).Count == 1)).ShouldBeTrue();
        (await admin.GetAsync("/admin/webhooks")).Words.ShouldContain("“旧系统”已自动停用");

        // Later steps are not even written down for it, and what waits becomes too old without a storm.
        await NewsCounty.DispatchAsync(dispatcher);
        await county.RunAsync(5);
        (await county.DeliveriesAsync()).Count.ShouldBe(1);
        county.Time.SetUtcNow(county.Time.GetUtcNow().AddDays(2));
        (await county.UntilAsync(async () => (await county.DeliveriesAsync())[0] is { State: DeliveryState.GivenUp, Outcome: "stale" })).ShouldBeTrue();
        (await admin.FormAsync($"/admin/webhooks/{id}", "end")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [DatabaseTheory]
    public async Task Name_ThatLeadsIntoTheHouseByNow_IsNotFollowed(DatabaseKind kind)
    {
        await using var inside = await Receiver.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [inside.Port], new Liar());
        var (dispatcher, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("system-admin"));
        (await admin.PostAsync("/api/v1/webhooks", new { name = "重绑定", url = "https://hooks.county.cn/in", steps = new[] { "dispatch" } })).Status.ShouldBe(HttpStatusCode.OK);
        await NewsCounty.DispatchAsync(dispatcher);
        await ComesToAsync(county, "outbound.target-refused");
        inside.Arrived.ShouldBeEmpty();
        (await admin.GetAsync("/admin/deliveries")).Words.ShouldContain("不允许访问");
    }

    [DatabaseTheory]
    public async Task RestrictedCase_IsToldToNoSystem_AndToNoColleagueWhoMayNotKnowOfIt(DatabaseKind kind)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await MailServer.StartAsync();
        await using var county = await NewsCounty.StartAsync(kind, [receiver.Port, server.Port]);
        var (dispatcher, handler, second, admin) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("second"), await county.AsAsync("system-admin"));
        await NewsCounty.ReachAsync(handler, "wu@county.cn");
        await NewsCounty.ReachAsync(second, "zheng@county.cn");
        await NewsCounty.RouteAsync(dispatcher, "lead-unit.dispatch.mail");
        await NewsCounty.MailOnAsync(admin, server);
        await admin.PostAsync("/api/v1/webhooks", new { name = "全县", url = receiver.Url, steps = new[] { "dispatch" } });
        var number = await NewsCounty.RegisterAsync(dispatcher);
        await dispatcher.RestrictAsync(number, "handler", "county-dispatcher");
        await dispatcher.MoveAsync(number, "dispatch", new { leadUnit = "D05" });
        var ordinary = await NewsCounty.DispatchAsync(dispatcher);
        (await county.UntilAsync(() => receiver.Arrived.Count == 1 && server.Taken.Count == 2)).ShouldBeTrue();
        receiver.Arrived[0].Body.ShouldContain(ordinary);
        server.Taken.Single(m => m.To == "wu@county.cn").Words.ShouldContain(number, customMessage: string.Join(';', (await county.DeliveriesAsync()).Select(d => $"{d.Number} {d.Recipient} {d.State} {d.Outcome} {d.DueUtc:O}")));
        server.Taken.Single(m => m.To == "zheng@county.cn").Words.ShouldNotContain(number);
    }

    private static async Task ComesToAsync(NewsCounty county, string outcome) =>
        (await county.UntilAsync(async () => (await county.DeliveriesAsync()).Exists(d => d.Outcome == outcome), TimeSpan.FromMinutes(20))).ShouldBeTrue(
            $"{outcome}: {string.Join(';', (await county.DeliveriesAsync()).Select(d => $"{d.State} {d.Outcome} {d.Attempts}"))}");

    /// <summary>As the documents tell a receiver to do it.</summary>
    private static bool Verifies(Arrived arrived, string secret)
    {
        var signed = Encoding.UTF8.GetBytes($"{arrived.Headers["webhook-id"]}.{arrived.Headers["webhook-timestamp"]}.{arrived.Body}");
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return arrived.Headers["webhook-signature"].Split(' ').Any(s => s.StartsWith("v1,", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(s[3..]), expected));
    }

    /// <summary>An honest name that leads to the machine itself.</summary>
    private sealed class Liar : INameResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) => Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);
    }
}
