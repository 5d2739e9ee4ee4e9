using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>Whose matter is it: what units say, and who then decides.</summary>
public sealed class ConsultationTests
{
    private static readonly Actor TownDesk = World.Person("town-dispatcher", region: World.Town);
    private static readonly Actor CountyDesk = World.Person("county-dispatcher", region: World.County);
    private static readonly string[] Regions = [World.County, World.Town, World.Village, World.OtherTown, World.OtherVillage];

    [Fact]
    public void Dispatch_AfterTwoUnitsInARowReturnedIt_NeedsAConsultation()
    {
        var on = World.NewCase(desk: World.Town);
        foreach (var expected in (string?[])[null, null, "cases.consult-first"])
        {
            Code(on, CaseMove.Dispatch, World.Facts(TownDesk)).ShouldBe(expected);
            if (expected is null)
            {
                on.Do(CaseMove.Dispatch);
                on.Do(CaseMove.RequestReturn);
                on.Do(CaseMove.ApproveReturn);
            }
        }

        on.Do(CaseMove.Consult);
        on.Do(CaseMove.EndConsultation);
        Code(on, CaseMove.Dispatch, World.Facts(TownDesk)).ShouldBe("cases.consult-first", "ending a consultation settles nothing");
        on.Do(CaseMove.Consult);
        on.Do(CaseMove.Settle);
        (on.State, on.UnsettledReturns, on.IsFinalDispatch, on.ConsultedUtc).ShouldBe((CaseState.Dispatched, 0, true, null));
        Code(on, CaseMove.RequestReturn, World.Facts(World.Person("handler", region: World.County))).ShouldBe("cases.final-dispatch");
    }

    [Fact]
    public void Returns_WithAUnitInBetweenThatHandledIt_AreNoDispute()
    {
        var on = World.NewCase(desk: World.Town);
        CaseMove[] way = [CaseMove.Dispatch, CaseMove.RequestReturn, CaseMove.ApproveReturn, CaseMove.Dispatch, CaseMove.Sign, CaseMove.Submit, CaseMove.Verify,
            CaseMove.CallBack, CaseMove.Close, CaseMove.Reopen, CaseMove.Dispatch, CaseMove.RequestReturn, CaseMove.ApproveReturn];
        foreach (var move in way)
        {
            on.Do(move);
        }

        on.TimesReturned.ShouldBe(2);
        Code(on, CaseMove.Dispatch, World.Facts(TownDesk)).ShouldBeNull();
    }

    [Fact]
    public void Dispatch_WhileUnitsAreAsked_IsRefused_AndSoIsASecondConsultation()
    {
        var on = World.NewCase();
        on.Do(CaseMove.Consult);
        Code(on, CaseMove.Dispatch, World.Facts(CountyDesk)).ShouldBe("cases.consultation-open");
        Code(on, CaseMove.Consult, World.Facts(CountyDesk)).ShouldBe("cases.consultation-open");
        on.Do(CaseMove.Answer);
        on.ConsultedUtc.ShouldBeNull("the matter has ended");
    }

    [Theory]
    [InlineData(1, 5, "cases.too-few-units")]
    [InlineData(13, 5, "cases.too-many-units")]
    [InlineData(2, 0, "cases.opinions-too-late")]
    [InlineData(2, ConsultationRules.MostDays + 1, "cases.opinions-too-late")]
    [InlineData(2, ConsultationRules.MostDays, null)]
    [InlineData(12, 1, null)]
    public void Consult_AsksTwoToTwelveUnits_ForADayThatIsNear(int units, int days, string? expected)
    {
        var on = World.NewCase();
        var facts = World.Facts(CountyDesk);
        var input = World.FullInput(on, CaseMove.Consult) with { AssistingUnitIds = [.. Enumerable.Range(0, units).Select(_ => World.NewId())], ReviewOn = facts.Today.AddDays(days) };
        Code(on, CaseMove.Consult, facts, input).ShouldBe(expected);
    }

    /// <summary>
    /// Any units, any opinions, on any day, by anybody: whether it can be settled is told again here, in the words of the rule.
    /// </summary>
    [Fact]
    public void Settle_WhateverWasSaid_GoesToAUnitThatTookIt_OrThatTheCommonSuperiorNames()
    {
        var opinions = Gen.Elements<UnitOpinion?>(null, UnitOpinion.Ours, UnitOpinion.Helps, UnitOpinion.NotOurs);
        var asked = Gen.Elements(Regions).SelectMany(region => opinions.Select(opinion => (region, opinion))).ArrayOf().Where(a => a.Length is >= 2 and <= 6);
        var cases = asked.SelectMany(a => Gen.Choose(0, a.Length).SelectMany(lead => Gen.Choose(0, 12).SelectMany(day => Gen.Elements(true, false).Select(byCounty => (Asked: a, Lead: lead, Day: day, ByCounty: byCounty)))));
        var seen = new HashSet<string>();
        Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            var on = World.NewCase(desk: World.Town);
            on.Do(CaseMove.Consult);
            List<ConsultedUnit> units = [.. drawn.Asked.Select(u => new ConsultedUnit(World.NewId(), u.opinion, RegionCode.Parse(u.region)))];
            var isSuperior = drawn.ByCounty || drawn.Asked.All(u => u.region is World.Town or World.Village);
            var isOver = drawn.Day > 10;
            var heard = isOver || drawn.Asked.All(u => u.opinion is not null);
            var taken = drawn.Asked.Any(u => u.opinion == UnitOpinion.Ours);
            var expected = !heard ? "cases.opinions-awaited"
                : !taken && !isSuperior ? "cases.superior-decides"
                : drawn.Lead == drawn.Asked.Length ? "cases.lead-was-not-asked"
                : drawn.Asked[drawn.Lead].opinion == UnitOpinion.Ours || isSuperior ? null
                : "cases.lead-did-not-agree";

            var facts = World.Facts(drawn.ByCounty ? CountyDesk : TownDesk) with { Consulted = units, Today = DateOnly.FromDateTime(World.Monday).AddDays(drawn.Day) };
            var input = World.FullInput(on, CaseMove.Settle) with { LeadUnitId = drawn.Lead < units.Count ? units[drawn.Lead].UnitId : World.NewId(), AssistingUnitIds = [] };
            Code(on, CaseMove.Settle, facts, input).ShouldBe(expected);
            seen.Add(expected ?? "settled");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        seen.Count.ShouldBe(5, "every end was met");
    }

    [Fact]
    public void Opinion_ComesOnlyFromAUnitThatWasAsked()
    {
        var on = World.NewCase();
        on.Do(CaseMove.Consult);
        Code(on, CaseMove.GiveOpinion, World.Facts(World.Person("handler", unit: World.LeadUnit))).ShouldBeNull();
        Code(on, CaseMove.GiveOpinion, World.Facts(World.Person("handler", unit: World.OtherUnit))).ShouldBe("cases.not-allowed");
        Code(on, CaseMove.Settle, World.Facts(World.Person("handler", unit: World.LeadUnit))).ShouldBe("cases.not-allowed");
    }

    private static string? Code(Case on, CaseMove move, MoveFacts facts, MoveInput? input = null) =>
        MoveRules.Check(on, move, input ?? World.FullInput(on, move), facts).Failed(out var error) ? error.Code : null;
}
