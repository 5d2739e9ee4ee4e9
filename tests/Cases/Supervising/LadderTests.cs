using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Cases.Tests.Supervising;

/// <summary>What a case climbs to, from facts, rules, calendar and what it was given before.</summary>
public sealed class LadderTests
{
    private const int Histories = 500;

    /// <summary>Monday 2026-03-02 09:00 in the county; the limit ends on Friday the 13th at 18:00.</summary>
    private static readonly DateTime Dispatched = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Due = new(2026, 3, 13, 10, 0, 0, DateTimeKind.Utc);

    private static readonly SupervisionRule[] Rules =
    [
        Rule("due-soon", SupervisionTrigger.BeforeDue, 1, SupervisionLevel.Remind),
        Rule("overdue", SupervisionTrigger.AtDue, 0, SupervisionLevel.Urge),
        Rule("overdue-letter", SupervisionTrigger.AfterDue, 3, SupervisionLevel.Letter),
        Rule("overdue-listed", SupervisionTrigger.AfterDue, 10, SupervisionLevel.Listed),
        Rule("sent-back", SupervisionTrigger.SentBack, 2, SupervisionLevel.Letter),
        Rule("dissatisfied", SupervisionTrigger.Dissatisfied, 0, SupervisionLevel.Urge),
        Rule("unanswered-letter", SupervisionTrigger.Unanswered, 0, SupervisionLevel.Listed),
        Rule("unanswered-listed", SupervisionTrigger.Unanswered, 3, SupervisionLevel.Accountability),
    ];

    [Theory]
    [InlineData("2026-03-12T09:59:59Z", null)]
    [InlineData("2026-03-12T10:00:00Z", "due-soon")]
    [InlineData("2026-03-13T10:00:00Z", "overdue")]
    [InlineData("2026-03-18T09:59:59Z", "overdue")]
    [InlineData("2026-03-18T10:00:00Z", "overdue-letter")]
    [InlineData("2026-03-27T10:00:00Z", "overdue-listed")]
    public void Of_GivesTheHighestRungDue_CountedInWorkingDays(string now, string? rule) =>
        (At(Facts([]), DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime()).Given?.Rule.Code).ShouldBe(rule);

    [Fact]
    public void Of_AfterTenDaysOfDowntime_SkipsWhatAHigherRungMakesNeedless()
    {
        var climb = At(Facts([]), Due.AddDays(20));
        climb.Given!.Rule.Code.ShouldBe("overdue-listed");
        climb.Skipped.Select(r => r.Rule.Code).ShouldBe(["due-soon", "overdue", "overdue-letter"]);
    }

    [Fact]
    public void Of_WhileTheClockOfTheCaseStands_GivesNothing() => At(Facts([]) with { IsStandingStill = true }, Due.AddDays(20)).IsNone.ShouldBeTrue();

    [Fact]
    public void Of_AReminderBeforeTheUnitHadTheCase_IsNotGiven() =>
        At(Facts([]) with { DispatchedUtc = Due.AddHours(-2) }, Due.AddHours(-1)).IsNone.ShouldBeTrue();

    [Fact]
    public void Of_AnExtendedLimit_RemindsAnew()
    {
        var given = new List<Supervision>();
        Take(given, At(Facts(given), Due.AddHours(-3)), Due.AddHours(-3));
        var later = Facts(given) with { DueUtc = Due.AddDays(14) };
        At(later, Due.AddHours(1)).IsNone.ShouldBeTrue();
        At(later, Due.AddDays(14).AddHours(-3)).Given!.Rule.Code.ShouldBe("due-soon");
    }

    [Fact]
    public void Of_ALetterNotAnswered_ClimbsByItself_AndAnAnswerStopsIt()
    {
        var letter = Given("overdue-letter", "due", SupervisionLevel.Letter, Dispatched) with { AnswerDueUtc = Due };
        var facts = Facts([letter]) with { IsRunning = false };
        At(facts, Due.AddSeconds(-1)).IsNone.ShouldBeTrue();
        At(facts, Due.AddMinutes(1)).Given!.Rule.Code.ShouldBe("unanswered-letter");
        At(facts with { Given = [letter with { AnsweredUtc = Due }] }, Due.AddDays(30)).IsNone.ShouldBeTrue();
        At(facts with { Given = [letter with { LiftedUtc = Due }] }, Due.AddDays(30)).IsNone.ShouldBeTrue();
        At(facts with { UnitId = World.OtherUnit }, Due.AddDays(30)).IsNone.ShouldBeTrue("another unit does not answer for it");
    }

    [Fact]
    public void Of_ARuleWordedAnew_DoesNotGiveAgainWhatItGave()
    {
        var given = new List<Supervision>();
        Take(given, At(Facts(given), Due), Due);
        SupervisionRule[] renewed = [.. Rules.Select(r => r.Code == "overdue" ? r with { Code = "overdue.2" } : r)];
        Ladder.Of(Facts(given), renewed, WorkingCalendar.Weekdays, CountyClock.China, Due.AddHours(1)).IsNone.ShouldBeTrue();
    }

    /// <summary>
    /// Whatever times it is looked at, with the clock jumping both ways and the platform standing still for weeks: no rung twice, one at a time, none
    /// that is not due, none lower than one the same limit led to, and in the end nothing due is left over.
    /// </summary>
    [Fact]
    public void Of_WhereverTheClockJumps_GivesEachRungOnceAndLosesNone() => Prop.ForAll(
        Gen.Choose(-20, 60).Select(half => Due.AddHours(half * 12)).ArrayOf().ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (times, sentBack) =>
        {
            var given = new List<Supervision>();
            foreach (var now in times)
            {
                var facts = Facts(given) with { SentBack = sentBack };
                var climb = At(facts, now);
                climb.Skipped.Append(climb.Given).OfType<DueRung>().ShouldAllBe(r => r.SinceUtc <= now);
                if (climb.Given is { } rung)
                {
                    given.Where(s => !s.IsSkipped && s.Occurrence == rung.Occurrence).ShouldAllBe(s => s.Level <= rung.Rule.Level);
                    climb.Skipped.ShouldAllBe(s => s.Rule.Level <= rung.Rule.Level);
                }

                Take(given, climb, now);
                At(Facts(given) with { SentBack = sentBack }, now).IsNone.ShouldBeTrue("the same moment looked at again");
            }

            given.Select(s => (s.Rung, s.Occurrence)).ShouldBeUnique();
            var latest = times.DefaultIfEmpty(DateTime.MinValue.ToUniversalTime()).Max();
            var expected = Naive(latest).Concat(sentBack >= 2 && times.Length > 0 ? ["sent-back"] : []);
            given.Select(s => s.Rung).Where(r => !r.StartsWith("unanswered", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    /// <summary>Day by day, as one would count on the fingers.</summary>
    private static IEnumerable<string> Naive(DateTime latest)
    {
        if (latest >= Due.AddDays(-1)) { yield return "due-soon"; }
        if (latest >= Due) { yield return "overdue"; }
        foreach (var (days, code) in new[] { (3, "overdue-letter"), (10, "overdue-listed") })
        {
            var at = Due;
            for (var left = days; left > 0; left -= at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1)
            {
                at = at.AddDays(1);
            }

            if (latest >= at) { yield return code; }
        }
    }

    private static Climb At(LadderFacts facts, DateTime now) => Ladder.Of(facts, Rules, WorkingCalendar.Weekdays, CountyClock.China, now);

    private static LadderFacts Facts(IReadOnlyList<Supervision> given) => new(World.LeadUnit, Dispatched, Due, IsRunning: true, IsStandingStill: false, 0, 0, IsDissatisfied: false, 0, [.. given]);

    private static void Take(List<Supervision> given, Climb climb, DateTime now)
    {
        given.AddRange(climb.Skipped.Select(r => Given(r.Rule.Stem, r.Occurrence, r.Rule.Level, now) with { IsSkipped = true }));
        if (climb.Given is { } rung)
        {
            given.Add(Given(rung.Rule.Stem, rung.Occurrence, rung.Rule.Level, now) with { AnswerDueUtc = rung.Rule.Level.IsLetter() ? now.AddDays(7) : null });
        }
    }

    private static Supervision Given(string rung, string occurrence, SupervisionLevel level, DateTime now) => new()
    {
        Id = World.NewId(), CaseId = World.OtherUnit, Rung = rung, Occurrence = occurrence, Level = level, Trigger = SupervisionTrigger.AfterDue, IsSkipped = false,
        UnitId = World.LeadUnit, IssuedUtc = now, IssuedBy = Supervision.BySystem, Reason = "",
    };

    private static SupervisionRule Rule(string code, SupervisionTrigger trigger, int amount, SupervisionLevel level) => new()
    {
        Code = code, Name = code, NameEn = code, Trigger = trigger, Amount = amount, Unit = DeadlineUnit.WorkingDay, Level = level, TellsDesk = false,
        AnswerDays = level.IsLetter() ? 5 : null, Basis = "test", ValidFrom = new DateOnly(2020, 1, 1),
    };
}
