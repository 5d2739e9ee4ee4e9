using System.Net;
using System.Text;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class AttachmentTests
{
    [DatabaseTheory]
    public async Task Attach_WhenItIsAPicture_IsServedUnderHeadersThatNothingRunsUnder(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var attached = await dispatcher.AttachAsync(number, Pictures.Png, "../../现场 照片.exe.png", "before");
        attached.Status.ShouldBe(HttpStatusCode.Created, attached.Text);
        (attached.Json["contentType"]!.GetValue<string>(), attached.Json["stage"]!.GetValue<string>()).ShouldBe(("image/png", "before"));
        attached.Json["name"]!.GetValue<string>().ShouldNotContain("/");

        var read = await dispatcher.GetAsync(attached.Message.Headers.Location!.ToString());
        read.Status.ShouldBe(HttpStatusCode.OK);
        read.Message.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        read.Message.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        string.Join(' ', read.Message.Headers.GetValues("Content-Security-Policy")).ShouldContain("sandbox");
        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["attachments"]!.AsArray().Count.ShouldBe(1);
        (await county.Anonymous.GetAsync(attached.Message.Headers.Location.ToString())).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var other = await dispatcher.RegisterAsync();
        (await dispatcher.GetAsync(attached.Message.Headers.Location.ToString().Replace(number, other, StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [DatabaseTheory]
    public async Task Attach_WhenTheContentIsNotWhatItClaims_IsRefusedByContent(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        var before = await county.RowCountsAsync();
        (string Name, byte[] Content)[] refused =
        [
            ("page.png", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>")),
            ("drawing.svg", Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")),
            ("program.pdf", Encoding.ASCII.GetBytes("MZ\u0090\0this is a program")),
            ("script.sh", Encoding.ASCII.GetBytes("#!/bin/sh\nrm -rf /")),
        ];
        foreach (var (name, content) in refused)
        {
            var answer = await dispatcher.AttachAsync(number, content, name);
            ((int)answer.Status).ShouldBeOneOf(415, 422);
            answer.Code.ShouldStartWith("files.");
        }

        (await dispatcher.AttachAsync(number, [], "empty.png")).Code.ShouldBe("files.empty");
        (await dispatcher.AttachAsync(number, Pictures.Png, "a.png", "sideways")).ShouldSatisfyAllConditions(a => a.Code.ShouldBe("cases.unknown-code"), a => a.Fields.ShouldBe(["stage"]));
        (await dispatcher.PostAsync($"/api/v1/cases/{number}/attachments", new { file = "x" })).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await dispatcher.PostRawAsync($"/api/v1/cases/{number}/attachments", "--x\r\nbroken", "multipart/form-data; boundary=x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var large = await dispatcher.AttachAsync(number, [.. Pictures.Png, .. new byte[5 << 20]], "large.png");
        (large.Status, large.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "platform.too-large"));
        (await county.RowCountsAsync()).ShouldBe(before);
    }

    [DatabaseTheory]
    public async Task Attach_WhenTheyOnlyMayRead_IsForbidden(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var number = await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        var answer = await (await county.AsAsync("leader")).AttachAsync(number, Pictures.Png, "a.png");
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Forbidden, "cases.not-allowed"));
    }

    [DatabaseTheory]
    public async Task Submit_WhenTheCategoryAsksForPictures_NeedsThemFromBeforeAndAfter(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        var number = await dispatcher.RegisterAsync(category: "0101");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        await handler.MovesAsync(number, ("sign", null));
        (await handler.MoveAsync(number, "submit", new { text = "好了" })).Code.ShouldBe("cases.photos-missing");
        (await handler.AttachAsync(number, Pictures.Png, "前.png", "before")).Status.ShouldBe(HttpStatusCode.Created);
        (await handler.MoveAsync(number, "submit", new { text = "好了" })).Code.ShouldBe("cases.photos-missing");
        (await handler.AttachAsync(number, Pictures.Png, "后.png", "after")).Status.ShouldBe(HttpStatusCode.Created);
        await handler.MovesAsync(number, ("submit", new { text = "好了" }));
        (await handler.AttachAsync(number, Pictures.Png, "再.png")).Status.ShouldBe(HttpStatusCode.Created);
    }
}
