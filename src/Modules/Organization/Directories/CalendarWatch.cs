using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Organization.Directories;

/// <summary>
/// Warns in the log, once a day, that the notice of a year is missing. Each node says it for itself: whoever reads one log must see it.
/// </summary>
internal sealed class CalendarWatch(ICalendarSource calendar, CountyClock clock, ILogger<CalendarWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private DateOnly _said;

    /// <summary>Warns if something is missing and nothing was said today yet.</summary>
    internal void Look()
    {
        var today = clock.Today;
        if (_said == today)
        {
            return;
        }

        foreach (var year in calendar.Current.MissingOn(today))
        {
            _said = today;
            log.LogWarning("The working calendar of {Year} is missing: limits that reach into it count Monday to Friday only. Import the notice with: import calendar", year);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }
}
