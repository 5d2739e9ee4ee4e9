using System.Net;
using System.Text;
using System.Text.Json;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Who may be answered by an operation.</summary>
internal enum Door
{
    /// <summary>Whoever sees the case; for others it answers as for a number that does not exist.</summary>
    OfACase,

    /// <summary>Whoever has the right; others are refused.</summary>
    OfARight,

    /// <summary>Everybody who is signed in, each about what is theirs.</summary>
    SignedIn,

    /// <summary>Anybody; who is signed in makes no difference.</summary>
    Anybody,
}

/// <summary>
/// One operation of the API as the matrix asks it: never so that it would change anything, and where it stands to a case so that it gets as
/// far as looking for it.
/// </summary>
/// <param name="Path"><c>{number}</c>, <c>{file}</c> and <c>{person}</c> are filled in.</param>
internal sealed record Operation(Door Door, HttpMethod Method, string Path)
{
    /// <summary>For <see cref="Door.OfARight"/>: one of these is enough.</summary>
    public string[] Rights { get; init; } = [];

    public object? Body { get; init; }

    public bool IsUpload { get; init; }

    /// <summary>Every operation of the API. One that is not here fails the matrix: it says first who may be answered.</summary>
    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>(StringComparer.Ordinal)
    {
        ["GetCase"] = Get(Door.OfACase, "/api/v1/cases/{number}"),
        ["GetSecrecy"] = Get(Door.OfACase, "/api/v1/cases/{number}/secrecy"),
        ["ProtectCase"] = Post(Door.OfACase, "/api/v1/cases/{number}/secrecy", new { secrecy = "ordinary", reason = "试" }),
        ["GetLadder"] = Get(Door.OfACase, "/api/v1/cases/{number}/supervisions"),
        ["IssueSupervision"] = Post(Door.OfACase, "/api/v1/cases/{number}/supervisions", new { level = "none" }),
        ["GetJoint"] = Get(Door.OfACase, "/api/v1/cases/{number}/joint"),
        ["AskAssist"] = Post(Door.OfACase, "/api/v1/cases/{number}/assists", new { text = "" }),
        ["Whistle"] = Post(Door.OfACase, "/api/v1/cases/{number}/whistles", new { place = "" }),
        ["NameSponsor"] = Post(Door.OfACase, "/api/v1/cases/{number}/sponsor", new { reason = "" }),
        ["ConveneSession"] = Post(Door.OfACase, "/api/v1/cases/{number}/sessions", new { place = "" }),
        ["ListTimeline"] = Get(Door.OfACase, "/api/v1/cases/{number}/timeline"),
        ["ListMoves"] = Get(Door.OfACase, "/api/v1/cases/{number}/moves"),
        ["MakeMove"] = Post(Door.OfACase, "/api/v1/cases/{number}/moves/remind", new { text = "试" }),
        ["ListComments"] = Get(Door.OfACase, "/api/v1/cases/{number}/comments"),
        ["AddComment"] = Post(Door.OfACase, "/api/v1/cases/{number}/comments", new { text = "" }),
        ["ReadFile"] = Get(Door.OfACase, "/api/v1/cases/{number}/attachments/{file}"),
        ["AttachFile"] = Post(Door.OfACase, "/api/v1/cases/{number}/attachments", null) with { IsUpload = true },
        ["RevealPerson"] = Post(Door.OfACase, "/api/v1/cases/{number}/people/{person}/reveal", new { reason = "" }),

        ["PublishReception"] = Post(Door.OfARight, "/api/v1/receptions", new { leader = "" }, Contracts.Rights.CasesDispatch),
        ["RegisterCase"] = Post(Door.OfARight, "/api/v1/cases", new { title = "" }, Contracts.Rights.CasesRegister),
        ["SuggestDispatch"] = Post(Door.OfARight, "/api/v1/cases/suggestions", new { title = "路灯不亮", description = "村口的路灯三天不亮" }, Contracts.Rights.CasesRegister, Contracts.Rights.CasesDispatch),
        ["LookUpCaller"] = Post(Door.OfARight, "/api/v1/callers/look-up", new { phone = "x" }, Contracts.Rights.CasesRegister),
        ["SummariseCases"] = Get(Door.OfARight, "/api/v1/statistics/summary", Contracts.Rights.StatisticsRead),
        ["ListCallBacks"] = Get(Door.OfARight, "/api/v1/callbacks?pile=ended", Contracts.Rights.CasesCallBack),
        ["CountCallBacks"] = Get(Door.OfARight, "/api/v1/callbacks/figures", Contracts.Rights.StatisticsRead, Contracts.Rights.CasesCallBack),
        ["ListIndicators"] = Get(Door.OfARight, "/api/v1/indicators", Contracts.Rights.StatisticsRead),
        ["ListBulletins"] = Get(Door.OfARight, "/api/v1/bulletins", Contracts.Rights.StatisticsRead),
        ["GetBulletin"] = Get(Door.OfARight, "/api/v1/bulletins/00000000-0000-7000-8000-000000000001", Contracts.Rights.StatisticsRead),
        ["PublishBulletin"] = Post(Door.SignedIn, "/api/v1/bulletins", new { month = "" }),
        ["ReadStaff"] = Get(Door.OfARight, "/api/v1/staff/handler", Contracts.Rights.AccountsManage),
        ["GivePost"] = Post(Door.OfARight, "/api/v1/staff/handler/posts", new { role = "none" }, Contracts.Rights.AccountsManage),
        ["EndPost"] = Post(Door.OfARight, "/api/v1/staff/handler/posts/00000000-0000-7000-8000-000000000001/end", new { }, Contracts.Rights.AccountsManage),

        ["ListWebhooks"] = Get(Door.OfARight, "/api/v1/webhooks", Contracts.Rights.OrganizationManage),
        ["AddWebhook"] = Post(Door.OfARight, "/api/v1/webhooks", new { name = "" }, Contracts.Rights.OrganizationManage),
        ["RotateWebhookSecret"] = Post(Door.OfARight, "/api/v1/webhooks/00000000-0000-7000-8000-000000000001/secret", new { }, Contracts.Rights.OrganizationManage),
        ["EndWebhook"] = Post(Door.OfARight, "/api/v1/webhooks/00000000-0000-7000-8000-000000000001/end", new { }, Contracts.Rights.OrganizationManage),

        ["ListCases"] = Get(Door.SignedIn, "/api/v1/cases?pageSize=200"),
        ["ListAutoDispatches"] = Get(Door.OfARight, "/api/v1/auto-dispatches", Contracts.Rights.CasesDispatch),
        ["JudgeAutoDispatch"] = Post(Door.OfARight, "/api/v1/auto-dispatches/SJ20260101339901000001/verdict", new { verdict = "right" }, Contracts.Rights.CasesDispatch),
        ["ListHotIssues"] = Get(Door.SignedIn, "/api/v1/hot-issues"),
        ["ListSupervisions"] = Get(Door.SignedIn, "/api/v1/supervisions?pile=all"),
        ["AnswerSupervision"] = Post(Door.SignedIn, "/api/v1/supervisions/00000000-0000-7000-8000-000000000001/answer", new { text = "" }),
        ["LiftSupervision"] = Post(Door.SignedIn, "/api/v1/supervisions/00000000-0000-7000-8000-000000000001/lift", new { reason = "" }),
        ["ListSupervisionRules"] = Get(Door.SignedIn, "/api/v1/supervision-rules"),
        ["ListAssists"] = Get(Door.SignedIn, "/api/v1/assists?pile=all"),
        ["ActOnAssist"] = Post(Door.SignedIn, "/api/v1/assists/00000000-0000-7000-8000-000000000001/reply", new { text = "" }),
        ["RecordCallBack"] = Post(Door.SignedIn, "/api/v1/callbacks/00000000-0000-7000-8000-000000000001/result", new { resolution = "" }),
        ["TryCallBack"] = Post(Door.SignedIn, "/api/v1/callbacks/00000000-0000-7000-8000-000000000001/tries", new { outcome = "" }),
        ["GiveUpCallBack"] = Post(Door.SignedIn, "/api/v1/callbacks/00000000-0000-7000-8000-000000000001/give-up", new { }),
        ["ExcludeCallBack"] = Post(Door.SignedIn, "/api/v1/callbacks/00000000-0000-7000-8000-000000000001/exclusion", new { reason = "" }),
        ["DecideExclusion"] = Post(Door.SignedIn, "/api/v1/callbacks/00000000-0000-7000-8000-000000000001/exclusion/decision", new { approve = false }),
        ["ListWhistleCalls"] = Get(Door.SignedIn, "/api/v1/whistle-calls?pile=all"),
        ["CountWhistles"] = Get(Door.SignedIn, "/api/v1/whistle-figures"),
        ["ActOnWhistleCall"] = Post(Door.SignedIn, "/api/v1/whistle-calls/00000000-0000-7000-8000-000000000001/answer", new { text = "" }),
        ["CallOffReception"] = Post(Door.SignedIn, "/api/v1/receptions/00000000-0000-7000-8000-000000000001/call-off", new { text = "" }),
        ["RecordReception"] = Post(Door.SignedIn, "/api/v1/receptions/00000000-0000-7000-8000-000000000001/records", new { text = "" }),
        ["ActOnSession"] = Post(Door.SignedIn, "/api/v1/sessions/00000000-0000-7000-8000-000000000001/hold", new { text = "" }),
        ["ListReviews"] = Get(Door.SignedIn, "/api/v1/reviews"),
        ["CountWork"] = Get(Door.SignedIn, "/api/v1/work"),
        ["ListNotices"] = Get(Door.SignedIn, "/api/v1/notices"),
        ["SeeNotices"] = Post(Door.SignedIn, "/api/v1/notices/seen", new { until = "2000-01-01T00:00:00Z" }),
        ["SeeNotice"] = Post(Door.SignedIn, "/api/v1/notices/00000000-0000-7000-8000-000000000001/seen", new { }),
        ["WatchDesk"] = Get(Door.SignedIn, "/api/v1/live"),
        ["WhoAmI"] = Get(Door.SignedIn, "/api/v1/me"),
        ["ListMySessions"] = Get(Door.SignedIn, "/api/v1/me/sessions"),
        ["EndMySession"] = Post(Door.SignedIn, "/api/v1/me/sessions/00000000-0000-7000-8000-000000000001/end", new { }),
        ["ListUnits"] = Get(Door.SignedIn, "/api/v1/units"),
        ["ListRegions"] = Get(Door.Anybody, "/api/v1/regions"),
        ["ListRegionOutlines"] = Get(Door.Anybody, "/api/v1/regions/geojson?level=town"),
        ["FindRegion"] = Get(Door.Anybody, "/api/v1/regions/339901101"),
        ["FindRegionOutline"] = Get(Door.Anybody, "/api/v1/regions/339901101201001/outline.geojson"),

        ["ListReceptions"] = Get(Door.Anybody, "/api/v1/receptions"),
        ["ListLimits"] = Get(Door.Anybody, "/api/v1/limits"),
        ["CountLimit"] = Get(Door.Anybody, "/api/v1/limits/petition-handling/due?start=2026-03-02T09:00:00%2B08:00"),
        ["ListCategories"] = Get(Door.Anybody, "/api/v1/categories"),
        ["ReportMatter"] = Post(Door.Anybody, "/api/v1/reports", new { title = "" }),
        ["TrackCase"] = Post(Door.Anybody, "/api/v1/tracking", new { number = "{number}", code = "AAAAAAAAAA" }),
        ["TrackMove"] = Post(Door.Anybody, "/api/v1/tracking/moves/withdraw", new { number = "{number}", code = "AAAAAAAAAA", text = "试" }),
    };

    /// <summary>Asks as somebody.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient person, string number, Guid file, Guid who)
    {
        string Fill(string text) => text.Replace("{number}", number, StringComparison.Ordinal)
            .Replace("{file}", file.ToString(), StringComparison.Ordinal).Replace("{person}", who.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(Method, new Uri(Fill(Path), UriKind.Relative));
        if (IsUpload)
        {
            // No content a county takes: refused, but only after it was looked for.
            request.Content = new MultipartFormDataContent { { new ByteArrayContent("MZ\0\0"u8.ToArray()), "file", "a.exe" }, { new StringContent("other"), "stage" } };
        }
        else if (Method == HttpMethod.Post)
        {
            request.Content = new StringContent(Fill(JsonSerializer.Serialize(Body)), Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "\"999\"");
        }

        // A stream is only begun: what it says is tested where streams are.
        using var answer = await person.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync());
    }

    private static Operation Get(Door door, string path, params string[] rights) => new(door, HttpMethod.Get, path) { Rights = rights };

    private static Operation Post(Door door, string path, object? body, params string[] rights) => new(door, HttpMethod.Post, path) { Body = body, Rights = rights };
}
