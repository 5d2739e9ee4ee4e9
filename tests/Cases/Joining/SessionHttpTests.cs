using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>Units sit together: each writes its own opinion, the minutes are the convener's, and after the chair's signature nothing changes.</summary>
[Collection(HttpTests.Name)]
public sealed class SessionHttpTests
{
    [DatabaseTheory]
    public async Task Session_IsConvenedMinutedSignedAndPrinted_AndEachUnitWritesItsOwn(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (desk, lead, unit) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        var number = await desk.RegisterAsync();
        await desk.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var page = $"/cases/{number}/joint";
        var refused = await lead.SubmitAsync(page, $"{page}/sessions", ("convene.subject", ""), ("convene.start", "x"), ("convene.place", ""), ("convene.chair", "nobody"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in (string[])["subject", "start", "place", "chair", "units"])
        {
            refused.Text.ShouldContain($"id=\"f-convene-{field}-error\"", customMessage: field);
        }

        (await unit.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await lead.SubmitAsync(page, $"{page}/sessions", ("convene.subject", "河道占用"), ("convene.start", "2026-12-01T09:00"), ("convene.place", "县综治中心二楼"), ("convene.units", "D05"), ("convene.units", "D06")))
            .Status.ShouldBe(HttpStatusCode.SeeOther);
        (await unit.PostAsync($"/api/v1/cases/{number}/sessions", new { })).Status.ShouldBe(HttpStatusCode.Forbidden, "called units do not convene");
        var session = (await unit.GetAsync($"/api/v1/cases/{number}/joint")).Json["sessions"]!.AsArray().ShouldHaveSingleItem()!;
        var id = session["id"]!.GetValue<Guid>();
        var acts = $"/api/v1/sessions/{id}";
        session["acts"]!.AsArray().ShouldBeEmpty();
        var line = $"#session-{id:N}";
        (await unit.GetAsync("/sessions?pile=opinion-due")).Text.ShouldContain(line);
        (await unit.GetAsync("/sessions?pile=all")).Text.ShouldContain(line);
        (await unit.GetAsync($"/sessions/{id}/minutes")).Status.ShouldBe(HttpStatusCode.NotFound, "not held yet");

        // One's own opinion, and nobody else's; the centre writes none.
        (await unit.PostAsync($"{acts}/opinion", new { unit = "D05", text = "代写" }, Match(1))).Code.ShouldBe("joint.not-your-opinion");
        (await desk.PostAsync($"{acts}/opinion", new { unit = "D06", text = "代写" }, Match(1))).Code.ShouldBe("joint.not-your-opinion");
        (await unit.SubmitAsync(page, $"{page}/sessions/{id}/opinion", ("version", "1"), ("unit", "D06"), ($"opinionD06-{id:N}.text", "应先清退占用"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await lead.PostAsync($"{acts}/hold", new { text = "", conclusion = "" }, Match(2))).Fields.ShouldBe(["text", "conclusion"], ignoreOrder: true);
        (await lead.PostAsync($"{acts}/sign", new { }, Match(2))).Status.ShouldBe(HttpStatusCode.Conflict, "nothing to sign");
        (await lead.PostAsync($"{acts}/hold", new { text = "各方到会", conclusion = "十日内清退" }, Match(2))).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.PostAsync($"{acts}/sign", new { }, Match(3))).Status.ShouldBe(HttpStatusCode.Forbidden, "the chair signs");
        (await lead.GetAsync("/sessions?pile=to-sign")).Text.ShouldContain(line);
        (await desk.GetAsync("/sessions?pile=to-sign")).Text.ShouldNotContain(line, customMessage: "somebody else is the chair");
        (await unit.GetAsync("/sessions?pile=opinion-due")).Text.ShouldNotContain(line, customMessage: "it has said what it thinks");

        // The signature and a late opinion at the same moment: what was signed is what stands.
        var race = await Task.WhenAll(lead.PostAsync($"{acts}/sign", new { }, Match(3)), lead.PostAsync($"{acts}/sign", new { }, Match(3)), unit.PostAsync($"{acts}/opinion", new { unit = "D06", text = "改为缓办" }, Match(3)));
        race.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1, string.Join(' ', race.Select(a => a.Text)));
        if (race[2].Status == HttpStatusCode.OK)
        {
            (await lead.PostAsync($"{acts}/sign", new { }, Match(4))).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await unit.PostAsync($"{acts}/opinion", new { unit = "D06", text = "再改" }, Match(9))).Code.ShouldBe("joint.session-not-there");
        (await lead.PostAsync($"{acts}/hold", new { text = "改", conclusion = "改" }, Match(9))).Code.ShouldBe("joint.session-not-there");
        var print = (await unit.GetAsync($"/sessions/{id}/minutes")).Words();
        foreach (var words in (string[])["矛盾联调会议纪要", "河道占用", "各方到会", "十日内清退", "县水利局", "吴承办", number])
        {
            print.ShouldContain(words);
        }

        using (var docx = WordprocessingDocument.Open(new MemoryStream(await desk.Client.GetByteArrayAsync(new Uri($"/sessions/{id}/minutes.docx", UriKind.Relative))), false))
        {
            docx.MainDocumentPart!.Document!.InnerText.ShouldContain("十日内清退");
        }

        (await (await county.AsAsync("other-town")).GetAsync($"/sessions/{id}/minutes")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await county.AsAsync("other-town")).GetAsync("/sessions?pile=all")).Text.ShouldNotContain(line);
        (await county.AuditAsync("session.sign")).ShouldContain(line => line.StartsWith($"handler {number} ", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Session_IsMovedOrCancelledWhilePlanned_AndNotAfter(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var desk = await county.AsAsync("county-dispatcher");
        var number = await desk.RegisterAsync();
        var made = await desk.PostAsync($"/api/v1/cases/{number}/sessions", new { start = "2026-12-01T09:00", place = "一楼", subject = "邻里", units = new[] { "D05" } });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var acts = $"/api/v1/sessions/{made.Json["id"]!.GetValue<Guid>()}";
        (await desk.PostAsync($"{acts}/move", new { start = "", place = "" }, Match(1))).Fields.ShouldBe(["start", "place"], ignoreOrder: true);
        (await desk.PostAsync($"{acts}/move", new { start = "2026-12-02T14:00", place = "二楼" }, Match(1))).Json["startAt"]!.GetValue<DateTime>().ToUniversalTime().ShouldBe(new DateTime(2026, 12, 2, 6, 0, 0, DateTimeKind.Utc));
        (await desk.PostAsync($"{acts}/cancel", new { text = "双方已和解" }, Match(2))).Json["state"]!.GetValue<string>().ShouldBe("cancelled");
        foreach (var act in (string[])["move", "hold", "cancel"])
        {
            (await desk.PostAsync($"{acts}/{act}", new { text = "x", conclusion = "x", start = "2026-12-02T14:00", place = "x" }, Match(3))).Code.ShouldBe("joint.session-not-there", act);
        }
    }

    private static (string Name, string Value) Match(int version) => ("If-Match", $"\"{version}\"");
}
