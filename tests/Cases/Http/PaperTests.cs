using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>What is printed and exported of a case: complete, masked, and no further than the page goes.</summary>
[Collection(HttpTests.Name)]
public sealed class PaperTests
{
    private const string Phone = "13957512345";

    [DatabaseTheory]
    public async Task Docx_OfAWholeCase_OpensAndSaysWhatThePageSays(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await RegisterAsync(dispatcher);
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", text = "请三日内修复" }));
        await handler.MovesAsync(number, ("sign", null), ("progress", new { text = "已到现场查看" }));
        (await handler.AttachAsync(number, Pictures.Png, "现场.png", "before")).Status.ShouldBe(HttpStatusCode.Created);

        var text = await DocxAsync(dispatcher, number, "whole");

        string[] expected =
        [
            "县综治中心事项办理单", $"编号：{number}", "石桥路灯不亮", "晚上看不见路", "县城管局", "派单", "请三日内修复", "已到现场查看", "吴承办", "现场.png", "陆**", "办理时限", "首次联系",
        ];
        foreach (var words in expected)
        {
            text.ShouldContain(words);
        }

        text.ShouldNotContain(Phone);
        (await county.AuditAsync("case.export")).ShouldContain(line => line.StartsWith($"county-dispatcher {number} ", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Slip_BeforeTheDispatch_IsNotThere_AndThenNamesUnitLimitsAndOrder(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await RegisterAsync(dispatcher);
        (await dispatcher.GetAsync($"/cases/{number}/papers/slip")).Status.ShouldBe(HttpStatusCode.NotFound);
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" }, text = "请三日内修复" }));

        var page = await (await county.AsAsync("handler")).GetAsync($"/cases/{number}/papers/slip");
        page.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var words in (string[])["县综治中心事项交办单", number, "县城管局", "县水利局", "请三日内修复", "签收时限", "陆**", "<svg class=\"fq-qr\""])
        {
            page.Text.ShouldContain(words);
        }

        page.Text.ShouldNotContain(Phone);
        (await DocxAsync(dispatcher, number, "slip")).ShouldContain("请三日内修复");
        (await (await county.AsAsync("other-town")).GetAsync($"/cases/{number}/papers/slip")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [DatabaseTheory]
    public async Task Receipt_WithItsCode_IsForWhoTookTheMatterInAlone(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var registered = await dispatcher.PostAsync("/api/v1/cases", new { title = "回执", description = "要一张回执", channel = "window", location = new { grid = County.Grid } });
        var (number, code) = (registered.Json["number"]!.GetValue<string>(), registered.Json["trackingCode"]!.GetValue<string>());

        var page = await dispatcher.GetAsync($"/cases/{number}/papers/receipt");
        page.Text.ShouldContain(code);
        page.Text.ShouldContain("受理回执");
        (await DocxAsync(dispatcher, number, "receipt")).ShouldContain(code);
        (await dispatcher.GetAsync($"/cases/{number}/receipt")).Text.ShouldContain("<svg class=\"fq-qr\"");
        foreach (var other in (string[])["town-dispatcher", "leader"])
        {
            (await (await county.AsAsync(other)).GetAsync($"/cases/{number}/papers/receipt")).Status.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await county.AsAsync(other)).GetAsync($"/cases/{number}/papers/receipt.docx")).Status.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await county.AsAsync(other)).GetAsync($"/cases/{number}")).Text.ShouldNotContain("/papers/receipt", Shouldly.Case.Sensitive, other);
        }
    }

    [DatabaseTheory]
    public async Task Papers_InEnglish_AreInEnglish(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await RegisterAsync(dispatcher);
        var request = new HttpRequestMessage(HttpMethod.Get, $"/cases/{number}/papers/whole");
        request.Headers.Add("Accept-Language", "en");
        var page = await dispatcher.SendAsync(request);
        page.Text.ShouldContain("case record");
        page.Text.ShouldContain("What was reported");
        page.Text.ShouldNotContain("诉求内容");
    }

    private static Task<string> RegisterAsync(Api dispatcher) =>
        dispatcher.RegisterAsync("石桥路灯不亮", "晚上看不见路，老人摔过一跤", reporter: new { name = "陆春生", phone = Phone }, category: "01");

    /// <summary>The text of the exported file, after the schema of the format has found no fault with it.</summary>
    private static async Task<string> DocxAsync(Api person, string number, string paper)
    {
        using var answer = await person.Client.GetAsync(new Uri($"/cases/{number}/papers/{paper}.docx", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldNotBeNull().ShouldEndWith($"{number}.docx");
        using var stream = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        using var document = WordprocessingDocument.Open(stream, isEditable: false);
        new OpenXmlValidator().Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
        return document.MainDocumentPart!.Document.Body!.InnerText;
    }
}
