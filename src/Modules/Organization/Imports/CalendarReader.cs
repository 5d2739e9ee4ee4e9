using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Imports;

internal sealed record CalendarRow(DateOnly Date, bool IsWorking, string? Name, int Year);

/// <summary>
/// 节假日安排: the days that depart from the Monday-to-Friday rule. A year counts as known once its New Year's Day is listed, as
/// every notice does; loading a year again replaces what was listed for it.
/// </summary>
internal sealed class CalendarReader(FengqiaoDb db) : IDirectoryReader<CalendarRow>
{
    private const int LongestName = 50;

    public string Name => "calendar";

    public string Right => Rights.OrganizationManage;

    public string Directory => DirectoryRevision.Calendar;

    public ColumnMap Columns => HolidayFiles.Columns;

    public Result<TableFile> Open(string file) => HolidayFiles.Open(file);

    public CalendarRow? Read(CellReader cells)
    {
        var date = cells.Date("date");
        if (date is null && cells.Errors.Count == 0)
        {
            cells.Refuse("date", ImportErrors.Required);
        }

        var before = cells.Errors.Count;
        var working = cells.Flag("isWorking");
        if (working is null && cells.Errors.Count == before)
        {
            cells.Refuse("isWorking", ImportErrors.Required);
        }

        var name = cells.Text("name", LongestName);
        var year = cells.Number("year") ?? date?.Year;
        if (date is null || working is null || year is null)
        {
            return null;
        }

        // A notice reaches from the December before its year into its year, never further.
        if (year.Value - date.Value.Year is not (0 or 1))
        {
            cells.Refuse("year", OrganizationErrors.YearWrong);
        }

        return new CalendarRow(date.Value, working.Value, name, (int)year.Value);
    }

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<CalendarRow>> rows, CancellationToken ct)
    {
        var stored = await db.Set<CalendarEntry>().ToDictionaryAsync(d => d.Date, ct);
        var years = (await db.Set<CalendarYear>().Select(y => y.Year).ToListAsync(ct)).ToHashSet();
        RefuseGaps(rows, years);
        var listed = new Dictionary<DateOnly, ImportRow<CalendarRow>>();
        var plan = new ImportPlan();
        foreach (var row in rows.Where(r => r.IsGood).ToList())
        {
            if (listed.TryAdd(row.Value!.Date, row))
            {
                PlanDay(plan, row.Value, stored.GetValueOrDefault(row.Value.Date));
            }
            else if (listed[row.Value.Date].Value!.IsWorking == row.Value.IsWorking)
            {
                plan.Unchanged++;
            }
            else
            {
                row.Refuse("date", OrganizationErrors.Contradicts(listed[row.Value.Date].Number));
            }
        }

        var whole = listed.Values.Where(r => r.IsGood && r.Value!.Date is { Month: 1, Day: 1 }).Select(r => r.Value!.Year).ToHashSet();
        foreach (var year in whole.Where(y => !years.Contains(y)).Order())
        {
            plan.Commit.Insert(new CalendarYear { Year = year });
            plan.Notices.Add(OrganizationErrors.YearKnown(year));
        }

        foreach (var dropped in stored.Values.Where(d => whole.Contains(d.NoticeYear) && !listed.ContainsKey(d.Date)))
        {
            plan.Commit.Delete(dropped);
            plan.Notices.Add(OrganizationErrors.DayDropped(dropped.Date));
        }

        return plan;
    }

    /// <summary>Years follow one another: one that stands apart from those known is refused, with the first that is missing between.</summary>
    private static void RefuseGaps(IReadOnlyList<ImportRow<CalendarRow>> rows, HashSet<int> known)
    {
        var firsts = rows.Where(r => r is { IsGood: true, Value.Date: { Month: 1, Day: 1 } }).ToList();
        HashSet<int> all = [.. known, .. firsts.Select(r => r.Value!.Year)];
        foreach (var first in firsts.Where(r => !known.Contains(r.Value!.Year)))
        {
            if (CalendarYear.GapBeside(known, all, first.Value!.Year) is { } missing)
            {
                first.Refuse("date", OrganizationErrors.CalendarGap(missing));
            }
        }
    }

    private static void PlanDay(ImportPlan plan, CalendarRow row, CalendarEntry? old)
    {
        if (old is not null && (old.IsWorking, old.Name, old.NoticeYear) == (row.IsWorking, row.Name, row.Year))
        {
            plan.Unchanged++;
            return;
        }

        plan.Added += old is null ? 1 : 0;
        plan.Changed += old is null ? 0 : 1;
        plan.Commit.Upsert(new CalendarEntry { Date = row.Date, IsWorking = row.IsWorking, Name = row.Name, NoticeYear = row.Year, Version = (old?.Version ?? 0) + 1 });
    }
}
