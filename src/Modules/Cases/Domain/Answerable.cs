namespace Fengqiao.Cases.Domain;

/// <summary>
/// Who answers for a case at a moment (首问负责、首接负责): whoever received it first until a unit has accepted it by signing, from then on that unit until its
/// return is approved. Computed from where the case stands, never stored beside it.
/// </summary>
/// <param name="Account">The first receiver, while no unit has accepted; null otherwise.</param>
/// <param name="UnitId">The unit that answers, or for which the first receiver did.</param>
/// <param name="SinceUtc">From when on.</param>
/// <param name="WaitsFor">The unit that has been handed the case and has not accepted it yet; null while nothing waits.</param>
internal sealed record Answerable(string? Account, Guid? UnitId, DateTime SinceUtc, Guid? WaitsFor)
{
    /// <summary>Null once the case has ended: nobody has to do anything any more.</summary>
    public static Answerable? Of(Case on) => !CaseStates.Open.Contains(on.State) ? null
        : on is { LeadUnitId: { } lead, SignedUtc: { } signed } ? new Answerable(null, lead, signed, null)
        : new Answerable(on.FirstReceiver, on.FirstReceiverUnitId, on.RegisteredUtc, on.LeadUnitId);
}
