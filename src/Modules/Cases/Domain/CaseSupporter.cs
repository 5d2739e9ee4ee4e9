namespace Fengqiao.Cases.Domain;

/// <summary>
/// Somebody said "me too" to an open matter. Nothing is known of them but that; with the code made from their id they may follow it.
/// </summary>
internal sealed class CaseSupporter
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime JoinedUtc { get; init; }
}
