using System.Globalization;
using System.Text.Json;

namespace Fengqiao.Kernel.Tests;

public sealed class HolidayFileTests
{
    [SharedDataFact("holidays")]
    public void HolidayFiles_OfAllYears_MakeTheCalendarOfTheNotices()
    {
        var files = SharedData.Folder("holidays")!.GetFiles("*.json");
        files.Length.ShouldBeGreaterThanOrEqualTo(8);

        var days = files.SelectMany(Read).ToList();
        var years = files.Select(f => int.Parse(Path.GetFileNameWithoutExtension(f.Name), CultureInfo.InvariantCulture)).ToList();
        var calendar = new WorkingCalendar(days, years);

        calendar.IsComplete(new DateOnly(2019, 1, 1), new DateOnly(2026, 12, 31)).ShouldBeTrue();
        calendar.NameOf(NoticeCalendar.Date("2026-02-17")).ShouldBe("春节");
        for (var day = new DateOnly(2024, 1, 1); day.Year <= 2026; day = day.AddDays(1))
            calendar.IsWorkingDay(day).ShouldBe(NoticeCalendar.Calendar.IsWorkingDay(day), day.ToString("O", CultureInfo.InvariantCulture));
    }

    private static List<CalendarDay> Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var json = JsonDocument.Parse(stream);
        return [.. json.RootElement.GetProperty("days").EnumerateArray().Select(day => new CalendarDay(
            NoticeCalendar.Date(day.GetProperty("date").GetString()!),
            !day.GetProperty("isOffDay").GetBoolean(),
            day.GetProperty("name").GetString()))];
    }
}
