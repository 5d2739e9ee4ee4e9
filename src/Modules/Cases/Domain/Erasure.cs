namespace Fengqiao.Cases.Domain;

/// <summary>
/// That a person of a case was erased, and why; not who. Kept, so that a backup from before it, once restored, forgets the same person again.
/// </summary>
internal sealed class Erasure
{
    /// <summary>The person asked for it themselves.</summary>
    public const string Asked = "asked";

    /// <summary>The time for which the data may be kept was over.</summary>
    public const string Expired = "expired";

    /// <summary>Id of the person in the case.</summary>
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime AtUtc { get; init; }

    public required string Reason { get; init; }
}
