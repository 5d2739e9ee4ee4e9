using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Requests that no form of the product makes: races, fields that are not theirs to set, headers and addresses that claim something.</summary>
[Collection(HttpTests.Name)]
public sealed class HostileRequestTests
{
    /// <summary>What no answer to anybody holds, under whatever name.</summary>
    private static readonly string[] Secrets = ["password", "stamp", "hash", "sha256", "wrapped", "sealed", "secret", "kid", "salt", "nameKey"];

    [DatabaseTheory]
    public async Task FiftyClosesAtOnce_OneWins_AndLeavesOneTraceOfEachKind(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler, verifier, callback) =
            (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("verifier"), await county.AsAsync("callback"));
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null), ("submit", new { text = "已处理" }));
        await verifier.MovesAsync(number, ("verify", null));
        await callback.MovesAsync(number, ("call-back", new { resolution = "solved", satisfaction = "satisfied" }));
        var version = await callback.VersionAsync(number);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => callback.PostAsync(
            $"/api/v1/cases/{number}/moves/close", new { }, ("If-Match", $"\"{version}\""), ("Idempotency-Key", $"close-{number}-{i}"))));

        answers.CountBy(a => a.Status).OrderBy(s => s.Key).ShouldBe([KeyValuePair.Create(HttpStatusCode.OK, 1), KeyValuePair.Create(HttpStatusCode.Conflict, 49)]);
        answers.Where(a => a.Status == HttpStatusCode.Conflict).ShouldAllBe(a => a.Json["currentVersion"]!.GetValue<int>() == version + 1 || a.Code == "cases.illegal-move");
        (await county.AuditAsync("case.close")).ShouldHaveSingleItem();
        (await callback.GetAsync($"/api/v1/cases/{number}/timeline")).Json["items"]!.AsArray().Count(e => e!["move"]!.GetValue<string>() == "close").ShouldBe(1);
        (await Eventually.HoldsAsync(async () => await ClosedNoticesAsync(handler) > 0, TimeSpan.FromSeconds(15))).ShouldBeTrue();
        (await ClosedNoticesAsync(handler)).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task FieldsThatAreNotTheCallers_AreRefused(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var worker = await county.AsAsync("grid-worker");
        var before = await county.RowCountsAsync();
        string[] planted =
        [
            "\"id\":\"00000000-0000-7000-8000-00000000dead\"", "\"number\":\"SJ1\"", "\"Number\":\"SJ2\"", "\"version\":77", "\"state\":\"closed\"", "\"State\":\"closed\"", "\"secrecy\":\"restricted\"",
            "\"readers\":[\"leader\"]", "\"leadUnit\":\"D05\"", "\"leadUnitId\":\"x\"", "\"desk\":\"339901\"", "\"firstReceiver\":\"leader\"", "\"registeredAt\":\"2001-01-01T00:00:00Z\"",
            "\"closedAt\":\"2001-01-01T00:00:00Z\"", "\"dueAt\":\"2099-01-01T00:00:00Z\"", "\"rating\":\"satisfied\"", "\"mergedInto\":\"SJ3\"", "\"isFinalDispatch\":true", "\"aboutUnit\":\"D06\"",
            "\"__proto__\":{\"isAdmin\":true}", "\"roles\":[\"leader\"]", "\"title\":\"twice\"",
        ];
        foreach (var field in planted)
        {
            var answer = await worker.PostRawAsync("/api/v1/cases", $$"""{"title":"路灯不亮","description":"三天了","channel":"grid-worker","location":{"grid":"339901101201"},{{field}}}""");
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, $"{field}: {answer.Text}");
        }

        (await county.RowCountsAsync()).ShouldBe(before);
        (await worker.PostRawAsync("/api/v1/cases", """{"title":"路灯不亮","description":"三天了","channel":"grid-worker","location":{"grid":"339901101201"}}""")).Status.ShouldBe(HttpStatusCode.Created, "without them it is taken in");
    }

    [DatabaseTheory]
    public async Task NoAnswer_ToAnyRole_HoldsWhatOnlyTheStoreMayKnow(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(reporter: new { name = "欧阳某某", phone = "13955550123" });
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await dispatcher.AttachAsync(number, Pictures.Png, "图.png")).Status.ShouldBe(HttpStatusCode.Created);
        var checkedFields = 0;
        foreach (var role in Contracts.Roles.Ordered)
        {
            var person = await county.AsAsync(role);
            string[] paths =
            [
                $"cases/{number}", $"cases/{number}/timeline", $"cases/{number}/moves", $"cases/{number}/comments", $"cases/{number}/secrecy", "cases", "work", "notices", "me", "units", "regions",
                "categories", "statistics/summary", "staff/handler",
            ];
            foreach (var path in paths)
            {
                var answer = await person.GetAsync($"/api/v1/{path}");
                ((int)answer.Status).ShouldBeLessThan(500, path);
                foreach (var name in Names(answer.Json))
                {
                    checkedFields++;
                    Secrets.ShouldNotContain(s => name.Contains(s, StringComparison.OrdinalIgnoreCase), $"{role} {path}: {name}");
                }

                answer.Text.ShouldNotContain("13955550123", customMessage: path);
                answer.Text.ShouldNotContain("欧阳某某", customMessage: path);
            }
        }

        checkedFields.ShouldBeGreaterThan(500);
    }

    [DatabaseTheory]
    public async Task HeadersThatClaimSomething_GiveNoIdentityAndNoOtherMethod(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var number = await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        (string Name, string Value)[] claims =
        [
            ("X-Remote-User", "county-dispatcher"), ("X-User-Id", "county-dispatcher"), ("X-Forwarded-User", "county-dispatcher"), ("Remote-User", "county-dispatcher"), ("X-Forwarded-For", "127.0.0.1"),
            ("X-Original-URL", $"/api/v1/cases/{number}"), ("X-Rewrite-URL", $"/api/v1/cases/{number}"), ("Authorization", "Bearer null"), ("Authorization", "Basic YWRtaW46YWRtaW4="), ("Cookie", "fq.session=x"),
        ];
        foreach (var (name, value) in claims)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/cases/{number}");
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            (await county.Anonymous.SendAsync(request)).Status.ShouldBe(HttpStatusCode.Unauthorized, name);
        }

        // A GET stays a GET whatever a header says it should have been.
        var dispatcher = await county.AsAsync("county-dispatcher");
        using var disguised = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/cases/{number}/moves/withdraw");
        disguised.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "POST");
        disguised.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await dispatcher.SendAsync(disguised)).Message.IsSuccessStatusCode.ShouldBeFalse();
        (await dispatcher.VersionAsync(number)).ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task FormsAndTexts_SentFromElsewhere_ChangeNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var before = await county.RowCountsAsync();
        foreach (var page in (string[])[$"/cases/{number}/moves/withdraw", $"/cases/{number}/comments", $"/cases/{number}/files", "/cases/new", "/cases/bulk", "/cases/export", "/cases/views", "/work/notices/seen"])
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("version", "1"), KeyValuePair.Create("withdraw.text", "别人的网页"), KeyValuePair.Create("comment.text", "别人的网页"), KeyValuePair.Create("title", "别人的网页")]);
            ((int)(await dispatcher.Client.PostAsync(new Uri(page, UriKind.Relative), form)).StatusCode).ShouldBeInRange(400, 499, page);
        }

        // What a plain form can send without asking first is not taken for JSON.
        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        {
            var text = await dispatcher.PostRawAsync($"/api/v1/cases/{number}/moves/withdraw", JsonSerializer.Serialize(new { text = "别人的网页" }), type, ("If-Match", "\"1\""));
            ((int)text.Status).ShouldBeInRange(400, 499, type);
        }

        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task Formulas_InWhatPeopleWrote_AreTextInTheFile(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        string[] formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1"];
        foreach (var formula in formulas)
        {
            var number = await dispatcher.RegisterAsync(formula, formula);
            var csv = (await dispatcher.SubmitAsync("/cases", "/cases/export", ("format", "csv"), ("n", number))).Text;
            csv.ShouldContain(formula[1..].Replace("\"", "\"\"", StringComparison.Ordinal));
            foreach (var start in (string[])[",", ",\"", "\n", "\n\""])
            {
                csv.ShouldNotContain(start + formula, Shouldly.Case.Sensitive, $"{formula} begins a cell");
            }

            using var xlsx = new HttpRequestMessage(HttpMethod.Post, "/cases/export")
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await dispatcher.TokenAsync("/cases")), KeyValuePair.Create("format", "xlsx"), KeyValuePair.Create("n", number)]),
            };
            using var answer = await dispatcher.Client.SendAsync(xlsx);
            using var zip = new System.IO.Compression.ZipArchive(await answer.Content.ReadAsStreamAsync());
            foreach (var sheet in zip.Entries.Where(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)))
            {
                using var text = new StreamReader(sheet.Open(), Encoding.UTF8);
                (await text.ReadToEndAsync()).ShouldNotContain("<f>", customMessage: formula);
            }
        }
    }

    private static async Task<int> ClosedNoticesAsync(Api person) =>
        (await person.GetAsync("/api/v1/notices")).Json["items"]!.AsArray().Count(n => n!["move"]!.GetValue<string>() == "close");

    /// <summary>The names of all fields, however deep.</summary>
    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(f => Names(f.Value).Prepend(f.Key)),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };
}
