using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengqiao.EndToEnd.Tests.Browser;
using Fengqiao.TestKit;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Fengqiao.EndToEnd.Tests.Hostile;

/// <summary>
/// 500 texts that would run where a page took them for more than text, through every field people fill, into every view that shows it, in a
/// real browser: none runs, none becomes an element, none makes the browser ask another host, and all are read as they were written.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class HostileInputTests(BrowserFixture browser, SharedCounty shared, ITestOutputHelper output)
{
    private const int DescriptionLength = 2000;
    private const int FilesPerCase = 40;

    /// <summary>As many views as one person may keep.</summary>
    private const int MostViews = 30;

    private static readonly string[] Pages = ["/work", "/cases?view=map", "/statistics", "/cases/new", "/admin/words", "/admin/words/return-reason", "/admin/notices", "/admin/notices/dispatch"];

    private static readonly string[] SystemPages =
    [
        "/work", "/admin/regions", "/admin/regions/339901101", "/admin/regions/339901102201", "/admin/regions/339901102201/merge", "/admin/regions/339901101/split", "/admin/units", "/admin/units/H1", "/admin/categories", "/admin/categories/1001",
        "/admin/limits", "/admin/limits/new", "/admin/rules", "/admin/rules/R01", "/admin/rules/new", "/admin/reader", "/admin/fraud-reader", "/admin/calendar", "/admin/imports", "/operations/system", "/operations/outbox",
    ];

    [Fact]
    public void Payloads_AreFiveHundredDifferentOnes()
    {
        Payloads.All.Distinct(StringComparer.Ordinal).Count().ShouldBe(Payloads.Count);
        Payloads.All.ShouldAllBe(p => p.Length <= Payloads.Longest && !p.Any(c => c < ' '));
    }

    /// <summary>The same payloads, where a page does take them for more than text: what the other test would see if it ever happened.</summary>
    [BrowserFact]
    public Task Guard_SeesWhatRuns_AndWhatOnlyStandsThere() => browser.PlayAsync(shared.County.Address, async scenario =>
    {
        var guard = await PageGuard.WatchAsync(await scenario.OpenAsync(), shared.County.Address);
        string[] live = [.. Payloads.All.Where(p => p.StartsWith('<') && p.All(char.IsAscii) && p.Contains(" fq", StringComparison.OrdinalIgnoreCase) && p.Contains('>', StringComparison.Ordinal)).Take(30)];
        foreach (string payload in live)
        {
            guard.Faults.Clear();
            await guard.VisitAsync("/sign-in");
            guard.Faults.ShouldBeEmpty();
            await guard.Page.EvaluateAsync("text => { const place = document.createElement('div'); place.innerHTML = text; document.body.append(place); }", payload);
            await guard.LookAsync(payload);
            guard.Faults.ShouldNotBeEmpty(payload);
        }

        await guard.Page.EvaluateAsync("() => window.alert('called')");
        await guard.LookAsync("a call");
        guard.Faults.ShouldContain(fault => fault.EndsWith("ran: called", StringComparison.Ordinal));
        scenario.Problems.ShouldContain(problem => problem.Contains("content-security-policy", StringComparison.Ordinal), "the policy stops what a page would run");
        scenario.ForgetProblems();
    });

    [BrowserFact]
    public async Task Payloads_ThroughEveryFieldIntoEveryView_AreOnlyText()
    {
        var clock = Stopwatch.StartNew();
        await using HostileCounty county = await HostileCounty.StartAsync();
        var cases = await RegisterAsync(county);
        var worked = await WorkOnOneAsync(county, cases);
        var (tracked, code) = await ReportAsync(county);
        await FillFormsAsync(county);
        county.Echoes.ShouldBeEmpty();
        output.WriteLine($"written after {clock.Elapsed.TotalSeconds:F0} s");
        await browser.PlayAsync(county.Address, async scenario =>
        {
            var clerk = await PageGuard.WatchAsync((await Clerk.SignInAsync(scenario, "county-dispatcher")).Page, county.Address);
            await ReadCasesAsync(clerk, cases, worked);
            output.WriteLine($"{clerk.Visits} views of cases after {clock.Elapsed.TotalSeconds:F0} s");
            await NameEverythingAsync(county);
            foreach (string page in (string[])[.. Pages, $"/cases/{worked}", $"/cases/{worked}/moves/dispatch"])
            {
                await clerk.VisitAsync(page);
            }

            output.WriteLine($"{clerk.Visits} views with names after {clock.Elapsed.TotalSeconds:F0} s");
            await TouchChartsAsync(clerk);
            await TouchMapAsync(clerk);
            var system = await PageGuard.WatchAsync((await Clerk.SignInAsync(scenario, "system-admin")).Page, county.Address);
            await VisitAllAsync(system, SystemPages);
            var security = await PageGuard.WatchAsync((await Clerk.SignInAsync(scenario, "security-admin")).Page, county.Address);
            await VisitAllAsync(security, ["/admin/staff", "/admin/staff/h1", "/admin/staff/new", "/admin/roles", "/admin/roles/hostile", "/admin/tokens"]);
            var audit = await PageGuard.WatchAsync((await Clerk.SignInAsync(scenario, "audit-admin")).Page, county.Address);
            await VisitAllAsync(audit, ["/audit", "/audit?page=2", "/audit?act=person.", "/audit?act=word.", "/audit?q=" + Uri.EscapeDataString(Payloads.All[0])]);
            var visitor = await PageGuard.WatchAsync(await scenario.OpenAsync(Screen.Phone), county.Address);
            await ActAsCitizenAsync(visitor, tracked, code);
            PageGuard[] guards = [clerk, system, security, audit, visitor];
            guards.SelectMany(g => g.Faults).Distinct(StringComparer.Ordinal).Take(20).ShouldBeEmpty();
            guards.Sum(g => g.Visits).ShouldBeGreaterThan(90);
            output.WriteLine($"{guards.Sum(g => g.Visits)} views after {clock.Elapsed.TotalSeconds:F0} s, {Payloads.Count} payloads, 0 executions");
        });
    }

    /// <summary>What no field of one line or more may hold is said to be wrong, not cut out silently and not stored.</summary>
    [Fact]
    public async Task Text_WithZeroOrControlCharacters_IsRefusedInEveryField()
    {
        await using HostileCounty county = await HostileCounty.StartAsync();
        foreach (char bad in (char[])['\0', '\a', '\u001b', '\u007f', '\ud800'])
        {
            foreach (string field in (string[])["title", "description", "address", "name"])
            {
                string body = $$"""{"title":"路灯","description":"不亮","region":"{{HostileCounty.Village}}"}""".Replace("\"title\":\"路灯\"", field == "title" ? "\"title\":\"#\"" : "\"title\":\"路灯\"", StringComparison.Ordinal);
                var fields = JsonNode.Parse(body)!.AsObject();
                fields[field] = "路#灯";
                string sent = fields.ToJsonString().Replace("#", string.Create(CultureInfo.InvariantCulture, $"\\u{(int)bad:x4}"), StringComparison.Ordinal);
                using var content = new StringContent(sent, System.Text.Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await county.Anonymous.PostAsync(new Uri("/api/v1/reports", UriKind.Relative), content);
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{field} {(int)bad:x4}");
            }
        }
    }

    /// <summary>Every payload in a title, an address and a description; those that fit, in the names of reporter and respondent.</summary>
    private static async Task<List<string>> RegisterAsync(HostileCounty county)
    {
        var (titles, long_, names) = (Payloads.Packed(200), Payloads.Packed(DescriptionLength), Payloads.Packed(100));
        var numbers = new List<string>();
        for (var i = 0; i < titles.Count; i++)
        {
            JsonNode saved = await county.PostAsync("county-dispatcher", "/api/v1/cases", new
            {
                title = titles[i % titles.Count],
                description = long_[i % long_.Count],
                channel = "window",
                category = "01",
                location = new { latitude = 29.05, longitude = 120.01, address = titles[(i + 1) % titles.Count] },
                reporter = new { name = names[i % names.Count], phone = "13955550123" },
                respondent = new { name = names[(i + (names.Count / 2)) % names.Count] },
            });
            numbers.Add(saved["number"]!.GetValue<string>());
        }

        return numbers;
    }

    /// <summary>One case with all payloads in comments and in the texts of moves, and in the names of the files of it and of the next ones.</summary>
    private static async Task<string> WorkOnOneAsync(HostileCounty county, List<string> cases)
    {
        string number = cases[0];
        foreach (string text in Payloads.Packed(2000))
        {
            await county.PostAsync("county-dispatcher", $"/api/v1/cases/{number}/comments", new { text });
        }

        foreach ((int index, string name) in Payloads.Packed(190).Index())
        {
            await county.AttachAsync("county-dispatcher", cases[index / FilesPerCase], name + ".png");
        }

        var long_ = Payloads.Packed(4000);
        await county.MoveAsync("county-dispatcher", number, "dispatch", new { leadUnit = "D05", text = long_[0] });
        await county.MoveAsync("handler", number, "sign", new { });
        foreach (string text in long_)
        {
            await county.MoveAsync("county-dispatcher", number, "remind", new { text });
        }

        await county.MoveAsync("handler", number, "submit", new { text = long_[^1] });
        return number;
    }

    private static async Task<(string Number, string Code)> ReportAsync(HostileCounty county)
    {
        var (title, name) = (Payloads.Packed(200)[0], Payloads.Packed(100)[0]);
        JsonNode report = await county.PostAsync("", "/api/v1/reports", new { title, description = Payloads.Packed(4000)[0], region = HostileCounty.Village, address = title, name, phone = "13955550124" });
        string number = report["number"]!.GetValue<string>();
        await county.MoveAsync("county-dispatcher", number, "dispatch", new { leadUnit = "D05", text = title });
        await county.MoveAsync("handler", number, "sign", new { });
        return (number, report["trackingCode"]!.GetValue<string>());
    }

    /// <summary>Fields that only pages have: words, notices, views, roles, days, limits; and searches, which show what was asked.</summary>
    private static async Task FillFormsAsync(HostileCounty county)
    {
        foreach ((int index, string name) in Payloads.Packed(40).Index())
        {
            string code = string.Create(CultureInfo.InvariantCulture, $"h{index}");
            await county.SubmitAsync("county-dispatcher", "/account", "/admin/words/return-reason", ("_handler", "new"), ("code", code), ("nameZh", name), ("nameEn", name), ("rank", "5"));
            if (index < MostViews)
            {
                await county.SubmitAsync("county-dispatcher", "/account", "/cases/views", ("name", name), ("query", "state=open"), ("_key", code));
            }
        }

        foreach (string text in Payloads.All.Where((_, i) => i % 40 == 0))
        {
            // Refused, most of them, for their braces: then what was typed is shown again.
            await county.SubmitAsync("county-dispatcher", "/admin/notices/dispatch", "/admin/notices/dispatch", ("_handler", "notice"), ("version", "0"), ("textZh", text), ("textEn", text), ("act", "preview"));
            await county.SubmitAsync("county-dispatcher", "/cases/new", "/cases/new", ("title", text), ("description", ""), ("location.address", text), ("reporter.name", text), ("reporter.phone", text));
            await county.SubmitAsync("security-admin", "/admin/staff/new", "/admin/staff/new", ("_handler", "staff"), ("code", text), ("name", text), ("account", text));
            await county.SubmitAsync("", "/track", "/track", ("number", text), ("code", text));
            await county.SubmitAsync("", "/sign-in", "/sign-in", ("_handler", "sign-in"), ("account", text), ("password", text));
        }

        string shown = Payloads.UpTo(40).First(p => p.StartsWith('<'));
        await county.SubmitAsync("county-dispatcher", "/admin/notices/dispatch", "/admin/notices/dispatch", ("_handler", "notice"), ("version", "0"), ("textZh", shown), ("textEn", shown));
        await county.SubmitAsync("security-admin", "/admin/roles/new", "/admin/roles/new", ("_handler", "role"), ("code", "hostile"), ("nameZh", shown), ("nameEn", shown), ("rights", "cases.read"));
    }

    private static async Task ReadCasesAsync(PageGuard clerk, List<string> cases, string worked)
    {
        string listed = "";
        for (int page = 1; page <= (cases.Count / 20) + 1; page++)
        {
            listed += await clerk.VisitAsync(string.Create(CultureInfo.InvariantCulture, $"/cases?page={page}&sort=received"));
        }

        Payloads.All.Where(p => !listed.Contains(p, StringComparison.Ordinal)).ShouldBeEmpty("a list shows titles as they were written");

        // As many cases as it takes until every payload was in a description; their titles and addresses are others.
        string described = "";
        foreach (string number in cases.Take(Payloads.Packed(DescriptionLength).Count))
        {
            described += await clerk.VisitAsync($"/cases/{number}");
        }

        Payloads.All.Where(p => !described.Contains(p, StringComparison.Ordinal)).ShouldBeEmpty("a case is shown as it was written");
        string commented = await clerk.VisitAsync($"/cases/{worked}");
        Payloads.All.Where(p => !commented.Contains(p, StringComparison.Ordinal)).ShouldBeEmpty("comments and moves are shown as they were written");
        foreach (string address in (string[])[$"/cases/{worked}/papers/whole", $"/cases/{worked}/papers/receipt", $"/cases/{cases[1]}/receipt", $"/cases/{worked}/secrecy"])
        {
            await clerk.VisitAsync(address);
        }

        foreach (string words in (string[])["alert", "onerror", "<script", "canary.invalid", "javascript:"])
        {
            await clerk.VisitAsync("/search?q=" + Uri.EscapeDataString(words));
            await clerk.VisitAsync("/cases?q=" + Uri.EscapeDataString(words));
        }

        await clerk.VisitAsync("/cases/bulk?do=dispatch&n=" + string.Join("&n=", cases.Skip(1).Take(10)));
        await clerk.VisitAsync("/cases/bulk?do=export&all=true");
        await clerk.VisitAsync("/cases");
        foreach (ILocator row in (await clerk.Page.Locator("main a.fq-row-link").AllAsync()).Take(5))
        {
            // By script: a title of many lines may have its middle under the drawer.
            await row.EvaluateAsync("row => row.click()");
            await clerk.Page.Locator(".fq-drawer-head a").First.WaitForAsync();
            await clerk.LookAsync("the drawer");
        }
    }

    /// <summary>After the pages of cases, whose forms would otherwise list all of these.</summary>
    private static async Task NameEverythingAsync(HostileCounty county)
    {
        string[] Rows(int length, Func<int, string, string> row) => [.. Payloads.Packed(length).Select((name, i) => row(i + 1, HostileCounty.Cell(name)))];
        await county.ImportAsync("regions", ["代码,名称", $"339901102,{HostileCounty.Cell(Payloads.Packed(100)[0])}", .. Rows(100, (i, name) => string.Create(CultureInfo.InvariantCulture, $"339901102{200 + i:000},{name}"))]);
        await county.ImportAsync("units", ["单位代码,单位名称,单位类型,辖区代码", .. Rows(100, (i, name) => string.Create(CultureInfo.InvariantCulture, $"H{i},{name},department,339901"))]);
        await county.ImportAsync("staff", ["账号,姓名,岗位", .. Rows(50, (i, name) => string.Create(CultureInfo.InvariantCulture, $"h{i},{name},handler@H{i}@339901"))]);
        await county.ImportAsync("categories", ["类别代码,类别名称,英文名称,关键词,需要照片", .. Rows(60, (i, name) => string.Create(CultureInfo.InvariantCulture, $"{CategoryCode(i - 1)},{name},{name},{name},否"))]);
        await county.MoveAsync("county-dispatcher", (await county.PostAsync("county-dispatcher", "/api/v1/cases", new
        {
            title = "路灯", description = "不亮", channel = "window", category = "1001", location = new { latitude = 29.05, longitude = 120.01 },
        }))["number"]!.GetValue<string>(), "dispatch", new { leadUnit = "H1" });
    }

    /// <summary>10, 1001 to 1099, 11, 1101 …: the code of each begins with that of the kind it belongs to.</summary>
    private static int CategoryCode(int row) => row % 100 == 0 ? 10 + (row / 100) : ((10 + (row / 100)) * 100) + (row % 100);

    private static async Task VisitAllAsync(PageGuard guard, string[] pages)
    {
        foreach (string page in pages)
        {
            await guard.VisitAsync(page);
        }
    }

    /// <summary>A finger on each chart: what a tooltip says is written by a script.</summary>
    private static async Task TouchChartsAsync(PageGuard clerk)
    {
        await clerk.VisitAsync("/statistics");
        foreach (ILocator chart in await clerk.Page.Locator("fq-chart").AllAsync())
        {
            await chart.ScrollIntoViewIfNeededAsync();
            await chart.Locator("canvas, svg").First.WaitForAsync();
            if (await chart.BoundingBoxAsync() is not { } box)
            {
                continue;
            }

            foreach (double part in (double[])[0.2, 0.5, 0.8])
            {
                await clerk.Page.Mouse.MoveAsync(box.X + (box.Width * (float)part), box.Y + (box.Height / 2));
            }

            await clerk.LookAsync("a chart");
        }
    }

    private static async Task TouchMapAsync(PageGuard clerk)
    {
        await clerk.VisitAsync("/cases?view=map");
        ILocator canvas = clerk.Page.Locator("fq-map .fq-map-canvas canvas").First;
        await canvas.WaitForAsync();
        LocatorBoundingBoxResult box = (await canvas.BoundingBoxAsync())!;
        foreach (double part in (double[])[0.1, 0.3, 0.5])
        {
            await clerk.Page.Mouse.MoveAsync(box.X + (box.Width * (float)part), box.Y + (box.Height / 2));
            await clerk.LookAsync("the map");
        }
    }

    private static async Task ActAsCitizenAsync(PageGuard visitor, string number, string code)
    {
        foreach (string page in (string[])["/", "/report", "/track", "/fraud-check"])
        {
            await visitor.VisitAsync(page);
        }

        string text = Payloads.Packed(2000)[0];
        await visitor.Page.FillAsync("main textarea", text);
        await visitor.Page.SendAsync(visitor.Page.Locator("main form button.btn-primary").First);
        await visitor.LookAsync("/fraud-check, answered");
        await visitor.Page.GotoAsync("/report");
        await visitor.Page.FillAsync("[name=description]", text);
        await visitor.Page.SendAsync("main form button.btn-primary");
        await visitor.LookAsync("/report/where");
        await new Citizen(visitor.Page).TrackAsync(number, code);
        (await visitor.LookAsync("tracking")).ShouldContain(Payloads.All[0]);
        await visitor.VisitAsync("/track/data");
    }
}
