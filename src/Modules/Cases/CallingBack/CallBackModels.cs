using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.CallingBack;

/// <summary>The piles of the telephone list.</summary>
public enum CallBackPile
{
    /// <summary>To be called now, what is due first on top.</summary>
    ToCall,

    /// <summary>The reporter asked to be called at another time.</summary>
    Later,

    /// <summary>Somebody asked that it does not count.</summary>
    Asked,

    /// <summary>Over, the latest first.</summary>
    Ended,
}

/// <param name="State">waiting, tried, done, not-reached, excluded or lapsed.</param>
internal sealed record CallBackFilter(string? Pile, string? Region, string? Unit, string? State);

/// <param name="Round">Which time this case is called back.</param>
/// <param name="MayGiveUp">As many tries as the rule asks for, or no number was left.</param>
/// <param name="LinkUntil">Until when the reporter may answer by link; null where there is none.</param>
/// <param name="LinkSending">waiting, sent, failed or given-up; null where no message was planned, because the county sends none.</param>
/// <param name="Exclusion">Asked for while it is open; why it does not count once it has ended.</param>
public sealed record CallBackView(
    Guid Id,
    CaseRow Case,
    Named? Unit,
    int Round,
    string State,
    DateTime DueAt,
    bool IsLate,
    int Tries,
    DateTime? NextAt,
    bool HasPhone,
    bool MayGiveUp,
    DateTime? LinkUntil,
    string? LinkSending,
    string? Exclusion,
    string ExclusionText,
    string? ExclusionAskedBy,
    string? Way,
    string? Resolution,
    string? Satisfaction,
    string Words,
    DateTime? EndedAt,
    string? EndedBy);

/// <summary>One try that brought no answer.</summary>
public sealed record CallBackTryView(DateTime At, string By, string Outcome, DateTime? NextAt);

/// <summary>What a call brought.</summary>
/// <param name="Again">Not unsolved, but the unit should go on; what is unsolved always goes back.</param>
internal sealed record CallBackResult(string? Resolution, string? Satisfaction, string? Text, bool Again = false);

/// <param name="Outcome">not-reached, refused, wrong-number or later.</param>
/// <param name="LaterAt">When to call again; for later.</param>
internal sealed record CallBackAttempt(string? Outcome, DateTimeOffset? LaterAt);

/// <param name="Reason">invalid, duplicate, refused-contact, appeal or suspended.</param>
internal sealed record ExclusionRequest(string? Reason, string? Text);

/// <summary>What the second person decides.</summary>
internal sealed record ExclusionDecision(bool Approve);

/// <summary>Where a call-back and its case stand now.</summary>
internal sealed record CallBackOutcome(Guid Id, string Number, string State, string CaseState);
