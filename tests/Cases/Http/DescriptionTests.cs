using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>What programs are told of the API, and the parts of it that officers ask for before they act.</summary>
[Collection(HttpTests.Name)]
public sealed class DescriptionTests
{
    [DatabaseTheory]
    public async Task OpenApi_ListsEveryOperationThatIsMapped_WithTypedFields(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var answer = await county.Anonymous.GetAsync("/openapi/v1.json");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var described = answer.Json["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}")).ToList();
        var mapped = county.Server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText!.TrimStart('/')}") ?? [])
            .Select(o => o.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')).Distinct().ToList();
        mapped.Count.ShouldBeGreaterThan(15);
        described.ShouldBe(mapped, ignoreOrder: true);

        var schemas = answer.Json["components"]!["schemas"]!;
        TypeOf(schemas["RegisterCaseRequest"]!["properties"]!["title"]!).ShouldContain("string");
        TypeOf(schemas["RegisteredCase"]!["properties"]!["number"]!).ShouldBe("string");
    }

    [DatabaseTheory]
    public async Task Suggestions_SayCategoryUnitRuleAndLikelyDuplicates(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync("石桥村口路灯坏了三天", "晚上没有灯很危险", location: new { grid = County.OtherVillage });
        var suggested = (await dispatcher.PostAsync("/api/v1/cases/suggestions", new { title = "石桥村口路灯坏了三天", description = "晚上没有灯，很危险", grid = County.OtherVillage })).Json;
        var category = suggested["categories"]![0]!;
        (category["code"]!.GetValue<string>(), category["words"]!.AsArray().Single()!.GetValue<string>()).ShouldBe(("01", "路灯"));
        (suggested["unit"]!["rule"]!.GetValue<string>(), suggested["unit"]!["leadUnit"]!["code"]!.GetValue<string>(), suggested["unit"]!["limitAmount"]!.GetValue<int>()).ShouldBe(("R01", "D05", 7));
        suggested["similar"]!.AsArray().Select(s => s!["number"]!.GetValue<string>()).ShouldContain(number);
        var other = (await dispatcher.PostAsync("/api/v1/cases/suggestions", new { title = "河道堵塞", description = "", category = "02", grid = County.Grid })).Json;
        (other["unit"]!["limitAmount"]!.GetValue<int>(), other["unit"]!["assistingUnits"]!.AsArray().Count).ShouldBe((15, 1));
        (await (await county.AsAsync("leader")).PostAsync("/api/v1/cases/suggestions", new { title = "a" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [DatabaseTheory]
    public async Task Lists_HaveOneShape(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        foreach (var path in (string[])["cases", $"cases/{number}/timeline", "categories", "units", "regions"])
        {
            var list = (await dispatcher.GetAsync($"/api/v1/{path}")).Json.AsObject();
            list.Select(p => p.Key).ShouldBe(["items", "total", "page", "pageSize"], path);
            list["items"]!.AsArray().ShouldNotBeEmpty(path);
        }

        (await dispatcher.GetAsync("/api/v1/me")).Json["account"]!.GetValue<string>().ShouldBe("county-dispatcher");
        var english = new HttpRequestMessage(HttpMethod.Get, "/api/v1/categories");
        english.Headers.Add("Accept-Language", "en");
        (await dispatcher.SendAsync(english)).Json["items"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ShouldContain("City management");
    }

    private static string TypeOf(JsonNode schema) => schema["type"] is JsonArray several ? string.Join('|', several.Select(t => t!.GetValue<string>())) : schema["type"]!.GetValue<string>();
}
