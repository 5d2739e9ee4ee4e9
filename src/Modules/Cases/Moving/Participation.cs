using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;

namespace Fengqiao.Cases.Moving;

/// <summary>Which units take part after a move, and as what.</summary>
internal static class Participation
{
    public static IEnumerable<CaseUnit> After(CaseMove move, LoadedCase loaded, MoveInput input, DateTime nowUtc)
    {
        if (move is not (CaseMove.Dispatch or CaseMove.ApproveReturn or CaseMove.Reopen))
        {
            yield break;
        }

        Guid[] active = move == CaseMove.Dispatch ? [input.LeadUnitId!.Value, .. input.AssistingUnitIds] : [];
        foreach (var unit in loaded.Units.Where(u => u.IsActive && !active.Contains(u.UnitId)))
        {
            yield return new CaseUnit { CaseId = unit.CaseId, UnitId = unit.UnitId, IsLead = unit.IsLead, IsActive = false, SinceUtc = unit.SinceUtc };
        }

        foreach (var unit in active)
        {
            var since = loaded.Units.FirstOrDefault(u => u.UnitId == unit)?.SinceUtc ?? nowUtc;
            yield return new CaseUnit { CaseId = loaded.Case.Id, UnitId = unit, IsLead = unit == input.LeadUnitId, IsActive = true, SinceUtc = since };
        }
    }
}
