using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Joining;

/// <summary>What can be done with a unit that was called.</summary>
internal enum CallAct
{
    Acknowledge,
    Arrive,
    Answer,
    CallOff,
    ScoreUnit,
    ScoreCall,
}

/// <summary>Who may whistle, and who may do what with a call. What a page offers and what the server takes is read from here.</summary>
internal static class WhistleActs
{
    private static readonly UnitKind[] Callable = [UnitKind.Department, UnitKind.Company, UnitKind.Committee];

    /// <summary>The town for which the actor may whistle over this case: one they work for that covers its place. Null where there is none.</summary>
    public static UnitInfo? TownOf(Actor actor, Case on, IUnitDirectory units) => Posts(actor)
        .Select(p => units.Find(p.UnitId)).OfType<UnitInfo>()
        .FirstOrDefault(u => u.Kind == UnitKind.TownCentre && u.Region.Level == RegionLevel.Town && u.Region.Contains(RegionCode.Parse(on.Place)));

    /// <summary>Departments come when a town calls; other towns and the villages below do not.</summary>
    public static bool CanBeCalled(UnitInfo unit) => Callable.Contains(unit.Kind);

    public static bool IsOpen(Case on) => CaseStates.Open.Contains(on.State) && on.Secrecy != CaseSecrecy.Restricted;

    public static IEnumerable<CallAct> Of(Actor actor, Whistle whistle, WhistleCall call, DateTime nowUtc)
    {
        var (isUnit, isTown) = (actor.CanFor(Rights.CasesHandle, call.UnitId), Posts(actor).Any(p => p.UnitId == whistle.UnitId));
        if (isUnit && call.State == CallState.Called)
        {
            yield return CallAct.Acknowledge;
        }

        // The town stands at the place: it may say that the unit has come as well.
        if ((isUnit || isTown) && IsExpected(call))
        {
            yield return CallAct.Arrive;
        }

        if (isUnit && !call.IsOver)
        {
            yield return CallAct.Answer;
        }

        if (isUnit && call.CanScoreCall)
        {
            yield return CallAct.ScoreCall;
        }

        if (isTown && call.CanScoreUnit(nowUtc))
        {
            yield return CallAct.ScoreUnit;
        }

        if (isTown && IsExpected(call))
        {
            yield return CallAct.CallOff;
        }
    }

    public static IEnumerable<Post> Posts(Actor actor) => actor.PostsWith(Rights.CasesDispatch).Concat(actor.PostsWith(Rights.CasesHandle));

    private static bool IsExpected(WhistleCall call) => call.State is CallState.Called or CallState.Acknowledged;
}
