using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageCalendar;

/// <summary>Sets single days apart from the Monday-to-Friday rule. A job counts the limits of open cases anew.</summary>
internal sealed class CalendarEditor(FengqiaoDb db, DirectoryWriter writer)
{
    public const string Rest = "rest";
    public const string Work = "work";
    public const string Rule = "rule";
    private const int LongestName = 50;

    /// <param name="expected">The version of the day's entry its reader saw; 0 where there was none.</param>
    /// <param name="what"><see cref="Rest"/>, <see cref="Work"/>, or <see cref="Rule"/>: the day is what its weekday says.</param>
    public Task<Result<Done>> SetAsync(string? day, int expected, string? what, string? name, CancellationToken ct) => RunAsync(async () =>
    {
        var checks = new InputChecks();
        checks.Required("date", day, 20);
        var date = checks.Date("date", day) ?? default;
        var label = checks.Text("name", name, LongestName);
        if (what is not (Rest or Work or Rule))
        {
            checks.Refuse("what", ImportErrors.Required);
        }

        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var holiday = what == Rest && label is not null;
        if ((what == Work && !weekend) || (what == Rest && weekend && !holiday))
        {
            // A weekend day that belongs to a holiday is listed, as the notices do; without a name it says nothing new.
            checks.Refuse("what", OrganizationErrors.DayIsSoAlready);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var old = await db.Set<CalendarEntry>().FirstOrDefaultAsync(d => d.Date == date, ct);
        var commit = new Commit().Audit("calendar.day", "calendar", date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new { what, name = label, before = old?.IsWorking });
        var wanted = new CalendarEntry { Date = date, IsWorking = what == Work, Name = label ?? old?.Name, NoticeYear = old?.NoticeYear ?? date.Year, Version = expected + 1 };
        if (old is null)
        {
            return expected != 0 ? CommitErrors.Outdated : what == Rule ? OrganizationErrors.DayIsSoAlready.For("what") : commit.Insert(wanted with { Version = 1 });
        }

        // Guarded also when it goes: somebody may have changed the day since.
        commit.Update(wanted, expected);
        return what == Rule ? commit.Delete(wanted) : commit;
    }, ct);

    /// <summary>Says that all days of a year's notice are entered.</summary>
    public Task<Result<Done>> CompleteAsync(int year, CancellationToken ct) => RunAsync(async () =>
    {
        if (year is < 2000 or > 2200)
        {
            return OrganizationErrors.YearWrong;
        }

        HashSet<int> known = [.. await db.Set<CalendarYear>().Select(y => y.Year).ToListAsync(ct)];
        return CalendarYear.GapBeside(known, new HashSet<int>(known) { year }, year) is { } missing
            ? OrganizationErrors.CalendarGap(missing)
            : new Commit().Upsert(new CalendarYear { Year = year }).Audit("calendar.year", "calendar", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }, ct);

    private Task<Result<Done>> RunAsync(Func<Task<Result<Commit>>> act, CancellationToken ct) =>
        writer.ChangeAsync(Rights.OrganizationManage, DirectoryRevision.Calendar, act, ct);
}
