using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>What a request says of where it comes from and whom it asked is believed only from a proxy that the settings name.</summary>
[Collection(HttpTests.Name)]
public sealed class TrustedHeaderTests
{
    private const string Evil = "evil.example";

    /// <summary>Headers by which programs on the way tell an address, a host or a path.</summary>
    private static readonly (string Name, string Value)[] Claims =
    [
        ("Host", Evil), ("X-Forwarded-Host", Evil), ("X-Host", Evil), ("X-Original-Host", Evil), ("X-Forwarded-Server", Evil), ("Forwarded", $"for=203.0.113.9;host={Evil};proto=https"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Scheme", "https"),
        ("X-Forwarded-Port", "1"), ("X-Forwarded-Prefix", $"//{Evil}"), ("X-Original-URL", $"//{Evil}"), ("X-Rewrite-URL", $"//{Evil}"), ("X-Forwarded-PathBase", $"/{Evil}"), ("Origin", $"https://{Evil}"), ("Referer", $"https://{Evil}/"),
    ];

    [DatabaseTheory]
    public async Task Host_ThatIsForged_StandsInNoAddressThatLeavesTheScreen(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind, settings: ",\"publicUrl\":\"https://centre.example\"");
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        foreach (var page in (string[])["/", "/report", "/track", "/sign-in", "/cases", $"/cases/{number}", $"/cases/{number}/papers/whole", $"/cases/{number}/papers/receipt", $"/cases/{number}/papers/whole.docx", "/openapi/v1.json", "/no-such-page"])
        {
            foreach (var (name, value) in Claims)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
                var answer = await dispatcher.SendAsync(request);
                ((int)answer.Status).ShouldBeLessThan(500, $"{name} {page}");
                answer.Text.ShouldNotContain(Evil, customMessage: $"{name} {page}");
                string.Join(' ', answer.Message.Headers.SelectMany(h => h.Value)).ShouldNotContain(Evil, customMessage: $"{name} {page}");
            }
        }
    }

    [DatabaseTheory]
    public async Task Redirects_AreToThisSite_WhateverTheRequestClaims(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var page in (string[])["/work", "/cases", "/admin/words", "/report/send", "/report/where"])
        {
            foreach (var (name, value) in Claims)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
                request.Headers.Accept.ParseAdd("text/html");
                var answer = await county.Anonymous.SendAsync(request);
                if (answer.Message.Headers.Location is { } location)
                {
                    location.IsAbsoluteUri.ShouldBeFalse($"{name} {page}: {location}");
                    location.ToString().ShouldNotContain(Evil, customMessage: $"{name} {page}");
                }
            }
        }
    }

    [DatabaseTheory]
    public async Task Audit_SaysTheRealAddress_UnlessAProxyThatIsTrustedSaysAnother(DatabaseKind kind)
    {
        await using var direct = await County.StartAsync(kind);
        await RegisterAsync(direct);
        (await SourcesAsync(direct)).ShouldBe(["127.0.0.1"]);

        await using var behind = await County.StartAsync(kind, settings: ",\"trustedProxies\":[\"127.0.0.1\"]");
        await RegisterAsync(behind);
        (await SourcesAsync(behind)).ShouldBe(["203.0.113.9"], "the last address, which the proxy wrote");
    }

    private static async Task RegisterAsync(County county)
    {
        var answer = await (await county.AsAsync("county-dispatcher")).PostAsync(
            "/api/v1/cases", new { title = "路灯", description = "不亮", channel = "window", location = new { grid = County.Grid } },
            ("X-Forwarded-For", "198.51.100.1, 203.0.113.9"), ("X-Real-IP", "198.51.100.2"), ("X-Client-IP", "198.51.100.3"), ("True-Client-IP", "198.51.100.4"), ("Forwarded", "for=198.51.100.5"));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
    }

    private static async Task<List<string>> SourcesAsync(County county)
    {
        using var services = county.Server.Services.CreateScope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<AuditEntry>().Where(e => e.Action == "case.register").Select(e => e.Source).Distinct().ToListAsync();
    }
}
