using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>What an address that works once opens.</summary>
internal enum LinkPurpose
{
    /// <summary>Naming the three administrators of a county that has none.</summary>
    FirstRun,

    /// <summary>Choosing the password of an account.</summary>
    Password,
}

/// <summary>An address that works once, for a day. Whoever holds it may do the one thing it is for, so only its hash is kept.</summary>
internal sealed class OneTimeLink : IVersioned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required LinkPurpose Purpose { get; init; }

    /// <summary>Whose password it sets; null at the first run.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>SHA-256 of the secret in the address, which is random.</summary>
    public required byte[] Hash { get; init; }

    public required DateTime MadeUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    /// <summary>When it was used, or when a newer one took its place.</summary>
    public DateTime? UsedUtc { get; private set; }

    public int Version { get; private set; } = 1;

    public bool IsGoodAt(DateTime nowUtc) => UsedUtc is null && nowUtc < ExpiresUtc;

    public void Use(DateTime nowUtc)
    {
        Version++;
        UsedUtc = nowUtc;
    }
}
