using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Joining;

/// <summary>A published time at which a leader receives people.</summary>
/// <param name="Kinds">Kinds of matters; empty for all.</param>
/// <param name="CallOffReason">Why it does not take place; null where it does.</param>
internal sealed record ReceptionView(
    Guid Id, Named Region, string Leader, string Post, string Place, DateTime From, DateTime To, string Kinds, int Capacity, bool IsCalledOff, string? CallOffReason);

/// <summary>A time as those see it who keep the schedule.</summary>
/// <param name="Recorded">Numbers of the cases heard there that the reader may see.</param>
internal sealed record ReceptionLine(ReceptionView Time, IReadOnlyList<string> Recorded, bool CanChange, bool CanRecord, int Version);

/// <param name="Day">Day in the county, <c>yyyy-MM-dd</c>; times as <c>HH:mm</c>.</param>
/// <param name="Region">Code of the county or the town; null for that of the own post.</param>
internal sealed record ReceptionRequest(string? Leader, string? Post, string? Place, string? Day, string? From, string? To, string? Kinds, int? Capacity, string? Region);

/// <param name="Text">Why it is called off; what the leader decided.</param>
/// <param name="Number">The case that was heard, where something is recorded.</param>
internal sealed record ReceptionActRequest(string? Text, string? Number);

/// <summary>The leader who stands for a case, now or before.</summary>
public sealed record SponsorView(string Name, DateTime Since, DateTime? Until, string Reason, string NamedBy, string? EndReason);

/// <summary>What was heard and decided about a case at a reception.</summary>
public sealed record HearingView(string Leader, string Post, DateTime At, string Place, string Decision, string RecordedBy);

/// <summary>Who answers for a case now.</summary>
/// <param name="Name">The first receiver, while no unit has accepted; null where a unit answers.</param>
/// <param name="WaitsFor">The unit that has not accepted the case yet.</param>
public sealed record AnswerableView(string? Name, Named? Unit, DateTime Since, Named? WaitsFor);

/// <summary>Leaders and answerability of one case.</summary>
/// <param name="Sponsors">The current one first, if there is one.</param>
/// <param name="Leaders">Accounts the reader may name as sponsor; empty where it is not theirs to name.</param>
public sealed record StandingView(AnswerableView? Answerable, IReadOnlyList<SponsorView> Sponsors, IReadOnlyList<HearingView> Hearings, IReadOnlyList<Named> Leaders)
{
    public SponsorView? Sponsor => Sponsors.FirstOrDefault(s => s.Until is null);
}

/// <param name="Account">Of the leader; null ends the sponsorship without another.</param>
internal sealed record SponsorRequest(string? Account, string? Reason);

/// <summary>A case somebody stands for.</summary>
internal sealed record SponsoredLine(CaseRow Case, DateTime Since, string Reason);
