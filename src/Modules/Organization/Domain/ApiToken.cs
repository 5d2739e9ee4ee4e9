using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>What a program shows instead of a password. Only the hash of its text is kept.</summary>
internal sealed class ApiToken : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the text. The text is random, so a fast hash without salt is enough.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Rights it is limited to, separated by blanks; empty means all rights of the account.</summary>
    public required string Scope { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public DateTime? RevokedUtc { get; private set; }

    /// <summary>The county's day; exact times would cost a write per request.</summary>
    public DateOnly? LastUsedOn { get; private set; }

    public int Version { get; private set; } = 1;

    public bool IsGoodAt(DateTime nowUtc) => RevokedUtc is null && nowUtc < ExpiresUtc;

    public void Use(DateOnly today)
    {
        Version++;
        LastUsedOn = today;
    }

    public void Revoke(DateTime nowUtc)
    {
        Version++;
        RevokedUtc = nowUtc;
    }
}
