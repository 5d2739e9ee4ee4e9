using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>Every state × move × person against <see cref="MoveSpecification"/>.</summary>
public sealed class MoveTableTests
{
    private static readonly Dictionary<string, Func<Actor>> People = new(StringComparer.Ordinal)
    {
        ["gw"] = () => World.Person("grid-worker", region: World.Grid),
        ["vo"] = () => World.Person("village-officer"),
        ["td"] = () => World.Person("town-dispatcher", region: World.Town),
        ["cd"] = () => World.Person("county-dispatcher", region: World.County),
        ["ha"] = () => World.Person("handler", region: World.County),
        ["as"] = () => World.Person("handler", region: World.County, unit: World.AssistingUnit),
        ["ve"] = () => World.Person("verifier", region: World.County),
        ["cb"] = () => World.Person("callback", region: World.County),
        ["le"] = () => World.Person("leader", region: World.County),
        ["sy"] = () => World.Person("system-admin", region: World.County),
        ["se"] = () => World.Person("security-admin", region: World.County),
        ["au"] = () => World.Person("audit-admin", region: World.County),
        ["fr"] = () => World.Person("grid-worker", account: "receiver", region: World.Grid),
        ["re"] = () => Actor.Citizen,
    };

    public static TheoryData<CaseState> States => new(Enum.GetValues<CaseState>());

    [Theory]
    [MemberData(nameof(States))]
    public void Check_ForEveryMoveAndPerson_AnswersAsTheSpecification(CaseState state)
    {
        foreach (var move in Enum.GetValues<CaseMove>())
        {
            var next = MoveSpecification.Next(state, move);
            foreach (var person in MoveSpecification.People)
            {
                var on = Movable(state, move);
                var checkedMove = MoveRules.Check(on, move, World.FullInput(on, move), FactsOf(person));
                var got = checkedMove.IsSuccess ? (checkedMove.Value.To ?? state).ToString() : checkedMove.Error.Code;
                var expected = next is not { } to ? "cases.illegal-move"
                    : MoveSpecification.May(person, state, move) ? to.ToString()
                    : "cases.not-allowed";
                got.ShouldBe(expected, $"{person} makes {move} in {state}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Possible_ForEveryPerson_OffersExactlyWhatTheSpecificationAllows(CaseState state)
    {
        foreach (var person in MoveSpecification.People)
        {
            var on = Movable(state);
            var expected = Enum.GetValues<CaseMove>().Where(m => m != CaseMove.PassDown && MoveSpecification.IsOfferedUnasked(m) && MoveSpecification.Next(state, m) is not null && MoveSpecification.May(person, state, m));
            MoveRules.Possible(on, FactsOf(person)).Select(r => r.Move).ShouldBe(expected, ignoreOrder: true, $"{person} in {state}");
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Apply_ForEveryLegalMove_LeadsToTheStateOfTheSpecification(CaseState state)
    {
        foreach (var move in Enum.GetValues<CaseMove>().Where(m => MoveSpecification.Next(state, m) is not null))
        {
            var on = Movable(state, move);
            var before = on.Version;
            var entry = on.Do(move);
            on.State.ShouldBe(MoveSpecification.Next(state, move)!.Value, $"{move} in {state}");
            on.Version.ShouldBe(before + 1);
            (entry.FromState, entry.ToState, entry.Move, entry.CaseId).ShouldBe((state, on.State, move, on.Id));
        }
    }

    /// <summary>Posts elsewhere give no right here, whatever the role: desks, verifiers and call-back of another town, handlers of another unit.</summary>
    [Theory]
    [MemberData(nameof(States))]
    public void Check_WhenThePostIsElsewhere_AllowsNothing(CaseState state)
    {
        foreach (var role in ShippedRoles.Codes)
        {
            var stranger = World.Person(role, region: World.OtherTown, unit: World.OtherUnit);
            foreach (var move in Enum.GetValues<CaseMove>().Where(m => MoveSpecification.Next(state, m) is not null))
            {
                var on = Movable(state);
                var checkedMove = MoveRules.Check(on, move, World.FullInput(on, move), World.Facts(stranger, on.UpdatedUtc, target: World.NewCase()));
                checkedMove.Error?.Code.ShouldBe("cases.not-allowed", $"{role} of another town makes {move} in {state}");
                checkedMove.IsSuccess.ShouldBeFalse();
            }

            MoveRules.Possible(Movable(state), World.Facts(stranger)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void ShippedRoles_WhenRead_AreTheElevenAndTheCitizen() =>
        ShippedRoles.Codes.ShouldBe(
            ["citizen", "grid-worker", "village-officer", "town-dispatcher", "county-dispatcher", "handler", "verifier", "callback", "leader", "system-admin", "security-admin", "audit-admin"],
            ignoreOrder: true);

    [Fact]
    public void ActingPost_WhenThePersonHasSeveral_IsTheOneThatGivesTheRight()
    {
        var on = World.CaseIn(CaseState.Submitted);
        var two = new Actor(World.NewId(), "two", "two", [World.PostOf("handler", World.County, World.OtherUnit), World.PostOf("verifier", World.Town, World.AssistingUnit)]);
        MoveRules.ActingPost(on, MoveTable.Find(CaseMove.Verify, CaseState.Submitted)!, World.Facts(two))!.UnitId.ShouldBe(World.AssistingUnit);
    }

    [Fact]
    public void Check_WhenTheTokenIsLimited_GivesOnlyTheRightsOfItsScope()
    {
        var on = World.NewCase();
        var limited = World.Person("county-dispatcher", region: World.County) with { Scope = new HashSet<string> { "cases.read", "cases.answer" } };
        MoveRules.Possible(on, World.Facts(limited)).Select(r => r.Move).ShouldBe([CaseMove.Answer]);
    }

    /// <summary>A case at the village's desk; at the town's where it is to be passed down.</summary>
    private static Case Movable(CaseState state, CaseMove? move = null) =>
        World.CaseIn(state, desk: move == CaseMove.PassDown ? World.Town : World.Village).ReadyFor(move);

    private static MoveFacts FactsOf(string person) =>
        World.Facts(People[person](), World.Monday.AddDays(1), isReporter: person == "re", target: World.NewCase()) with { IsCallBackOver = true };
}
