using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Imports;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>Imports from the page: checked, loaded, kept in the history, undone.</summary>
public sealed partial class ImportPageTests
{
    private const string Units = "code,name,kind,region\nC01,县社会治理中心,县级中心,330699\nD09,县教育局,部门,330699\n";

    [DatabaseTheory]
    public async Task File_CheckedThenLoadedThenUndone_LeavesEverythingAsItWas(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        var before = (await desk.County.RowsAsync<Unit>()).ConvertAll(u => (u.Code, u.Name, u.Kind, u.Region));

        var page = (await UploadAsync(sys, "units", "单位.csv", Units)).Leads();
        (await desk.County.RowsAsync<Unit>()).Count.ShouldBe(2);
        (await sys.SubmitAsync(page, "load", ("version", "1"))).ShouldLeadTo(page + "?done=loaded");
        desk.County.Get<IUnitDirectory>().FindByCode("D09")!.Name.ShouldBe("县教育局");
        var run = (await RunsAsync(desk, "units")).Single(r => r.Account == "sys");
        (run.FileName, run.Account, run.State, run.Read, run.Added, run.Changed, run.Sha256.Length).ShouldBe(("单位.csv", "sys", ImportState.Loaded, 2, 1, 1, 64));
        (await sys.SubmitAsync(page, "undo", ("version", "1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await sys.SubmitAsync(page, "undo", ("version", run.Version.Text()))).ShouldLeadTo(page + "?done=undone");

        (await desk.County.RowsAsync<Unit>()).ConvertAll(u => (u.Code, u.Name, u.Kind, u.Region)).ShouldBe(before, ignoreOrder: true);
        desk.County.Get<IUnitDirectory>().FindByCode("D09").ShouldBeNull();
        desk.County.Get<IUnitDirectory>().FindByCode("C01")!.Name.ShouldBe("县综治中心");
        (await desk.AuditAsync("import.undone")).ShouldHaveSingleItem().Actor.ShouldBe("sys");
    }

    [DatabaseTheory]
    public async Task Undo_OfWhatWasChangedOrUsedSince_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sys, sec) = (await desk.AsAsync("sys"), await desk.AsAsync("sec"));
        var page = (await UploadAsync(sys, "units", "u.csv", Units)).Leads();
        (await sys.SubmitAsync(page, "load", ("version", "1"))).ShouldLeadTo(page + "?done=loaded");
        (await sec.SubmitAsync("/admin/staff/li.qiang", "post", ("version", "1"), ("role", "handler"), ("unit", "D09"))).ShouldLeadTo("/admin/staff/li.qiang?done=post-given");

        var used = await sys.SubmitAsync(page, "undo", ("version", "2"));
        used.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sys.SubmitAsync("/admin/units/D09", "unit", ("version", "1"), ("name", "县教体局"), ("kind", "Department"), ("region", "330699"))).ShouldLeadTo("/admin/units/D09?done=saved");
        var changed = await sys.SubmitAsync(page, "undo", ("version", "2"));
        changed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await changed.TextAsync()).ShouldContain("又改过");
        desk.County.Get<IUnitDirectory>().FindByCode("C01")!.Name.ShouldBe("县社会治理中心");
        (await RunsAsync(desk, "units")).Single(r => r.Account == "sys").State.ShouldBe(ImportState.Loaded);
    }

    [DatabaseTheory]
    public async Task File_WithBadRows_NamesThemForDownload_AndLoadsTheGoodOnesOnlyWhenAsked(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        var page = (await UploadAsync(sys, "units", "u.csv", "code,name,kind,region\nD09,县教育局,部门,330699\nD10,,部门,330699\n")).Leads();

        (await sys.Client.GetStringAsync(new Uri(page + "/problems.csv", UriKind.Relative))).ShouldContain("必填");
        (await sys.SubmitAsync(page, "load", ("version", "1"))).ShouldLeadTo(page + "?done=loaded");
        desk.County.Get<IUnitDirectory>().FindByCode("D09").ShouldBeNull();
        (await sys.SubmitAsync(page, "load", ("version", "2"), ("skip", "true"))).ShouldLeadTo(page + "?done=loaded");
        desk.County.Get<IUnitDirectory>().FindByCode("D09").ShouldNotBeNull();
        (await RunsAsync(desk, "units")).Single(r => r.Account == "sys").Bad.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Kinds_BelongToWhoKeepsWhatTheyHold(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sys, sec, wang) = (await desk.AsAsync("sys"), await desk.AsAsync("sec"), await desk.AsAsync("wang.fang"));

        (await UploadAsync(sys, "staff", "s.csv", "name,account\n郑新,zheng\n")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = (await UploadAsync(sec, "staff", "s.csv", "name,account\n郑新,zheng\n")).Leads();
        (await sys.StatusOfAsync(page)).ShouldBe(HttpStatusCode.NotFound);
        (await wang.StatusOfAsync("/admin/imports")).ShouldBe(HttpStatusCode.Forbidden);
        (await UploadAsync(sys, "units", "u.exe", "x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await UploadAsync(sys, "units", "u.csv", "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // The imports this county was set up with came by the command line's way and are in the history as well.
        (await RunsAsync(desk, "grids")).ShouldHaveSingleItem().Account.ShouldBe("operator");
    }

    private static async Task<List<ImportRun>> RunsAsync(Desk desk, string kind) =>
        [.. (await desk.County.RowsAsync<ImportRun>()).Where(r => r.Kind == kind).OrderBy(r => r.AtUtc).ThenBy(r => r.Id)];

    private static async Task<HttpResponseMessage> UploadAsync(Browser browser, string kind, string name, string content)
    {
        var html = await browser.Client.GetStringAsync(new Uri("/admin/imports", UriKind.Relative));
        var form = new MultipartFormDataContent
        {
            { new StringContent("check"), "_handler" },
            { new StringContent(WebUtility.HtmlDecode(TokenField().Match(html).Groups[1].Value)), "__RequestVerificationToken" },
            { new StringContent(kind), "kind" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name },
        };
        return await browser.Client.PostAsync(new Uri("/admin/imports", UriKind.Relative), form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
