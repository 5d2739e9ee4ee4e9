using System.Net;
using System.Text;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>Whatever somebody sends: an answer that names code and field, never a fault, and nothing written.</summary>
[Collection(HttpTests.Name)]
public sealed class BadInputTests
{
    /// <summary>What is wrong, the body of <c>POST /cases</c>, and the code and field of the answer.</summary>
    private static readonly (string What, string Body, string Code, string? Field)[] Registrations =
    [
        ("nothing", "", "platform.bad-request", null),
        ("broken", "{\"title\":\"a\"", "platform.bad-json", null),
        ("not an object", "[1,2]", "platform.bad-json", null),
        ("null", "null", "platform.bad-request", null),
        ("a number for a text", Body("\"title\":5"), "platform.bad-field", "title"),
        ("a text for a number", Body("\"peopleConcerned\":\"3\""), "platform.bad-field", "peopleConcerned"),
        ("a number with a fraction", Body("\"peopleConcerned\":1.5"), "platform.bad-field", "peopleConcerned"),
        ("an enormous number", Body("\"peopleConcerned\":1e400"), "platform.bad-field", "peopleConcerned"),
        ("an object for a text", Body("\"category\":{}"), "platform.bad-field", "category"),
        ("a text for an object", Body("\"location\":\"here\""), "platform.bad-field", "location"),
        ("a text for a flag", Body("\"reporter\":{\"anonymous\":\"yes\"}"), "platform.bad-field", "reporter.anonymous"),
        ("an unknown field", Body("\"state\":\"closed\""), "platform.bad-field", "state"),
        ("an unknown field inside", Body("\"location\":{\"x\":1}"), "platform.bad-field", "location.x"),
        ("a type tag", Body("\"$type\":\"System.Object\""), "platform.bad-field", "$type"),
        ("a field twice", "{\"title\":\"a\",\"title\":\"b\",\"description\":\"c\"}", "platform.bad-field", "title"),
        ("not a number at all", Body("\"location\":{\"latitude\":NaN,\"longitude\":1}"), "platform.bad-field", "location.latitude"),
        ("not a time", Body("\"receivedAt\":\"yesterday\""), "platform.bad-field", "receivedAt"),
        ("no title", "{\"description\":\"b\"}", "cases.title-missing", "title"),
        ("a blank title", "{\"title\":\" \\t\\n\",\"description\":\"b\"}", "cases.title-missing", "title"),
        ("no description", "{\"title\":\"a\"}", "cases.description-missing", "description"),
        ("a long title", $"{{\"title\":\"{new string('长', 201)}\",\"description\":\"b\"}}", "cases.too-long", "title"),
        ("a long description", $"{{\"title\":\"a\",\"description\":\"{new string('长', 20_001)}\"}}", "cases.too-long", "description"),
        ("a long address", Body($"\"location\":{{\"address\":\"{new string('长', 301)}\"}}"), "cases.too-long", "location.address"),
        ("a long name", Body($"\"reporter\":{{\"name\":\"{new string('长', 101)}\"}}"), "cases.too-long", "reporter.name"),
        ("an unknown channel", Body("\"channel\":\"fax\""), "cases.unknown-code", "channel"),
        ("the channel of others", Body("\"channel\":\"citizen-web\""), "cases.channel-not-yours", "channel"),
        ("an unknown urgency", Body("\"urgency\":\"very\""), "cases.unknown-code", "urgency"),
        ("an unknown category", Body("\"category\":\"99\""), "cases.category-unknown", "category"),
        ("half a point", Body("\"location\":{\"latitude\":29.05}"), "cases.half-a-point", "location"),
        ("a point elsewhere", Body("\"location\":{\"latitude\":39.9,\"longitude\":116.4}"), "cases.outside-county", "location"),
        ("latitude and longitude swapped", Body("\"location\":{\"latitude\":120.01,\"longitude\":29.05}"), "cases.outside-county", "location"),
        ("an enormous point", Body("\"location\":{\"latitude\":1e308,\"longitude\":-1e308}"), "cases.outside-county", "location"),
        ("an unknown grid", Body("\"location\":{\"grid\":\"339901101201999\"}"), "cases.grid-unknown", "location.grid"),
        ("not a grid", Body("\"location\":{\"grid\":\"' OR 1=1 --\"}"), "cases.grid-unknown", "location.grid"),
        ("a grid elsewhere", Body("\"location\":{\"latitude\":29.05,\"longitude\":120.01,\"grid\":\"339901102\"}"), "cases.grid-elsewhere", "location.grid"),
        ("the future", Body("\"receivedAt\":\"2999-01-01T00:00:00+08:00\""), "cases.in-the-future", "receivedAt"),
        ("nobody concerned", Body("\"peopleConcerned\":0"), "cases.people-concerned", "peopleConcerned"),
        ("too many concerned", Body("\"peopleConcerned\":100001"), "cases.people-concerned", "peopleConcerned"),
        ("not a phone", Body("\"reporter\":{\"phone\":\"abc\"}"), "cases.phone-malformed", "reporter.phone"),
        ("a zero character", Body("\"category\":\"0\\u00001\""), "platform.bad-field", "category"),
        ("a zero character in a text", "{\"title\":\"a\\u0000b\",\"description\":\"c\"}", "platform.bad-field", "title"),
        ("a control character in a text", "{\"title\":\"a\",\"description\":\"c\\u0007d\"}", "platform.bad-field", "description"),
        ("half a character", "{\"title\":\"a\\ud800b\",\"description\":\"c\"}", "platform.bad-field", "title"),
        ("endless depth", Body($"\"category\":{new string('[', 500)}{new string(']', 500)}"), "platform.bad-field", "category"),
    ];

    [DatabaseTheory]
    public async Task Register_WhenSomethingIsWrong_NamesCodeAndFieldAndWritesNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var before = await county.RowCountsAsync();
        var wrong = new List<string>();
        foreach (var (what, body, code, field) in Registrations)
        {
            var answer = await dispatcher.PostRawAsync("/api/v1/cases", body, "application/json", ("Idempotency-Key", what));
            var got = IsProblem(answer) ? $"{answer.Code} {string.Join(',', answer.Fields)}".Trim() : $"{(int)answer.Status} {answer.Text}";
            if (got != $"{code} {field}".Trim() || answer.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity))
            {
                wrong.Add($"{what}: {(int)answer.Status} {got}, expected {code} {field}");
            }
        }

        wrong.ShouldBeEmpty();
        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task Register_WhenSeveralFieldsAreWrong_NamesThemAll(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var answer = await dispatcher.PostAsync("/api/v1/cases", new { title = "", description = "", category = "99", location = new { latitude = 1.0 }, peopleConcerned = -1 });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Fields.ShouldBe(["title", "description", "category", "peopleConcerned", "location"], ignoreOrder: true);
    }

    [DatabaseTheory]
    public async Task Body_WhenOfAnotherTypeEncodingOrTooLarge_IsRefused(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var before = await county.RowCountsAsync();
        (await dispatcher.PostRawAsync("/api/v1/cases", Body(""), "text/plain")).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType), a => a.Code.ShouldBe("platform.media-type"));
        (await dispatcher.PostRawAsync("/api/v1/cases", Body(""), null)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await dispatcher.PostRawAsync("/api/v1/cases", "title=a&description=b", "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        var large = await dispatcher.PostRawAsync("/api/v1/cases", $"{{\"title\":\"a\",\"description\":\"{new string('x', 300_000)}\"}}");
        (large.Status, large.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "platform.too-large"));

        var latin = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"title\":\""), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\",\"description\":\"b\"}")]) };
        latin.Content.Headers.ContentType = new("application/json");
        var unreadable = await dispatcher.SendAsync(latin);
        unreadable.Status.ShouldBe(HttpStatusCode.BadRequest, unreadable.Text);
        (await dispatcher.PostAsync("/api/v1/cases", new { title = "a", description = "b" }, ("Idempotency-Key", new string('k', 129)))).Code.ShouldBe("platform.idempotency-key-too-long");
        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task Move_WhenSomethingIsWrong_NamesItAndWritesNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var before = await county.RowCountsAsync();
        (string What, string Move, string Body, string? Tag, string Code, string? Field)[] moves =
        [
            ("no version", "dispatch", "{\"leadUnit\":\"D05\"}", null, "platform.if-match-required", "If-Match"),
            ("a star", "dispatch", "{\"leadUnit\":\"D05\"}", "*", "platform.if-match-malformed", "If-Match"),
            ("a weak tag", "dispatch", "{\"leadUnit\":\"D05\"}", "W/\"1\"", "platform.if-match-malformed", "If-Match"),
            ("words", "dispatch", "{\"leadUnit\":\"D05\"}", "\"one\"", "platform.if-match-malformed", "If-Match"),
            ("a negative version", "dispatch", "{\"leadUnit\":\"D05\"}", "\"-1\"", "platform.if-match-malformed", "If-Match"),
            ("an enormous version", "dispatch", "{\"leadUnit\":\"D05\"}", "\"99999999999\"", "platform.if-match-malformed", "If-Match"),
            ("two versions", "dispatch", "{\"leadUnit\":\"D05\"}", "\"1\", \"2\"", "platform.if-match-malformed", "If-Match"),
            ("another version", "dispatch", "{\"leadUnit\":\"D05\"}", "\"7\"", "platform.outdated", null),
            ("an unknown move", "fly", "{}", "\"1\"", "cases.unknown-code", "move"),
            ("the citizen's move", "rate", "{\"satisfaction\":\"satisfied\"}", "\"1\"", "cases.unknown-code", "move"),
            ("the first move", "register", "{}", "\"1\"", "cases.unknown-code", "move"),
            ("a move in capitals", "Dispatch", "{\"leadUnit\":\"D05\"}", "\"1\"", "cases.unknown-code", "move"),
            ("no unit", "dispatch", "{}", "\"1\"", "cases.field-missing", "leadUnit"),
            ("an unknown unit", "dispatch", "{\"leadUnit\":\"X99\"}", "\"1\"", "cases.unit-unknown", "leadUnit"),
            ("an unknown assisting unit", "dispatch", "{\"leadUnit\":\"D05\",\"assistingUnits\":[\"X99\"]}", "\"1\"", "cases.unit-unknown", "assistingUnits"),
            ("a unit twice", "dispatch", "{\"leadUnit\":\"D05\",\"assistingUnits\":[\"D05\"]}", "\"1\"", "cases.lead-also-assists", "assistingUnits"),
            ("an unknown category", "dispatch", "{\"leadUnit\":\"D05\",\"category\":\"99\"}", "\"1\"", "cases.category-unknown", "category"),
            ("no reason", "refuse", "{}", "\"1\"", "cases.field-missing", "text"),
            ("a long reason", "refuse", $"{{\"text\":\"{new string('长', 4001)}\"}}", "\"1\"", "cases.too-long", "text"),
            ("a zero character", "refuse", "{\"text\":\"a\\u0000\"}", "\"1\"", "platform.bad-field", "text"),
            ("a zero character in a number", "merge", "{\"into\":\"SJ\\u0000\"}", "\"1\"", "platform.bad-field", "into"),
            ("an unknown resolution", "dispatch", "{\"leadUnit\":\"D05\",\"resolution\":\"maybe\"}", "\"1\"", "cases.unknown-code", "resolution"),
            ("an unknown field", "dispatch", "{\"leadUnit\":\"D05\",\"state\":\"closed\"}", "\"1\"", "platform.bad-field", "state"),
            ("no body", "dispatch", "", "\"1\"", "platform.bad-request", null),
        ];
        var wrong = new List<string>();
        foreach (var (what, move, body, tag, code, field) in moves)
        {
            (string, string)[] headers = tag is null ? [] : [("If-Match", tag)];
            var answer = await dispatcher.PostRawAsync($"/api/v1/cases/{number}/moves/{move}", body, "application/json", headers);
            var got = IsProblem(answer) ? $"{answer.Code} {string.Join(',', answer.Fields)}".Trim() : $"{(int)answer.Status} {answer.Text}";
            if (got != $"{code} {field}".Trim() || (int)answer.Status >= 500)
            {
                wrong.Add($"{what}: {(int)answer.Status} {got}, expected {code} {field}");
            }
        }

        wrong.ShouldBeEmpty();
        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    [Row("page=0", "page")]
    [Row("page=-1", "page")]
    [Row("page=1000001", "page")]
    [Row("page=two", null!)]
    [Row("page=99999999999999", null!)]
    [Row("pageSize=0", "pageSize")]
    [Row("pageSize=201", "pageSize")]
    [Row("state=flying", "state")]
    [Row("state=%00", "state")]
    [Row("channel=fax", "channel")]
    [Row("category=0%25", "category")]
    [Row("region=33", null!)]
    [Row("region=abc", "region")]
    [Row("unit=X99", "unit")]
    [Row("overdue=perhaps", null!)]
    [Row("from=2026-02-30", "from")]
    [Row("to=31.12.2025", "to")]
    [Row("sort=title;drop table cases", "sort")]
    [Row("sort=--received", null!)]
    [Row("queue=nothing", "queue")]
    [Row("q=a", "q")]
    [Row("q=%E4%B8%80", "q")]
    public async Task List_WhenTheQueryIsWrong_NamesTheParameter(DatabaseKind kind, string query, string? field)
    {
        var county = await County.SharedAsync(kind);
        var answer = await (await county.AsAsync("county-dispatcher")).GetAsync("/api/v1/cases?" + query);
        if (query is "region=33" or "sort=--received")
        {
            ((int)answer.Status).ShouldBeLessThan(500);
            return;
        }

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        IsProblem(answer).ShouldBeTrue();
        answer.Fields.ShouldBe(field is null ? [] : [field]);
    }

    [DatabaseTheory]
    [Row("q=%00%00")]
    [Row("q='%20OR%201=1--")]
    [Row("q=%22AND%22%20NEAR(")]
    [Row("q=%F0%9F%99%82%F0%9F%99%82")]
    [Row("q=%F0%A0%AE%B7%F0%A0%AE%B7")]
    [Row("q=SJ%00")]
    [Row("q=SJ99999999999999999999999999999999")]
    [Row("unit=%00")]
    [Row("category=%00")]
    [Row("region=%00")]
    public async Task List_WhenTheQueryIsHostile_IsNeverAFault(DatabaseKind kind, string query)
    {
        var county = await County.SharedAsync(kind);
        var answer = await (await county.AsAsync("county-dispatcher")).GetAsync("/api/v1/cases?" + query);
        ((int)answer.Status).ShouldBeLessThan(500, answer.Text);
    }

    [DatabaseTheory]
    public async Task Path_WhenHostile_IsNeverAFault(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        foreach (var number in (string[])["%00", "SJ%00", "..%2f..%2fetc", new string('9', 3000), "%F0%9F%99%82", "';--", "SJ1%0d%0aX:1"])
        {
            foreach (var door in (string[])["", "/timeline", "/moves", "/attachments/" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "/attachments/x"])
            {
                var answer = await dispatcher.GetAsync($"/api/v1/cases/{number}{door}");
                ((int)answer.Status).ShouldBeInRange(400, 499, number + door);
                answer.Text.ShouldNotContain("   at ");
            }
        }

        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new HttpMethod("BREW")])
        {
            var answer = await dispatcher.SendAsync(new HttpRequestMessage(method, "/api/v1/cases"));
            (answer.Status, IsProblem(answer)).ShouldBe((HttpStatusCode.MethodNotAllowed, true), method.Method);
        }

        (await dispatcher.GetAsync("/api/v1/nothing")).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.NotFound), a => a.Code.ShouldBe("platform.not-found"));
    }

    /// <summary>Texts that are strange but lawful come back as they were sent.</summary>
    [DatabaseTheory]
    [Row("<script>alert(1)</script>&amp;\"'`")]
    [Row("🙂𠮷é\u00a0全角　ＡＢＣ")]
    [Row("{{7*7}} ${7*7} <%=1%> @(1+1)")]
    [Row("=1+1;@SUM(A1)\t行一\n行二")]
    public async Task Register_WhenTheTextIsStrange_KeepsItAsItIs(DatabaseKind kind, string text)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(text, description: text);
        var read = (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json;
        (read["summary"]!["title"]!.GetValue<string>(), read["description"]!.GetValue<string>()).ShouldBe((text, text));
    }

    private static bool IsProblem(Answer answer) =>
        answer.Message.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && answer.Code is not null
        && answer.Json["traceId"] is not null
        && answer.Json["title"]!.GetValue<string>() != answer.Code
        && answer.Json["status"]!.GetValue<int>() == (int)answer.Status;

    private static string Body(string more) => more.Length == 0 ? "{\"title\":\"a\",\"description\":\"b\"}" : $"{{\"title\":\"a\",\"description\":\"b\",{more}}}";
}
