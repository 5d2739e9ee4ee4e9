using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>The tests' clock stands at Friday, 6 March 2026.</summary>
public sealed class CalendarPageTests
{
    private static readonly DateOnly Friday = new(2026, 3, 6);

    [DatabaseTheory]
    public async Task Day_SetAndTakenBack_CountsAtOnce_AndALateFormLoses(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var sys = await desk.AsAsync("sys");
        var calendar = desk.County.Get<ICalendarSource>();
        calendar.Current.AddWorkingDays(Friday, 1).ShouldBe(new DateOnly(2026, 3, 9));

        (await SetAsync(sys, "2026-03-09", 0, "rest", "县庆")).ShouldLeadTo("/admin/calendar?year=2026&day=2026-03-09&done=saved");
        (await SetAsync(sys, "2026-03-07", 0, "work", "县庆")).StatusCode.ShouldBe(HttpStatusCode.Found);
        calendar.Current.AddWorkingDays(Friday, 1).ShouldBe(new DateOnly(2026, 3, 7));
        (await SetAsync(sys, "2026-03-07", 1, "rule", "")).StatusCode.ShouldBe(HttpStatusCode.Found);
        calendar.Current.AddWorkingDays(Friday, 1).ShouldBe(new DateOnly(2026, 3, 10));

        (await SetAsync(sys, "2026-03-09", 0, "rule", "")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SetAsync(sys, "2026-03-07", 1, "work", "")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.County.RowsAsync<CalendarEntry>()).ShouldHaveSingleItem().Name.ShouldBe("县庆");
        (await desk.AuditAsync("calendar.day")).Count.ShouldBe(3);
        await (await SetAsync(sys, "2026-03-10", 0, "work", "")).ShouldRefuseAsync(HttpStatusCode.BadRequest, "what");
        await (await SetAsync(sys, "2026-03-10", 0, "party", "")).ShouldRefuseAsync(HttpStatusCode.BadRequest, "what");
    }

    [DatabaseTheory]
    public async Task Year_WithoutANotice_IsWarnedOfUntilItIsConfirmed(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, new DateTimeOffset(2026, 11, 5, 2, 0, 0, TimeSpan.Zero));
        var sys = await desk.AsAsync("sys");
        var before = await PageAsync(sys);
        before.ShouldContain("还没有 2026 年的放假安排");
        before.ShouldContain("还没有 2027 年的放假安排");

        (await sys.SubmitAsync("/admin/calendar?year=2026", "year")).ShouldLeadTo("/admin/calendar?year=2026&done=saved");

        (await PageAsync(sys)).ShouldNotContain("还没有 2026");
        (await (await desk.AsAsync("sec")).StatusOfAsync("/admin/calendar")).ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<HttpResponseMessage> SetAsync(Support.Browser browser, string day, int version, string what, string name) =>
        browser.SubmitAsync($"/admin/calendar?year=2026&day={day}", "day", ("date", day), ("version", version.Text()), ("what", what), ("name", name));

    private static async Task<string> PageAsync(Support.Browser browser) => WebUtility.HtmlDecode(await browser.Client.GetStringAsync(new Uri("/admin/calendar?year=2026", UriKind.Relative)));
}
