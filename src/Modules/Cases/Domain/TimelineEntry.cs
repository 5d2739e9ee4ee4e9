using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Who did what with a case, when and why. Written once, never changed but by an erasure.</summary>
internal sealed class TimelineEntry
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime AtUtc { get; init; }

    public required CaseMove Move { get; init; }

    public required CaseState FromState { get; init; }

    public required CaseState ToState { get; init; }

    /// <summary>Account name; <c>citizen</c> for the reporter.</summary>
    public required string Account { get; init; }

    /// <summary>The unit for which it was done; null for the reporter.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The unit to which it was dispatched, where the move is a dispatch.</summary>
    public Guid? ToUnitId { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Code of the reason chosen from the county's dictionary; which one, the move tells.</summary>
    public string? Reason { get; init; }

    /// <summary>What the unit said when it was asked whose matter it is.</summary>
    public UnitOpinion? Opinion { get; init; }

    public Resolution? Resolution { get; init; }

    public Satisfaction? Satisfaction { get; init; }

    /// <summary>True where the reporter may read it.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>The same entry in other words: those of a person who is erased are taken out.</summary>
    public TimelineEntry With(string text) => new()
    {
        Id = Id,
        CaseId = CaseId,
        AtUtc = AtUtc,
        Move = Move,
        FromState = FromState,
        ToState = ToState,
        Account = Account,
        UnitId = UnitId,
        ToUnitId = ToUnitId,
        Text = text,
        Reason = Reason,
        Opinion = Opinion,
        Resolution = Resolution,
        Satisfaction = Satisfaction,
        IsPublic = IsPublic,
    };

    /// <summary>The first entry of every case: it was taken in.</summary>
    public static TimelineEntry Registration(Case taken, Guid id) => new()
    {
        Id = id,
        CaseId = taken.Id,
        AtUtc = taken.RegisteredUtc,
        Move = CaseMove.Register,
        FromState = CaseState.Registered,
        ToState = CaseState.Registered,
        Account = taken.FirstReceiver,
        UnitId = taken.FirstReceiverUnitId,
        IsPublic = true,
    };
}

/// <summary>A unit that takes part in a case, or did: it sees the case from then on.</summary>
internal sealed class CaseUnit
{
    public required Guid CaseId { get; init; }

    public required Guid UnitId { get; init; }

    public required bool IsLead { get; set; }

    /// <summary>False after a return was approved: the unit may still read, no longer act.</summary>
    public required bool IsActive { get; set; }

    /// <summary>What it said in the consultation that is open; null while it has not, or none is.</summary>
    public UnitOpinion? Opinion { get; init; }

    public required DateTime SinceUtc { get; init; }
}
