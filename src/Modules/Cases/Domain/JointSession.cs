using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

public enum SessionState
{
    Planned,
    Held,
    Cancelled,
}

/// <summary>
/// 矛盾联调: units sit together over one case. The minutes are the convener's, the opinions each unit's own, and the chair signs both off; from then on
/// nothing of it changes. Pure: each act answers with the session as it is then, or with why it may not be done.
/// </summary>
internal sealed record JointSession : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    public required Guid UnitId { get; init; }

    public required string ConvenedBy { get; init; }

    public required DateTime ConvenedUtc { get; init; }

    public required DateTime StartUtc { get; init; }

    public required string Place { get; init; }

    /// <summary>What is to be settled.</summary>
    public required string Subject { get; init; }

    /// <summary>Account of who chairs it and signs it off.</summary>
    public required string Chair { get; init; }

    public SessionState State { get; init; } = SessionState.Planned;

    public DateTime? HeldUtc { get; init; }

    public string? HeldBy { get; init; }

    public string? Minutes { get; init; }

    public string? Conclusion { get; init; }

    public DateTime? SignedUtc { get; init; }

    public DateTime? CancelledUtc { get; init; }

    public string? CancelledBy { get; init; }

    public string? CancelReason { get; init; }

    public int Version { get; init; } = 1;

    public bool IsSigned => SignedUtc is not null;

    public Result<JointSession> Move(DateTime startUtc, string place) => State != SessionState.Planned
        ? JointErrors.SessionNotThere(State)
        : this with { StartUtc = startUtc, Place = place, Version = Version + 1 };

    /// <summary>Enters the minutes, or corrects them until they are signed.</summary>
    public Result<JointSession> Hold(string minutes, string conclusion, string account, DateTime nowUtc) => State == SessionState.Cancelled || IsSigned
        ? JointErrors.SessionNotThere(State)
        : this with { State = SessionState.Held, HeldUtc = HeldUtc ?? nowUtc, HeldBy = account, Minutes = minutes, Conclusion = conclusion, Version = Version + 1 };

    public Result<JointSession> Sign(DateTime nowUtc) => State != SessionState.Held || IsSigned
        ? JointErrors.SessionNotThere(State)
        : this with { SignedUtc = nowUtc, Version = Version + 1 };

    public Result<JointSession> Cancel(string reason, string account, DateTime nowUtc) => State != SessionState.Planned
        ? JointErrors.SessionNotThere(State)
        : this with { State = SessionState.Cancelled, CancelledUtc = nowUtc, CancelledBy = account, CancelReason = reason, Version = Version + 1 };

    /// <summary>An opinion was written: whoever signs at the same moment has not read it.</summary>
    public Result<JointSession> Hear() => State == SessionState.Cancelled || IsSigned ? JointErrors.SessionNotThere(State) : this with { Version = Version + 1 };
}

/// <summary>A unit that was called to a session, with its own opinion.</summary>
internal sealed class SessionUnit
{
    public required Guid SessionId { get; init; }

    public required Guid UnitId { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Null until the unit has written it. Only the unit writes it.</summary>
    public string? Opinion { get; init; }

    public string? OpinionBy { get; init; }

    public DateTime? OpinionUtc { get; init; }
}
