using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Supervising;

/// <summary>One rung as it was given, for whoever may see its case.</summary>
/// <param name="Level">remind, urge, letter, listed or accountability.</param>
/// <param name="Trigger">What led to it, e.g. after-due, leaders-note, by-hand.</param>
/// <param name="Rule">Code of the rule; null where a person decided.</param>
/// <param name="Skipped">A higher rung made it needless before it was given.</param>
/// <param name="IssuedBy">Name of the person; null where a rule decided.</param>
/// <param name="Letter">Number of the letter; null where there is none.</param>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
public sealed record SupervisionView(
    Guid Id,
    string Level,
    string Trigger,
    string? Rule,
    bool Skipped,
    Named? Unit,
    DateTime IssuedAt,
    string? IssuedBy,
    string Reason,
    Named? Owner,
    string? Letter,
    DateTime? AnswerDueAt,
    DateTime? AnsweredAt,
    string? AnsweredBy,
    string? Answer,
    IReadOnlyList<Guid> AnswerFiles,
    DateTime? LiftedAt,
    string? LiftedBy,
    string? LiftReason,
    bool CanAnswer,
    bool CanLift,
    int Version)
{
    /// <summary>Still stands as a letter.</summary>
    public bool IsOpen => Letter is not null && LiftedAt is null;
}

/// <summary>The ladder of a case.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="CanIssue">The reader may supervise the case.</param>
/// <param name="CanNote">The reader may enter a leader's note.</param>
public sealed record LadderView(string Number, IReadOnlyList<SupervisionView> Items, bool CanIssue, bool CanNote);

/// <summary>A line of the supervision desk: a case, and what it was given where the list is about that.</summary>
internal sealed record SupervisionLine(CaseRow Case, SupervisionView? Supervision);

/// <param name="Level">remind, urge, letter, listed or accountability.</param>
/// <param name="Reason">Why; for a leader's note its words.</param>
/// <param name="AnswerDays">Working days the unit has to answer a letter; 5 where none are said.</param>
/// <param name="Owner">Account that follows it up; null for whoever issues it.</param>
/// <param name="LeadersNote">Starts from a leader's note.</param>
internal sealed record IssueRequest(string? Level, string? Reason, int? AnswerDays, string? Owner, bool LeadersNote);

/// <param name="Files">Files of the case that belong to the answer.</param>
internal sealed record AnswerRequest(string? Text, IReadOnlyList<Guid>? Files);

internal sealed record LiftRequest(string? Reason);
