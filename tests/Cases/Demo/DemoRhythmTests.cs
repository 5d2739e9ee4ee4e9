using Fengqiao.Host.Demo;
using Fengqiao.Host.Demo.Pictures;
using Fengqiao.Platform.Files;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Demo;

/// <summary>Whether the invented county keeps the hours, weeks and seasons of a real one.</summary>
public sealed class DemoRhythmTests
{
    // A Wednesday, half past ten in the county.
    private static readonly DateTime Now = new(2026, 9, 16, 2, 30, 0, DateTimeKind.Utc);
    private static readonly DemoCounty County = DemoGenerator.Generate(7, Now, 4000);
    private static readonly DemoCounty Year = DemoGenerator.Generate(3, Now, 3500, days: 360);

    [Fact]
    public void Receipts_OnTheLastDays_DoNotPileUp()
    {
        var days = County.Cases.CountBy(item => Local(item).Date).ToDictionary();
        var usual = days.Values.Order().ElementAt(days.Count / 2);

        days[Now.Date].ShouldBeLessThan(usual);
        days[Now.Date.AddDays(-1)].ShouldBeInRange(usual / 2, usual * 8 / 5);
        days[Now.Date.AddDays(-2)].ShouldBeInRange(usual / 2, usual * 8 / 5);
    }

    [Fact]
    public void Receipts_ByWeekdayAndHour_FollowTheCountysDay()
    {
        var perDay = County.Cases.GroupBy(item => Local(item).Date).ToLookup(day => AlmanacDay(day.Key), day => day.Count());
        perDay[true].Average().ShouldBeGreaterThan(perDay[false].Average() * 1.3);

        var hours = County.Cases.CountBy(item => Local(item).Hour).ToDictionary();
        (hours[9] + hours[10]).ShouldBeGreaterThan(8 * (hours.GetValueOrDefault(3) + hours.GetValueOrDefault(4)));
        hours[12].ShouldBeLessThan(hours[9]);
        County.Cases.Where(item => item.Channel == DemoChannels.Window).ShouldAllBe(item => AlmanacDay(Local(item).Date) || item.ReceivedAt > Now.AddDays(-12));
    }

    [Fact]
    public void Receipts_ByHoliday_AreFewerThanTheDayAfter()
    {
        var days = Year.Cases.CountBy(item => DateOnly.FromDateTime(Local(item))).ToDictionary();
        var mayDays = Enumerable.Range(1, 5).Average(day => days.GetValueOrDefault(new DateOnly(2026, 5, day)));

        mayDays.ShouldBeLessThan(days.Values.Average() * 0.7);
        days.GetValueOrDefault(new DateOnly(2026, 5, 6)).ShouldBeGreaterThan((int)mayDays);
    }

    [Fact]
    public void Receipts_BySeason_FollowHarvestWagesAndWater()
    {
        Share("060203", 10, 11).ShouldBeGreaterThan(2 * Share("060203", 1, 2));
        Share("0401", 1, 1).ShouldBeGreaterThan(1.8 * Share("0401", 4, 6));
        Share("050202", 6, 8).ShouldBeGreaterThan(2 * Share("050202", 11, 12));

        static double Share(string category, int from, int to)
        {
            var months = Year.Cases.Where(item => Local(item).Month >= from && Local(item).Month <= to).ToArray();
            return (double)months.Count(item => item.CategoryCode.StartsWith(category, StringComparison.Ordinal)) / months.Length;
        }
    }

    [Fact]
    public void Work_Mostly_IsDoneInTime()
    {
        var limits = County.Categories.Where(category => category.Limit is not null).ToDictionary(category => category.Code, category => category.Limit!);
        var dispatched = County.Cases.Where(item => item.State == "closed" && item.Steps.Any(step => step.Move == DemoMoves.Submit)).ToArray();
        var inTime = dispatched.Count(item =>
        {
            var limit = (Rules.Find(County.Rules, item.CategoryCode, item.GridCode).Limit ?? limits[item.CategoryCode]).About;
            limit = item.Urgency switch { "critical" => TimeSpan.FromHours(2), "urgent" when limit > TimeSpan.FromDays(1) => TimeSpan.FromDays(1), _ => limit };
            var done = item.Steps.Last(step => step.Move == DemoMoves.Submit).At;
            return done - item.Steps.Last(step => step.Move == DemoMoves.Dispatch && step.At < done).At <= limit;
        });

        ((double)inTime / dispatched.Length).ShouldBeInRange(0.96, 0.99);
    }

    [Fact]
    public void OpenCases_AreAFewDaysOfWork()
    {
        var open = County.Cases.Count(item => item.State is not ("closed" or "refused" or "merged" or "withdrawn"));
        open.ShouldBeInRange(250, 900);
    }

    [Fact]
    public void Answers_Together_AreMixedButMostlyGood()
    {
        var said = County.Cases.SelectMany(item => item.Steps).Where(step => step.Satisfaction is not null).CountBy(step => step.Satisfaction!).ToDictionary();
        var all = said.Values.Sum();

        said["satisfied"].ShouldBeInRange(all * 45 / 100, all * 70 / 100);
        said["dissatisfied"].ShouldBeInRange(all * 2 / 100, all * 12 / 100);
    }

    [Fact]
    public void Matters_AreReportedByNeighboursAndAgainByTheSameCaller()
    {
        County.Cases.GroupBy(item => (item.CategoryCode, item.GridCode)).Max(same => same.DistinctBy(item => item.Reporter?.Phone).Count()).ShouldBeGreaterThan(6);
        County.Cases.Where(item => item.Reporter is not null).GroupBy(item => (item.Reporter!.Name, item.Reporter.Phone)).Count(same => same.Count() > 1).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Pictures_PassTheCheckOfUploadsAndAreSmall()
    {
        using var folder = new TempFolder("drawings");
        var store = new AttachmentStore(folder["files"], AttachmentLimits.Default, TimeProvider.System);
        var drawings = County.Categories.Select(category => category.Code.Length < 4 ? null : Drawings.For(category.Code)).OfType<string>().Distinct().ToArray();

        drawings.Length.ShouldBeGreaterThan(6);
        County.Cases.Count(item => item.Pictures.Count > 0).ShouldBeInRange(30, 400);
        foreach (var drawing in drawings)
        {
            var before = Drawings.Draw(new DemoPicture(DemoStages.Before, drawing, 5, null, Now));
            var after = Drawings.Draw(new DemoPicture(DemoStages.After, drawing, 5, null, Now));
            before.ShouldNotBe(after, drawing);
            before.ShouldBe(Drawings.Draw(new DemoPicture(DemoStages.Before, drawing, 5, null, Now.AddDays(1))));
            foreach (var picture in new[] { before, after })
            {
                picture.Length.ShouldBeLessThan(8000, drawing);
                using var content = new MemoryStream(picture);
                var kept = await store.SaveAsync(content, "demo.png", CancellationToken.None);
                kept.IsSuccess.ShouldBeTrue(kept.Error?.Code);
                kept.Value.ContentType.ShouldBe("image/png");
            }
        }
    }

    private static DateTime Local(DemoCase item) => item.ReceivedAt.AddHours(8);

    private static bool AlmanacDay(DateTime date) => Almanac.IsWorking(DateOnly.FromDateTime(date));
}
