using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>How far a call-back has come.</summary>
public enum CallBackState
{
    /// <summary>Nobody has tried yet.</summary>
    Waiting,

    /// <summary>Tried without a result.</summary>
    Tried,

    /// <summary>The reporter has answered, by telephone or by the link.</summary>
    Done,

    /// <summary>Given up after as many tries as the rule asks for: counts in the population, never as satisfied.</summary>
    NotReached,

    /// <summary>剔除: does not count, for a reason of <see cref="CallBackExclusion"/>.</summary>
    Excluded,

    /// <summary>The case went another way.</summary>
    Lapsed,
}

/// <summary>What became of a try that brought no answer.</summary>
public enum TryOutcome
{
    NotReached,
    Refused,
    WrongNumber,

    /// <summary>The reporter asked to be called at another time.</summary>
    Later,
}

/// <summary>Why a call-back does not count.</summary>
public enum CallBackExclusion
{
    /// <summary>无效诉求.</summary>
    Invalid,

    /// <summary>重复诉求.</summary>
    Duplicate,

    /// <summary>拒绝回访: told to the caller, which a try records.</summary>
    RefusedContact,

    /// <summary>申诉剔除.</summary>
    Appeal,

    /// <summary>挂账.</summary>
    Suspended,
}

/// <summary>How the reporter answered.</summary>
public enum CallBackWay
{
    Phone,
    Link,
}

internal static class CallBackStates
{
    /// <summary>Still somebody's work.</summary>
    public static IReadOnlyList<CallBackState> Open { get; } = [CallBackState.Waiting, CallBackState.Tried];

    /// <summary>A figure gets better by what is left out of it, so a second person agrees; that somebody hung up is what the caller alone knows.</summary>
    public static bool NeedsSecondPerson(this CallBackExclusion reason) => reason != CallBackExclusion.RefusedContact;
}

/// <summary>
/// One call-back that is due: made by the commit that verifies the case, ended by the commit that moves the case on. So there is one for each round of a
/// case, and none without a case that waits or once waited.
/// </summary>
internal sealed record CallBackTask : IVersioned
{
    public const int LongestWords = 1000;

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    /// <summary>1 for the first time the case was verified; with <see cref="CaseId"/> unique.</summary>
    public required int Round { get; init; }

    /// <summary>The lead unit whose work the reporter is asked about.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The unit spoke to the reporter within its limit; as it was when the case was verified.</summary>
    public required bool WasContacted { get; init; }

    public required DateTime OpenedUtc { get; init; }

    /// <summary>Until when the reporter should have been asked; the period a figure counts it in.</summary>
    public required DateTime DueUtc { get; init; }

    public CallBackState State { get; init; }

    /// <summary>How many tries brought no answer.</summary>
    public int Tries { get; init; }

    /// <summary>Not before then: the reporter asked for it.</summary>
    public DateTime? NextUtc { get; init; }

    /// <summary>Hash of the token in the link; null where no link was made, or the person it was made for is erased.</summary>
    public string? LinkHash { get; init; }

    public DateTime? LinkExpiresUtc { get; init; }

    /// <summary>Why it does not count, or why somebody asks that it should not while the task is open.</summary>
    public CallBackExclusion? Exclusion { get; init; }

    public string ExclusionText { get; init; } = "";

    public string? ExclusionAskedBy { get; init; }

    public CallBackWay? Way { get; init; }

    public Resolution? Resolution { get; init; }

    public Satisfaction? Satisfaction { get; init; }

    /// <summary>What the reporter said besides, or the caller noted.</summary>
    public string Words { get; init; } = "";

    public DateTime? EndedUtc { get; init; }

    /// <summary>Account; of the reporter for an answer by link.</summary>
    public string? EndedBy { get; init; }

    public int Version { get; init; } = 1;

    public bool IsOpen => CallBackStates.Open.Contains(State);

    /// <summary>Somebody asked that it does not count, and nobody has decided.</summary>
    public bool IsExclusionAsked => IsOpen && Exclusion is not null;

    public bool TakesLink(DateTime nowUtc) => IsOpen && LinkHash is not null && LinkExpiresUtc > nowUtc;
}

/// <summary>One try that brought no answer.</summary>
internal sealed class CallBackTry
{
    public required Guid Id { get; init; }

    public required Guid TaskId { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string Account { get; init; }

    public required TryOutcome Outcome { get; init; }

    /// <summary>When to try again; for <see cref="TryOutcome.Later"/>.</summary>
    public DateTime? NextUtc { get; init; }
}

/// <summary>How call-backs are made and weighed from a day on. The weights are the county's: no rule above it fixes them.</summary>
internal sealed record CallBackRule : IVersioned
{
    /// <summary>The first day, as <c>yyyy-MM-dd</c>.</summary>
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required DateOnly ValidFrom { get; init; }

    /// <summary>So many tries without an answer, and the call-back may be given up.</summary>
    public required int MostTries { get; init; }

    /// <summary>Working days from the check of the case within which the reporter is asked.</summary>
    public required int DueDays { get; init; }

    /// <summary>Natural days the link is open.</summary>
    public required int LinkDays { get; init; }

    /// <summary>What "partly solved" counts, in hundredths of "solved".</summary>
    public required int PartlyWeight { get; init; }

    /// <summary>What "mostly satisfied" counts, in hundredths of "satisfied".</summary>
    public required int MostlyWeight { get; init; }

    /// <summary>What "so-so" counts, in hundredths of "satisfied".</summary>
    public required int SoSoWeight { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>Hundredths.</summary>
    public int WeightOf(Resolution resolution) => resolution switch
    {
        Domain.Resolution.Solved => 100,
        Domain.Resolution.Partly => PartlyWeight,
        _ => 0,
    };

    /// <summary>Hundredths.</summary>
    public int WeightOf(Satisfaction satisfaction) => satisfaction switch
    {
        Domain.Satisfaction.Satisfied => 100,
        Domain.Satisfaction.Mostly => MostlyWeight,
        Domain.Satisfaction.SoSo => SoSoWeight,
        _ => 0,
    };
}
