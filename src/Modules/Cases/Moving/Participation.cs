using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;

namespace Fengqiao.Cases.Moving;

/// <summary>Which units take part after a move, and as what.</summary>
internal static class Participation
{
    /// <param name="unit">For which the move was made.</param>
    public static IEnumerable<CaseUnit> After(CaseMove move, LoadedCase loaded, MoveInput input, Guid? unit, DateTime nowUtc) => move switch
    {
        CaseMove.Dispatch or CaseMove.Settle => Only([input.LeadUnitId!.Value, .. input.AssistingUnitIds], input.LeadUnitId, loaded, nowUtc),
        // Who is asked has to read the matter, and may read on what came of it.
        CaseMove.Consult => Only(input.AssistingUnitIds, lead: null, loaded, nowUtc),
        CaseMove.ApproveReturn or CaseMove.Reopen or CaseMove.EndConsultation => Only([], lead: null, loaded, nowUtc),
        CaseMove.GiveOpinion => loaded.Units.Where(u => u.UnitId == unit).Select(u => Part(u, u.IsActive, input.Opinion)),
        _ => [],
    };

    private static IEnumerable<CaseUnit> Only(IReadOnlyCollection<Guid> active, Guid? lead, LoadedCase loaded, DateTime nowUtc)
    {
        foreach (var former in loaded.Units.Where(u => u.IsActive && !active.Contains(u.UnitId)))
        {
            yield return Part(former, isActive: false, opinion: null);
        }

        foreach (var unit in active)
        {
            var since = loaded.Units.FirstOrDefault(u => u.UnitId == unit)?.SinceUtc ?? nowUtc;
            yield return new CaseUnit { CaseId = loaded.Case.Id, UnitId = unit, IsLead = unit == lead, IsActive = true, SinceUtc = since };
        }
    }

    private static CaseUnit Part(CaseUnit of, bool isActive, UnitOpinion? opinion) =>
        new() { CaseId = of.CaseId, UnitId = of.UnitId, IsLead = of.IsLead, IsActive = isActive, Opinion = opinion, SinceUtc = of.SinceUtc };
}
