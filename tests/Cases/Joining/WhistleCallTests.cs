using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>How a unit that was called comes, answers and is scored.</summary>
public sealed class WhistleCallTests
{
    private const int Histories = 1000;
    private static readonly DateTime ArriveBy = World.Monday.AddHours(2);

    // acknowledge, arrive, answer, call off in the states called, acknowledged, arrived, answered, called off; "." where it is refused.
    private static readonly string[] Table =
    [
        "acknowledged . . . .",
        "arrived arrived . . .",
        "answered answered answered . .",
        "called-off called-off . . .",
    ];

    [Fact]
    public void Acts_InWhateverOrderAndTime_LeadWhereTheTableSays_AndScoresStand() => Prop.ForAll(Gen.Choose(0, 5).Zip(Gen.Choose(0, 240)).ArrayOf().ToArbitrary(), acts =>
    {
        var (call, now) = (NewCall(), World.Monday);
        foreach (var (act, minutes) in acts)
        {
            now = now.AddMinutes(minutes);
            var mayScoreUnit = call.UnitScore is null && (call.State == CallState.Answered || (call.State is CallState.Called or CallState.Acknowledged && now > ArriveBy));
            var mayScoreCall = call.CallScore is null && call.State is CallState.Arrived or CallState.Answered && call.CallScore is null;
            var expected = act switch { 4 => mayScoreUnit ? CaseCodes.Of(call.State) : ".", 5 => mayScoreCall ? CaseCodes.Of(call.State) : ".", _ => Table[act].Split(' ')[(int)call.State] };
            var result = Do(call, act, now);
            result.IsSuccess.ShouldBe(expected != ".", $"{act} in {call.State}");
            if (result.Failed(out var error))
            {
                (error.Code, error.Kind).ShouldBe(("joint.call-not-there", ErrorKind.Conflict));
                continue;
            }

            var next = result.Value;
            (CaseCodes.Of(next.State), next.Version).ShouldBe((expected, call.Version + 1));
            if (next.State is CallState.Arrived)
            {
                (next.AcknowledgedUtc, next.ArrivedUtc).ShouldSatisfyAllConditions(c => c.AcknowledgedUtc.ShouldNotBeNull(), c => c.ArrivedUtc.ShouldNotBeNull());
            }

            // Once it came, when it came does not change any more.
            if (call.ArrivedUtc is { } there)
            {
                next.ArrivedUtc.ShouldBe(there);
            }

            (next.WasInTime && next.IsMissing(now)).ShouldBeFalse();
            call = next;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Fact]
    public void Arrival_AtTheVeryMoment_IsInTime_AndAnsweringFromAfarIsNot()
    {
        NewCall().Arrive("unit", ArriveBy).Value.WasInTime.ShouldBeTrue();
        NewCall().Arrive("unit", ArriveBy.AddSeconds(1)).Value.WasInTime.ShouldBeFalse();
        var answered = NewCall().Reply("电话已处理", "unit", World.Monday).Value;
        (answered.WasInTime, answered.IsMissing(ArriveBy), answered.IsMissing(ArriveBy.AddSeconds(1))).ShouldBe((false, false, true));
        NewCall().CallOff("已解决", "town", World.Monday).Value.IsMissing(ArriveBy.AddDays(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void Score_OutsideOneToFive_NamesTheField(int score)
    {
        var answered = NewCall().Reply("已处理", "unit", World.Monday).Value;
        answered.ScoreUnit(score, "x", "town", ArriveBy).Failed(out var error).ShouldBeTrue();
        (error!.Code, error.Field).ShouldBe(("joint.score", "score"));
        answered.ScoreCall(score, false, "x", "unit").Failed(out error).ShouldBeTrue();
    }

    [Fact]
    public void Limit_IsTheOneInForceThatDay()
    {
        WhistleLimit[] limits = [Limit("urgent", 120, "2020-01-01", "2026-03-01"), Limit("urgent.2", 60, "2026-03-02", null)];
        WhistleLimit.On(limits, Urgency.Urgent, new DateOnly(2026, 3, 1))!.Minutes.ShouldBe(120);
        WhistleLimit.On(limits, Urgency.Urgent, new DateOnly(2026, 3, 2))!.Minutes.ShouldBe(60);
        WhistleLimit.On(limits, Urgency.Normal, new DateOnly(2026, 3, 2)).ShouldBeNull();
        WhistleLimit.On(limits, Urgency.Urgent, new DateOnly(2019, 3, 2)).ShouldBeNull();
    }

    private static Result<WhistleCall> Do(WhistleCall call, int act, DateTime now) => act switch
    {
        0 => call.Acknowledge("unit", now),
        1 => call.Arrive("unit", now),
        2 => call.Reply("已处理", "unit", now),
        3 => call.CallOff("不需要", "town", now),
        4 => call.ScoreUnit(4, "到场快", "town", now),
        _ => call.ScoreCall(2, true, "不属本局", "unit"),
    };

    private static WhistleCall NewCall() => new() { Id = World.NewId(), WhistleId = World.NewId(), CaseId = World.NewId(), UnitId = World.OtherUnit, ArriveByUtc = ArriveBy };

    private static WhistleLimit Limit(string code, int minutes, string from, string? to) => new()
    {
        Code = code, Urgency = Urgency.Urgent, Minutes = minutes, Basis = "test", ValidFrom = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        ValidTo = to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
    };
}
