using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Directories;

internal sealed class CalendarSource : ICalendarSource, IReloadable
{
    string IReloadable.Name => DirectoryRevision.Calendar;

    public WorkingCalendar Current { get; private set; } = WorkingCalendar.Weekdays;

    public Guid Revision { get; private set; }

    async Task IReloadable.LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct)
    {
        var days = await db.Set<CalendarEntry>().ToListAsync(ct);
        var years = await db.Set<CalendarYear>().ToListAsync(ct);
        Current = new WorkingCalendar(days.ConvertAll(d => new CalendarDay(d.Date, d.IsWorking, d.Name)), years.ConvertAll(y => y.Year));
        Revision = revision;
    }
}
