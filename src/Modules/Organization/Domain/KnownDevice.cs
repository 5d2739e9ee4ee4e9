using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>
/// A browser from which an account has signed in before. It has a count of failures of its own, so that strangers who lock the account
/// from elsewhere do not lock its owner out.
/// </summary>
internal sealed class KnownDevice : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the random secret in the browser's cookie.</summary>
    public required byte[] Hash { get; init; }

    public int FailedCount { get; private set; }

    public DateTime? LockedUntilUtc { get; private set; }

    public required DateTime UsedUtc { get; set; }

    public int Version { get; private set; } = 1;

    public bool IsLockedAt(DateTime nowUtc) => LockedUntilUtc is { } until && nowUtc < until;

    /// <summary>A wrong password. Returns true when this one locked the browser out of the account.</summary>
    public bool Fail(DateTime nowUtc)
    {
        Version++;
        (FailedCount, var until) = FailureRule.Next(FailedCount, nowUtc);
        LockedUntilUtc = until ?? LockedUntilUtc;
        return until is not null;
    }

    public void Use(DateTime nowUtc)
    {
        Version++;
        FailedCount = 0;
        LockedUntilUtc = null;
        UsedUtc = nowUtc;
    }
}
