using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Cases.Wording;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Wording;

/// <summary>What units are told, in the county's words.</summary>
[Collection(HttpTests.Name)]
public sealed class NoticeTextTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [DatabaseTheory]
    public async Task Text_PreviewedSavedAndReset_IsWhatTheTraySays(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (keeper, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await keeper.RegisterAsync("路灯不亮");
        await keeper.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await Eventually.HoldsAsync(async () => (await NoticesAsync(handler)).Count == 1, Patience)).ShouldBeTrue();
        (await NoticesAsync(handler))[0]!["text"]!.GetValue<string>().ShouldBe("派来新事项");

        (string, string)[] texts = [("textZh", "请{unit}办理 {number}（{place}）"), ("textEn", "{unit}: please handle {number}")];
        var preview = await keeper.PostFormAsync("/admin/notices/dispatch", "notice", [("version", "0"), .. texts, ("case", number), ("act", "preview")]);
        preview.Words().ShouldContain($"请县城管局办理 {number}（枫林镇 溪口村 溪口第一网格）");
        preview.Words().ShouldContain($"县城管局: please handle {number}");
        (await NoticesAsync(handler))[0]!["text"]!.GetValue<string>().ShouldBe("派来新事项", "a preview saves nothing");

        (await keeper.PostFormAsync("/admin/notices/dispatch", "notice", [("version", "0"), .. texts])).Status.ShouldBe(HttpStatusCode.Found);
        (await NoticesAsync(handler))[0]!["text"]!.GetValue<string>().ShouldBe($"请县城管局办理 {number}（枫林镇 溪口村 溪口第一网格）");
        (await handler.GetAsync("/work")).Words().ShouldContain($"请县城管局办理 {number}");
        // A second keeper had the page open from before.
        (await keeper.PostFormAsync("/admin/notices/dispatch", "notice", [("version", "0"), .. texts])).Status.ShouldBe(HttpStatusCode.Conflict);

        (await keeper.PostFormAsync("/admin/notices/dispatch", "reset")).Status.ShouldBe(HttpStatusCode.Found);
        (await NoticesAsync(handler))[0]!["text"]!.GetValue<string>().ShouldBe("派来新事项");
        (await county.AuditAsync("notice-template.changed")).ShouldHaveSingleItem();
        (await county.AuditAsync("notice-template.reset")).ShouldHaveSingleItem().ShouldStartWith("county-dispatcher dispatch");
    }

    [DatabaseTheory]
    public async Task Text_WithUnknownPlaceholder_OrACaseOneMayNotSee_IsRefusedAtItsField(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var keeper = await county.AsAsync("county-dispatcher");
        var refused = await keeper.PostFormAsync("/admin/notices/close", "notice", ("version", "0"), ("textZh", "{reporter}的事项已结案"), ("textEn", "Closed {number"), ("act", ""));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("id=\"f-textZh-error\"");
        refused.Text.ShouldContain("id=\"f-textEn-error\"");
        var unseen = await keeper.PostFormAsync("/admin/notices/close", "notice", ("version", "0"), ("textZh", "好"), ("textEn", "ok"), ("case", "SJ2020010133990100001"), ("act", "preview"));
        unseen.Status.ShouldBe(HttpStatusCode.BadRequest);
        unseen.Text.ShouldContain("id=\"f-case-error\"");
    }

    [DatabaseTheory]
    public async Task Comment_ThatNamesAUnit_LiesInItsTray_AndInNoOther(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (dispatcher, handler, other) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await dispatcher.RegisterAsync();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" } }));
        (await handler.PostAsync($"/api/v1/cases/{number}/comments", new { text = "请水利局一起到现场", units = new[] { "D06" } })).Status.ShouldBe(HttpStatusCode.Created);

        var told = (await NoticesAsync(other)).Where(n => n!["move"]!.GetValue<string>() == "comment").ShouldHaveSingleItem()!;
        (told["number"]!.GetValue<string>(), told["text"]!.GetValue<string>()).ShouldBe((number, "县城管局在评论里提到本单位"));
        (await NoticesAsync(handler)).ShouldNotContain(n => n!["move"]!.GetValue<string>() == "comment");
        (await other.GetAsync("/work")).Text.ShouldContain($"/cases/{number}#comments");
    }

    [Theory]
    [InlineData("{number} {title}", null)]
    [InlineData("没有花括号", null)]
    [InlineData("{from}", "cases.template-placeholder-unknown")]
    [InlineData("{Number}", "cases.template-placeholder-unknown")]
    [InlineData("{{number}}", "cases.template-brace-alone")]
    [InlineData("{number", "cases.template-brace-alone")]
    [InlineData("number}", "cases.template-brace-alone")]
    public void Fault_NamesWhatIsWrong(string text, string? code) => (NoticeWords.Fault(text, NoticeKind.Dispatch)?.Code).ShouldBe(code);

    private static async Task<JsonArray> NoticesAsync(Api person) => (await person.GetAsync("/api/v1/notices")).Json["items"]!.AsArray();
}
