using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>Where the task of an assisting unit stands.</summary>
public enum AssistState
{
    Asked,

    /// <summary>The unit has taken it on, or its reply was sent back.</summary>
    Accepted,

    /// <summary>The reply waits for the lead unit.</summary>
    Replied,

    /// <summary>The lead unit has accepted the reply.</summary>
    Done,

    /// <summary>It ended without a reply that was accepted; why says <see cref="AssistEnd"/>.</summary>
    Ended,
}

/// <summary>Why a task ended without an accepted reply.</summary>
public enum AssistEnd
{
    /// <summary>The unit does not assist any more: the lead unit or the desk said why.</summary>
    Released,

    /// <summary>The case went back to the desk.</summary>
    Returned,

    /// <summary>The lead unit submitted without it and said why.</summary>
    Submitted,

    /// <summary>The case ended.</summary>
    CaseEnded,
}

/// <summary>
/// 协办任务: what one assisting unit (协办单位) owes the lead unit of a case, until when, and what it replied. Pure: each act answers with the task as
/// it is then, or with why it may not be done.
/// </summary>
internal sealed record AssistTask : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    public required Guid UnitId { get; init; }

    /// <summary>What is asked of the unit; empty where the dispatch said nothing of its own.</summary>
    public required string Asked { get; init; }

    public required string AskedBy { get; init; }

    public required DateTime AskedUtc { get; init; }

    /// <summary>Never later than the closing limit of the case was when it was set.</summary>
    public required DateTime DueUtc { get; init; }

    public AssistState State { get; init; } = AssistState.Asked;

    public DateTime? AcceptedUtc { get; init; }

    public string? AcceptedBy { get; init; }

    public DateTime? RepliedUtc { get; init; }

    public string? RepliedBy { get; init; }

    public string? Reply { get; init; }

    /// <summary>Ids of files of the case that belong to the reply, parted by blanks.</summary>
    public string ReplyFiles { get; init; } = "";

    public int TimesSentBack { get; init; }

    /// <summary>Why the reply was sent back the last time.</summary>
    public string? SentBackReason { get; init; }

    /// <summary>When the reply was accepted, or the task ended otherwise; null while it is open.</summary>
    public DateTime? EndedUtc { get; init; }

    public string? EndedBy { get; init; }

    public AssistEnd? EndedAs { get; init; }

    public string? EndReason { get; init; }

    public int Version { get; init; } = 1;

    public bool IsOpen => State is AssistState.Asked or AssistState.Accepted or AssistState.Replied;

    /// <summary>The unit owes something, and its time is over.</summary>
    public bool IsOverdue(DateTime nowUtc) => State is AssistState.Asked or AssistState.Accepted && nowUtc > DueUtc;

    /// <summary>Whether the reply that stands came within the time; null while there is none.</summary>
    public bool? WasInTime => RepliedUtc is { } replied ? replied <= DueUtc : null;

    public Result<AssistTask> Accept(string account, DateTime nowUtc) => State != AssistState.Asked
        ? JointErrors.TaskNotThere(State)
        : Next(AssistState.Accepted) with { AcceptedUtc = nowUtc, AcceptedBy = account };

    /// <summary>A reply to what was never accepted accepts it.</summary>
    public Result<AssistTask> Answer(string text, IEnumerable<Guid> files, string account, DateTime nowUtc) => State is not (AssistState.Asked or AssistState.Accepted)
        ? JointErrors.TaskNotThere(State)
        : Next(AssistState.Replied) with
        {
            AcceptedUtc = AcceptedUtc ?? nowUtc,
            AcceptedBy = AcceptedBy ?? account,
            RepliedUtc = nowUtc,
            RepliedBy = account,
            Reply = text,
            ReplyFiles = string.Join(' ', files.Select(f => f.ToString("N"))),
        };

    public Result<AssistTask> TakeReply(string account, DateTime nowUtc) => State != AssistState.Replied
        ? JointErrors.TaskNotThere(State)
        : Next(AssistState.Done) with { EndedUtc = nowUtc, EndedBy = account };

    public Result<AssistTask> SendBack(string reason) => State != AssistState.Replied
        ? JointErrors.TaskNotThere(State)
        : Next(AssistState.Accepted) with { TimesSentBack = TimesSentBack + 1, SentBackReason = reason };

    /// <summary>Asks for something else, or by another time, while the unit has not replied.</summary>
    public Result<AssistTask> Change(string asked, DateTime dueUtc) => State is not (AssistState.Asked or AssistState.Accepted)
        ? JointErrors.TaskNotThere(State)
        : Next(State) with { Asked = asked, DueUtc = dueUtc };

    public Result<AssistTask> End(AssistEnd why, string? reason, string account, DateTime nowUtc) => !IsOpen
        ? JointErrors.TaskNotThere(State)
        : Next(AssistState.Ended) with { EndedUtc = nowUtc, EndedBy = account, EndedAs = why, EndReason = reason };

    private AssistTask Next(AssistState state) => this with { State = state, Version = Version + 1 };
}
