using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>How far a unit has come that was called.</summary>
public enum CallState
{
    Called,

    /// <summary>It knows, and comes.</summary>
    Acknowledged,
    Arrived,

    /// <summary>It has said what it does about the matter.</summary>
    Answered,

    /// <summary>The town does not need it any more.</summary>
    CalledOff,
}

/// <summary>
/// One unit that a town has called: both are timed, and each scores the other (双考核). Pure: each act answers with the call as it is then, or with why
/// it may not be done.
/// </summary>
internal sealed record WhistleCall : IVersioned
{
    public const int LowestScore = 1;
    public const int HighestScore = 5;

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid WhistleId { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>The unit that was called.</summary>
    public required Guid UnitId { get; init; }

    public required DateTime ArriveByUtc { get; init; }

    public CallState State { get; init; } = CallState.Called;

    public DateTime? AcknowledgedUtc { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTime? ArrivedUtc { get; init; }

    public string? ArrivedBy { get; init; }

    public DateTime? AnsweredUtc { get; init; }

    public string? AnsweredBy { get; init; }

    public string? Answer { get; init; }

    public DateTime? CalledOffUtc { get; init; }

    public string? CalledOffBy { get; init; }

    public string? CallOffReason { get; init; }

    /// <summary>1 to 5: how the town found the unit.</summary>
    public int? UnitScore { get; init; }

    public string? UnitScoreReason { get; init; }

    public string? UnitScoredBy { get; init; }

    /// <summary>1 to 5: how the unit found the call.</summary>
    public int? CallScore { get; init; }

    public string? CallScoreReason { get; init; }

    public string? CallScoredBy { get; init; }

    /// <summary>The unit says that it need not have been called; null before it has scored.</summary>
    public bool? IsNeedless { get; init; }

    public int Version { get; init; } = 1;

    public bool IsOver => State is CallState.Answered or CallState.CalledOff;

    /// <summary>There, and in time. A unit that answers without coming was not there.</summary>
    public bool WasInTime => ArrivedUtc <= ArriveByUtc;

    /// <summary>Not there though it should be. Whoever was called off is not missed.</summary>
    public bool IsMissing(DateTime nowUtc) => ArrivedUtc is null && State != CallState.CalledOff && nowUtc > ArriveByUtc;

    public Result<WhistleCall> Acknowledge(string account, DateTime nowUtc) => State != CallState.Called
        ? JointErrors.CallNotThere(State)
        : Next(CallState.Acknowledged) with { AcknowledgedUtc = nowUtc, AcknowledgedBy = account };

    /// <summary>Who is there has acknowledged.</summary>
    public Result<WhistleCall> Arrive(string account, DateTime nowUtc) => State is not (CallState.Called or CallState.Acknowledged)
        ? JointErrors.CallNotThere(State)
        : Next(CallState.Arrived) with { AcknowledgedUtc = AcknowledgedUtc ?? nowUtc, AcknowledgedBy = AcknowledgedBy ?? account, ArrivedUtc = nowUtc, ArrivedBy = account };

    /// <summary>Also of who did not come: what is settled by telephone is answered all the same.</summary>
    public Result<WhistleCall> Reply(string text, string account, DateTime nowUtc) => IsOver
        ? JointErrors.CallNotThere(State)
        : Next(CallState.Answered) with { AcknowledgedUtc = AcknowledgedUtc ?? nowUtc, AcknowledgedBy = AcknowledgedBy ?? account, AnsweredUtc = nowUtc, AnsweredBy = account, Answer = text };

    public Result<WhistleCall> CallOff(string reason, string account, DateTime nowUtc) => State is not (CallState.Called or CallState.Acknowledged)
        ? JointErrors.CallNotThere(State)
        : Next(CallState.CalledOff) with { CalledOffUtc = nowUtc, CalledOffBy = account, CallOffReason = reason };

    /// <summary>Once, when the unit has answered or was to be there and is not.</summary>
    public bool CanScoreUnit(DateTime nowUtc) => UnitScore is null && State != CallState.CalledOff && (State == CallState.Answered || IsMissing(nowUtc));

    public Result<WhistleCall> ScoreUnit(int score, string reason, string account, DateTime nowUtc) =>
        !CanScoreUnit(nowUtc) ? JointErrors.CallNotThere(State)
        : score is < LowestScore or > HighestScore ? JointErrors.Score
        : Next(State) with { UnitScore = score, UnitScoreReason = reason, UnitScoredBy = account };

    /// <summary>Once, by who was there or has answered.</summary>
    public bool CanScoreCall => CallScore is null && (State is CallState.Arrived or CallState.Answered);

    public Result<WhistleCall> ScoreCall(int score, bool isNeedless, string reason, string account) =>
        !CanScoreCall ? JointErrors.CallNotThere(State)
        : score is < LowestScore or > HighestScore ? JointErrors.Score
        : Next(State) with { CallScore = score, CallScoreReason = reason, CallScoredBy = account, IsNeedless = isNeedless };

    private WhistleCall Next(CallState state) => this with { State = state, Version = Version + 1 };
}
