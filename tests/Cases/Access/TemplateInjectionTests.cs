using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Texts that template engines would reckon with: here a text is a text, and a notice knows its own few words and nothing behind them.</summary>
[Collection(HttpTests.Name)]
public sealed class TemplateInjectionTests
{
    private const string Product = "1787569";

    /// <summary>1337 × 1337 in the languages of templates, and ways to what lies behind a value.</summary>
    private static readonly string[] Expressions =
    [
        "{{1337*1337}}", "${1337*1337}", "@(1337*1337)", "<%=1337*1337%>", "#{1337*1337}", "{1337*1337}", "{{= 1337*1337 }}", "{% print 1337*1337 %}", "[[${1337*1337}]]", "$(1337*1337)", "`1337*1337`", "{number.GetType()}",
        "{number.Length}", "{number,9999999}", "{number:X}", "{0}", "{unit[0]}", "{{number}}", "{Number}", "{ number }", "{number}{number", "{}", "}{", "%s%n%x", "{reporter}", "{password}", "{number!}", "{number?.Case.Persons}",
    ];

    [DatabaseTheory]
    public async Task NoticeTexts_KnowTheirWords_AndReckonNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var keeper = await county.AsAsync("county-dispatcher");
        var number = await keeper.RegisterAsync("路灯不亮", reporter: new { name = "欧阳某某", phone = "13955550123" });
        var taken = 0;
        foreach (var expression in Expressions)
        {
            var preview = await keeper.PostFormAsync("/admin/notices/dispatch", "notice", ("version", "0"), ("textZh", expression), ("textEn", "ok"), ("case", number), ("act", "preview"));
            preview.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest], expression);
            preview.Text.ShouldNotContain(Product, customMessage: expression);
            preview.Text.ShouldNotContain("System.", customMessage: expression);
            preview.Text.ShouldNotContain("欧阳某某", customMessage: expression);
            preview.Text.ShouldNotContain(new string(' ', 9999), customMessage: expression);
            taken += preview.Status == HttpStatusCode.OK ? 1 : 0;
            if (expression.StartsWith('{') && !expression.StartsWith("{{", StringComparison.Ordinal))
            {
                preview.Status.ShouldBe(HttpStatusCode.BadRequest, expression);
            }
        }

        taken.ShouldBeGreaterThan(0, "what has no braces is a text like any other");
    }

    [DatabaseTheory]
    public async Task TextsOfPeople_AreReckonedNowhere(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var text = string.Join(' ', Expressions);
        var number = await dispatcher.RegisterAsync(text[..180], description: text);
        await dispatcher.MovesAsync(number, ("refuse", new { text }));
        foreach (var page in (string[])[$"/cases/{number}", $"/cases/{number}/papers/whole", "/cases", $"/api/v1/cases/{number}", $"/api/v1/cases/{number}/timeline", "/search?q=" + Uri.EscapeDataString("1337*1337")])
        {
            var answer = await dispatcher.GetAsync(page);
            answer.Status.ShouldBe(HttpStatusCode.OK, page);
            answer.Text.ShouldNotContain(Product, customMessage: page);
        }

        (await dispatcher.GetAsync($"/cases/{number}")).Words().ShouldContain("${1337*1337}", customMessage: "as it was written");
    }
}
