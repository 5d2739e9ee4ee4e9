using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

public sealed partial class StaffTests
{
    [DatabaseTheory]
    public async Task Person_EnteredWithAccountPasswordAndPost_CanWork(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");

        (await sec.SubmitAsync("/admin/staff/new", "new", ("name", "郑新"), ("code", "N01"), ("account", "zheng.xin"))).ShouldLeadTo("/admin/staff/N01?done=added");
        var person = new Browser(desk.County.Server);
        (await person.SubmitAsync(await LinkAsync(sec, "N01"), "choose", ("password", County.Password), ("again", County.Password))).ShouldLeadTo("/sign-in?signedOut=changed");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "handler"), ("unit", "C01 县综治中心"), ("region", ""))).ShouldLeadTo("/admin/staff/N01?done=post-given");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "2"), ("role", "verifier"), ("unit", "T01"), ("region", "330699101001"))).ShouldLeadTo("/admin/staff/N01?done=post-given");

        (await person.SignInAsync("zheng.xin", County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        var account = WebUtility.HtmlDecode(await person.Client.GetStringAsync(new Uri("/account", UriKind.Relative)));
        account.ShouldContain("部门承办人");
        account.ShouldContain("枫林镇综治中心");
        (await desk.AuditAsync("post.given")).Count.ShouldBe(2);
        (await desk.AuditAsync("post.given")).ShouldAllBe(e => e.Actor == "sec");
    }

    [DatabaseTheory]
    public async Task Post_WhenEnded_GivesNoRightAnyMore(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        (await li.StatusOfAsync("/cases")).ShouldBe(HttpStatusCode.OK);
        var held = (await desk.County.RowsAsync<StaffPost>()).Single(p => p.Role == "handler");

        (await sec.SubmitAsync("/admin/staff/li.qiang", $"end-{held.Id:N}", ("version", "1"), ("last", ""))).ShouldLeadTo("/admin/staff/li.qiang?done=post-ended");

        (await desk.County.RowsAsync<StaffPost>()).Single(p => p.Id == held.Id).ValidTo.ShouldBe(new DateOnly(2026, 3, 5));
        (await li.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.Found, "the session ends with the rights it was begun with");
        li = await desk.AsAsync("li.qiang");
        (await li.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldNotContain("部门承办人");
        // The same post may be given again later.
        (await sec.SubmitAsync("/admin/staff/li.qiang", "post", ("version", "2"), ("role", "handler"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/li.qiang?done=post-given");
        (await li.Client.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldContain("部门承办人");
    }

    [DatabaseTheory]
    public async Task Posts_GivenByTwoAtOnce_CannotTogetherBreakTheSeparationOfDuties(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        (await sec.SubmitAsync("/admin/staff/new", "new", ("name", "郑新"), ("code", "N01"))).ShouldLeadTo("/admin/staff/N01?done=added");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "system-admin"), ("unit", "C01"))).ShouldLeadTo("/admin/staff/N01?done=post-given");

        // The second administrator still sees somebody without posts.
        await (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "handler"), ("unit", "C01"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "role");
        (await sec.SubmitAsync("/admin/staff/N01", "post", ("version", "1"), ("role", "system-admin"), ("unit", "T01"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.County.RowsAsync<StaffPost>()).Count(p => p.Role == "system-admin").ShouldBe(2);
    }

    [DatabaseTheory]
    public async Task Oneself_CannotBeGivenPostsOrPasswords(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");
        var other = await desk.AsAsync("sec2");

        // The page shows no such form to oneself; sent all the same, it is not there to be answered.
        (await sec.SubmitAsync("/admin/staff/sec", "post", ("version", "1"), ("role", "audit-admin"), ("unit", "C01"))).IsSuccessStatusCode.ShouldBeFalse();
        (await sec.SubmitAsync("/admin/staff/sec", "name", ("version", "1"), ("name", "别名"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.SubmitAsync("/admin/staff/sec", "name", ("version", "1"), ("name", "孙安安"))).ShouldLeadTo("/admin/staff/sec?done=saved");
        (await desk.County.RowsAsync<StaffPost>()).ShouldNotContain(p => p.Role == "audit-admin");
    }

    [DatabaseTheory]
    public async Task Account_WhenDisabled_IsOutAtOnce_AndOldFormsLose(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        var version = (await desk.County.RowsAsync<Account>()).Single(a => a.Name == "li.qiang").Version;

        (await sec.SubmitAsync("/admin/staff/li.qiang", "switch", ("version", version.Text()), ("disabled", "true"))).ShouldLeadTo("/admin/staff/li.qiang?done=saved");

        (await li.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.Found);
        (await sec.SubmitAsync("/admin/staff/li.qiang", "switch", ("version", version.Text()), ("disabled", "false"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.AuditAsync("account.disabled")).ShouldHaveSingleItem().ObjectId.ShouldBe("li.qiang");
    }

    [DatabaseTheory]
    public async Task BadInput_NamesTheFields(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");

        await (await sec.SubmitAsync("/admin/staff/new", "new", ("name", ""), ("code", "LI.QIANG"), ("account", "wang.fang"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "name", "code", "account");
        await (await sec.SubmitAsync("/admin/staff/wang.fang", "post", ("version", "1"), ("role", "king"), ("unit", "X9"), ("region", "12x"), ("from", "2026-03-09"), ("to", "2026-03-01")))
            .ShouldRefuseAsync(HttpStatusCode.BadRequest, "role", "unit", "region", "to");
    }

    [DatabaseTheory]
    public async Task LinkToChooseAPassword_WorksOnce_ForADay_AndTheNewestOnly(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (sec, li) = (await desk.AsAsync("sec"), await desk.AsAsync("li.qiang"));
        var older = await LinkAsync(sec, "li.qiang");
        var link = await LinkAsync(sec, "li.qiang");
        var person = new Browser(desk.County.Server);

        (await person.StatusOfAsync(older)).ShouldBe(HttpStatusCode.Gone);
        await (await person.SubmitAsync(link, "choose", ("password", "short"), ("again", "short"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "password");
        await (await person.SubmitAsync(link, "choose", ("password", "Other-Horse-78"), ("again", "Other-Horse-79"))).ShouldRefuseAsync(HttpStatusCode.BadRequest, "again");
        (await li.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.OK);
        (await person.SubmitAsync(link, "choose", ("password", "Other-Horse-78"), ("again", "Other-Horse-78"))).ShouldLeadTo("/sign-in?signedOut=changed");

        (await person.StatusOfAsync(link)).ShouldBe(HttpStatusCode.Gone);
        (await li.StatusOfAsync("/account")).ShouldBe(HttpStatusCode.Found);
        (await person.SignInAsync("li.qiang", "Other-Horse-78")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await desk.AuditAsync("password.chosen")).ShouldHaveSingleItem().Actor.ShouldBe("li.qiang");
        var late = await LinkAsync(sec, "li.qiang");
        desk.County.Time.Advance(TimeSpan.FromHours(24));
        (await person.StatusOfAsync(late)).ShouldBe(HttpStatusCode.Gone);
    }

    [DatabaseTheory]
    public async Task LinkToChooseAPassword_SentTwiceAtOnce_IsUsedOnce(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var link = await LinkAsync(await desk.AsAsync("sec"), "li.qiang");

        // All have the page open before the first of them sends it: whoever comes later finds no form.
        var open = new List<(Browser Browser, string Token)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = new Browser(desk.County.Server);
            open.Add((browser, Browser.TokenIn(await browser.Client.GetStringAsync(new Uri(link, UriKind.Relative)))));
        }

        var answers = await Task.WhenAll(open.Select(o => o.Browser.Client.PostAsync(new Uri(link, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "choose", ["__RequestVerificationToken"] = o.Token, ["password"] = "Other-Horse-78", ["again"] = "Other-Horse-78",
        }))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Found).ShouldBe(1);
        (await desk.AuditAsync("password.chosen")).Count.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task LinkToChooseAPassword_OfAnotherAdministrator_IsTheOperatorsToMake(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sec = await desk.AsAsync("sec");

        (await sec.SubmitAsync("/admin/staff/sys", "link")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.County.RowsAsync<OneTimeLink>()).ShouldBeEmpty();
    }

    /// <summary>The path of the link the page shows once.</summary>
    private static async Task<string> LinkAsync(Browser administrator, string code)
    {
        var made = await administrator.SubmitAsync($"/admin/staff/{code}", "link");
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return LinkText().Match(await made.TextAsync()).Value;
    }

    [GeneratedRegex("/password/[A-Za-z0-9_-]{43}")]
    private static partial Regex LinkText();
}
