using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>What may be done with the task of an assisting unit, and until when it runs.</summary>
public sealed class AssistTaskTests
{
    private const int Histories = 1000;

    // accept, reply, take, send-back, change, end in the states asked, accepted, replied, done, ended; "." where it is refused.
    private static readonly string[] Table =
    [
        "accepted . . . .",
        "replied replied . . .",
        ". . done . .",
        ". . accepted . .",
        "asked accepted . . .",
        "ended ended ended . .",
    ];

    [Fact]
    public void Acts_InWhateverOrder_LeadWhereTheTableSays_AndLoseNothing() => Prop.ForAll(Gen.Choose(0, 5).ArrayOf().ToArbitrary(), acts =>
    {
        var (task, now) = (NewTask(), World.Monday);
        foreach (var act in acts)
        {
            now = now.AddHours(1);
            var expected = Table[act].Split(' ')[(int)task.State];
            var result = Do(task, act, now);
            result.IsSuccess.ShouldBe(expected != ".");
            if (result.Failed(out var error))
            {
                (error.Code, error.Kind).ShouldBe(("joint.task-not-there", ErrorKind.Conflict));
                continue;
            }

            var next = result.Value;
            CaseCodes.Of(next.State).ShouldBe(expected);
            next.Version.ShouldBe(task.Version + 1);
            (next.EndedUtc is null).ShouldBe(next.IsOpen);
            (next.State == AssistState.Ended).ShouldBe(next.EndedAs is not null);
            next.TimesSentBack.ShouldBe(task.TimesSentBack + (act == 3 ? 1 : 0));
            (next.Reply ?? "").ShouldBe(act == 1 ? $"答复 {now:O}" : task.Reply ?? "");
            if (next.State is AssistState.Replied or AssistState.Done)
            {
                (next.AcceptedUtc, next.RepliedUtc).ShouldSatisfyAllConditions(t => t.AcceptedUtc.ShouldNotBeNull(), t => t.RepliedUtc.ShouldNotBeNull());
            }

            task = next;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Theory]
    [InlineData("2026-03-13T15:59:59Z", "2026-03-12T15:59:59Z")] // due on Friday: until Thursday
    [InlineData("2026-03-09T15:59:59Z", "2026-03-06T15:59:59Z")] // due on Monday: until Friday
    [InlineData("2026-03-02T15:59:59Z", "2026-03-02T08:29:59Z")] // due today: halfway
    [InlineData("2026-03-01T15:59:59Z", "2026-03-02T01:00:00Z")] // overdue: at once
    public void Usual_LeavesTheLeadItsLastDay(string closes, string due) =>
        AssistDue.Usual(World.Monday, Utc(closes), WorkingCalendar.Weekdays, CountyClock.China).ShouldBe(Utc(due));

    [Fact]
    public void Due_OfAnyTask_LiesWithinTheLimitOfTheCase() => Prop.ForAll(Gen.Choose(0, 24 * 90).ToArbitrary(), Gen.Choose(-2, 70).ToArbitrary(), (hours, days) =>
    {
        var closes = World.Monday.AddHours(hours);
        var usual = AssistDue.Usual(World.Monday, closes, WorkingCalendar.Weekdays, CountyClock.China);
        usual.ShouldBeInRange(World.Monday, closes < World.Monday ? World.Monday : closes);
        var given = AssistDue.Of(days, World.Monday, closes, WorkingCalendar.Weekdays, CountyClock.China);
        if (given.Failed(out var error))
        {
            error.Code.ShouldBe(days is < 1 or > AssistDue.MostDays ? "joint.days" : "joint.beyond-the-lead");
        }
        else
        {
            given.Value.ShouldBeInRange(World.Monday, closes);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Fact]
    public void Overdue_IsWhatTheUnitOwes_NotWhatTheLeadHasToLookAt()
    {
        var task = NewTask();
        var late = task.DueUtc.AddSeconds(1);
        task.IsOverdue(task.DueUtc).ShouldBeFalse();
        task.IsOverdue(late).ShouldBeTrue();
        var replied = task.Answer("已办", [], "handler", late).Value;
        (replied.IsOverdue(late.AddDays(9)), replied.WasInTime).ShouldBe((false, false));
        replied.SendBack("不全").Value.IsOverdue(late).ShouldBeTrue();
    }

    private static Result<AssistTask> Do(AssistTask task, int act, DateTime now) => act switch
    {
        0 => task.Accept("handler", now),
        1 => task.Answer($"答复 {now:O}", [], "handler", now),
        2 => task.TakeReply("lead", now),
        3 => task.SendBack("不全"),
        4 => task.Change("另查下游", now.AddDays(1)),
        _ => task.End(AssistEnd.Released, "不再需要", "lead", now),
    };

    private static AssistTask NewTask() => new()
    {
        Id = World.NewId(), CaseId = World.NewId(), UnitId = World.AssistingUnit, Asked = "请查排污口", AskedBy = "lead", AskedUtc = World.Monday, DueUtc = World.Monday.AddDays(3),
    };

    private static DateTime Utc(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
