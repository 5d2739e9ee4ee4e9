using System.Diagnostics;
using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Two hundred texts that mean something to a database or to its full-text search, in every parameter of every list: they are text or an error.</summary>
[Collection(HttpTests.Name)]
public sealed class QueryLanguageTests
{
    private static readonly string[] Lists =
    [
        "/api/v1/cases?q=", "/api/v1/cases?sort=", "/api/v1/cases?state=", "/api/v1/cases?region=", "/api/v1/cases?category=", "/api/v1/cases?unit=", "/api/v1/cases?channel=", "/api/v1/cases?queue=", "/api/v1/cases?from=",
        "/api/v1/cases?to=", "/api/v1/cases?overdue=", "/api/v1/cases?page=", "/api/v1/cases?pageSize=", "/api/v1/statistics/summary?region=", "/api/v1/statistics/summary?from=", "/api/v1/regions?parent=", "/api/v1/units?q=",
        "/search?q=", "/cases?q=", "/statistics?category=",
    ];

    /// <summary>Longer than any parameter may be is refused by the server before anybody reads it.</summary>
    private const int LongestAnswerMilliseconds = 5000;

    [DatabaseTheory]
    public async Task Parameters_OfEveryList_AreNeverALanguage(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        for (var i = 0; i < 5; i++)
        {
            await dispatcher.RegisterAsync();
        }

        var before = await county.RowCountsAsync();
        var all = Texts().ToList();
        all.Count.ShouldBeGreaterThanOrEqualTo(200);
        foreach (var (index, text) in all.Index())
        {
            // Each list sees every tenth text, the two searches see all.
            foreach (var list in Lists.Where((_, at) => at == 0 || at % 10 == index % 10))
            {
                var clock = Stopwatch.StartNew();
                var answer = await dispatcher.GetAsync(list + Escape(text));
                var (status, what) = ((int)answer.Status, $"{list}{text}: {answer.Text[..Math.Min(answer.Text.Length, 300)]}");
                (status is 200 or 400 or 404 or 414).ShouldBeTrue($"{status} {what}");
                clock.ElapsedMilliseconds.ShouldBeLessThan(LongestAnswerMilliseconds, what);
                foreach (var told in (string[])["syntax error", "SQLite", "Npgsql", "42601", "no such column", "fts5", "unterminated", "   at "])
                {
                    answer.Text.ShouldNotContain(told, customMessage: what);
                }

                if (list == Lists[0] && answer.Status == HttpStatusCode.OK)
                {
                    answer.Json["total"]!.GetValue<int>().ShouldBe(0, "nobody wrote that: " + text);
                }
            }
        }

        (await county.RowCountsAsync()).ShouldBe(before);
    }

    /// <summary>What a search for everything would look like, were it one: the signs are looked for, and found where they were written.</summary>
    [DatabaseTheory]
    public async Task Wildcards_AreLookedForAsTheyStand(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        string[] titles = ["折扣 50%_off 到期", "路径 C:\\temp*", "引号 \"AND\" 与 'OR'", "井盖"];
        foreach (var title in titles)
        {
            await dispatcher.RegisterAsync(title);
        }

        (string Words, int Found)[] searches = [("%%", 0), ("__", 0), ("**", 0), ("\"\"", 0), ("50%_off", 1), ("C:\\temp", 1), ("\"AND\"", 1), ("'OR'", 1), ("井盖", 1)];
        foreach (var (words, found) in searches)
        {
            var answer = await dispatcher.GetAsync("/api/v1/cases?q=" + Uri.EscapeDataString(words));
            if (answer.Status == HttpStatusCode.OK)
            {
                answer.Json["total"]!.GetValue<int>().ShouldBe(found, words);
            }
            else
            {
                (answer.Status, found).ShouldBe((HttpStatusCode.BadRequest, 0), words);
            }
        }
    }

    /// <summary>Ends of strings × statements × ends of lines, and the operators of full-text searches.</summary>
    private static IEnumerable<string> Texts()
    {
        foreach (var quote in (string[])["'", "\"", "`", "')", "'))", "]", "\\'"])
        {
            foreach (var statement in (string[])[" OR 1=1", " OR 'a'='a'", ";DROP TABLE cases", " UNION SELECT NULL,NULL,NULL", " AND (SELECT count(*) FROM cases)>0", ";SELECT pg_sleep(9)", "||(SELECT password FROM accounts)||", " AND randomblob(900000000)=1"])
            {
                foreach (var end in (string[])["--", "/*", "#x", ""])
                {
                    yield return quote + statement + end;
                }
            }
        }

        string[] others =
        [
            "NEAR(路灯, 5)", "NEAR(", "xx*yy*", "^xx", "title:xx", "{title body}:xx", "xx AND", "OR OR", "NOT xx", "xx NOT", "(((((", new string('(', 10_000)[..3000], "\"xx", "\"\"\"", "xx + yy zz", "- xx yy", "xx<->yy", "xx & | !", "xx:*", "!xx!!",
            "%xx%", "_x_x_", "\\xx\\", "xx\0yy", "\ud800x", "xx\u202eyy", "x\u0301\u0301", "１＝１ ＯＲ", "char(39)", "0x27204f52", "%27%20OR%201", "${jndi:ldap://x}", "{\"$gt\":\"\"}", "title; drop", "1;2", "(select 1)", "case when 1=1 then", "title desc, (select 1)", "$1 @p0 :p0 ?1",
            new string('x', 3000), string.Join(' ', Enumerable.Repeat("xx", 900)), "x'y'z\"w",
        ];
        foreach (var other in others)
        {
            yield return other;
        }
    }

    private static string Escape(string text) => text.Contains('\ud800', StringComparison.Ordinal) ? "%ED%A0%80xx" : Uri.EscapeDataString(text);
}
