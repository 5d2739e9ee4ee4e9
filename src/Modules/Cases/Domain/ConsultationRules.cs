using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Domain;

/// <summary>A unit that is asked whose matter it is.</summary>
/// <param name="Opinion">Its answer; null while it has given none.</param>
/// <param name="Region">For which the unit is there: who covers it stands above it.</param>
internal readonly record struct ConsultedUnit(Guid UnitId, UnitOpinion? Opinion, RegionCode Region);

/// <summary>
/// Decides about disputes between units (职责争议). A hard matter is consulted about before it is dispatched (派单前会商); once two units have sent it
/// back it must be. A unit that says "ours" gets it; where none does, the common superior of those asked names one of them. Who was so named cannot
/// return it. Source: the practice of 12345 hotlines (北京市接诉即办工作条例 art. 12: consultation before dispatch, review of objections); the
/// numbers are proposals.
/// </summary>
internal static class ConsultationRules
{
    /// <summary>Two units that say "not mine" one after the other are a dispute: a third try would only move the matter on.</summary>
    public const int ReturnsThatAreADispute = 2;

    public const int FewestUnits = 2;

    /// <summary>While units are asked nobody works on the matter, so not for long.</summary>
    public const int MostDays = 14;

    public static Error? Forbidden(Case on, CaseMove move, MoveFacts facts) => move switch
    {
        CaseMove.Consult or CaseMove.Dispatch when on.ConsultedUtc is not null => CaseErrors.ConsultationOpen,
        CaseMove.Dispatch when on.UnsettledReturns >= ReturnsThatAreADispute => CaseErrors.ConsultFirst,
        CaseMove.GiveOpinion or CaseMove.Settle or CaseMove.EndConsultation when on.ConsultedUtc is null => CaseErrors.NoConsultation,
        CaseMove.Settle when !AllWereHeard(on, facts) => CaseErrors.OpinionsAwaited,
        CaseMove.Settle when !facts.Consulted.Any(u => u.Opinion == UnitOpinion.Ours) && !ActorIsSuperiorOfAll(facts) => CaseErrors.SuperiorDecides,
        _ => null,
    };

    public static Error? Broken(CaseMove move, MoveInput input, MoveFacts facts) => move switch
    {
        CaseMove.Consult when input.AssistingUnitIds.Count < FewestUnits => CaseErrors.TooFewUnits(FewestUnits),
        CaseMove.Consult when input.ReviewOn <= facts.Today || input.ReviewOn > facts.Today.AddDays(MostDays) => CaseErrors.OpinionsTooLate(MostDays),
        CaseMove.Settle => LeadFault(input.LeadUnitId!.Value, facts),
        _ => null,
    };

    /// <summary>The post dispatches for a region that contains those of all units asked.</summary>
    public static bool IsSuperiorOfAll(Post post, MoveFacts facts) =>
        facts.Consulted.Count > 0 && facts.Consulted.All(u => post.Region.Contains(u.Region));

    private static bool ActorIsSuperiorOfAll(MoveFacts facts) => facts.Actor.PostsWith(Rights.CasesDispatch).Any(post => IsSuperiorOfAll(post, facts));

    private static bool AllWereHeard(Case on, MoveFacts facts) => facts.Today > on.ConsultUntil || facts.Consulted.All(u => u.Opinion is not null);

    private static Error? LeadFault(Guid lead, MoveFacts facts)
    {
        var asked = facts.Consulted.Where(u => u.UnitId == lead).ToList();
        return asked.Count == 0 ? CaseErrors.LeadWasNotAsked
            : asked[0].Opinion != UnitOpinion.Ours && !ActorIsSuperiorOfAll(facts) ? CaseErrors.LeadDidNotAgree
            : null;
    }
}

/// <summary>What a case keeps of a consultation that is open; what was said is in its timeline.</summary>
internal sealed partial class Case
{
    /// <summary>Since when units are asked whose matter it is; null while none are.</summary>
    public DateTime? ConsultedUtc { get; private set; }

    /// <summary>The last day on which their opinions are waited for.</summary>
    public DateOnly? ConsultUntil { get; private set; }

    /// <summary>How many units in a row have returned the matter, with none in between that handled it.</summary>
    public int UnsettledReturns { get; private set; }

    private void ForgetConsultation() => (ConsultedUtc, ConsultUntil) = (null, null);
}

internal static class DispatchingMoves
{
    /// <summary>Gives the matter to a lead unit and starts its limits.</summary>
    public static bool IsDispatch(this CaseMove move) => move is CaseMove.Dispatch or CaseMove.Settle;
}
