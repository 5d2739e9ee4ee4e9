using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>The rungs of the ladder, from the lowest up. From <see cref="Letter"/> on the unit has to answer in writing.</summary>
public enum SupervisionLevel
{
    /// <summary>提醒.</summary>
    Remind,

    /// <summary>催办.</summary>
    Urge,

    /// <summary>督办函.</summary>
    Letter,

    /// <summary>挂牌督办.</summary>
    Listed,

    /// <summary>问责建议.</summary>
    Accountability,
}

/// <summary>What makes a case climb.</summary>
public enum SupervisionTrigger
{
    /// <summary>So long before the closing limit ends.</summary>
    BeforeDue,
    AtDue,

    /// <summary>So long after it ended.</summary>
    AfterDue,

    /// <summary>Returned by units so many times.</summary>
    Returned,

    /// <summary>Sent back by the check so many times.</summary>
    SentBack,

    /// <summary>The reporter was dissatisfied at the call-back.</summary>
    Dissatisfied,

    /// <summary>A letter was not answered so long after its limit.</summary>
    Unanswered,

    /// <summary>领导批示.</summary>
    LeadersNote,

    /// <summary>A supervisor decided so.</summary>
    ByHand,
}

internal static class SupervisionLevels
{
    /// <summary>Whether what is issued is a numbered paper that has to be answered.</summary>
    public static bool IsLetter(this SupervisionLevel level) => level >= SupervisionLevel.Letter;
}

/// <summary>
/// One rung of the ladder as it was given to the unit of a case. It lies over the case and never changes its state. What a rule would have given
/// while nobody looked, and a higher rung made needless, is kept as skipped.
/// </summary>
internal sealed record Supervision : IVersioned
{
    public const string BySystem = "system";

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    /// <summary>With <see cref="CaseId"/> and <see cref="Occurrence"/> unique: the stem of the rule's code, or <c>by-hand</c>.</summary>
    public required string Rung { get; init; }

    /// <summary>Which time it is: the limit it was counted from, the letter that was not answered, how many times it was returned.</summary>
    public required string Occurrence { get; init; }

    public required SupervisionLevel Level { get; init; }

    public required SupervisionTrigger Trigger { get; init; }

    /// <summary>Code of the rule as it was in force; null where a person decided.</summary>
    public string? Rule { get; init; }

    public required bool IsSkipped { get; init; }

    /// <summary>The unit that is supervised: the lead unit at that moment.</summary>
    public required Guid UnitId { get; init; }

    public required DateTime IssuedUtc { get; init; }

    /// <summary>Account, or <see cref="BySystem"/>.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>Why, or the words of the leader's note; empty where a rule decided.</summary>
    public required string Reason { get; init; }

    /// <summary>Account that follows it up; null leaves it to the desk.</summary>
    public string? Owner { get; init; }

    public int? LetterYear { get; init; }

    /// <summary>1, 2, 3 … within the year, without gaps. Given in the transaction that writes it.</summary>
    public long? LetterNumber { get; set; }

    /// <summary>Until when the unit has to answer; null where no answer is asked for.</summary>
    public DateTime? AnswerDueUtc { get; init; }

    public DateTime? AnsweredUtc { get; init; }

    public string? AnsweredBy { get; init; }

    public string? Answer { get; init; }

    /// <summary>Ids of files of the case that belong to the answer, parted by blanks.</summary>
    public string AnswerFiles { get; init; } = "";

    public DateTime? LiftedUtc { get; init; }

    public string? LiftedBy { get; init; }

    public string? LiftReason { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>A letter that stands: neither lifted nor skipped.</summary>
    public bool IsOpen => Level.IsLetter() && !IsSkipped && LiftedUtc is null;

    public bool WaitsForAnswer => IsOpen && AnsweredUtc is null;
}
