using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// 领导接访: a published time at which a leader receives people (信访工作条例 Art 18: time and place are published). What is published is not edited: it is
/// called off for a reason that stays to be read, and published anew.
/// </summary>
internal sealed record ReceptionTime : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>Root of the subtree whose people are received: the county or a town.</summary>
    public required string Region { get; init; }

    /// <summary>The official name of the leader, as it is published.</summary>
    public required string Leader { get; init; }

    public required string Post { get; init; }

    public required string Place { get; init; }

    public required DateTime FromUtc { get; init; }

    public required DateTime ToUtc { get; init; }

    /// <summary>Kinds of matters, in words; empty for all.</summary>
    public required string Kinds { get; init; }

    /// <summary>How many matters can be heard.</summary>
    public required int Capacity { get; init; }

    public required string PublishedBy { get; init; }

    public required DateTime PublishedUtc { get; init; }

    public DateTime? CalledOffUtc { get; init; }

    public string? CalledOffBy { get; init; }

    public string? CallOffReason { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>What was heard and decided about one case at a reception. Written once.</summary>
internal sealed class ReceptionRecord
{
    public required Guid Id { get; init; }

    public required Guid ReceptionId { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>What the leader decided, in words.</summary>
    public required string Decision { get; init; }
}

/// <summary>包案: the leader who stands for a case from a day on. A case has one at a time; who it was before is kept.</summary>
internal sealed record CaseSponsor : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid CaseId { get; init; }

    public required string Account { get; init; }

    public required DateTime SinceUtc { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTime? UntilUtc { get; init; }

    public required string Reason { get; init; }

    public required string NamedBy { get; init; }

    public string? EndedBy { get; init; }

    public string? EndReason { get; init; }

    public int Version { get; init; } = 1;
}
