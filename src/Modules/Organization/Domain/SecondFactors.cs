using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>The authenticator an account signs in with besides its password.</summary>
internal sealed class Authenticator : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>The shared secret, sealed by the server's key ring.</summary>
    public required string SealedSecret { get; init; }

    /// <summary>The step of the last code that was taken: no code works twice.</summary>
    public required long LastStep { get; set; }

    public required DateTime AddedUtc { get; init; }

    public int Version { get; private set; } = 1;

    public void Take(long step)
    {
        Version++;
        LastStep = step;
    }
}

/// <summary>A code on paper that stands in for the authenticator once.</summary>
internal sealed class RecoveryCode : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the code, which is random.</summary>
    public required byte[] Hash { get; init; }

    public DateTime? UsedUtc { get; private set; }

    public int Version { get; private set; } = 1;

    public void Use(DateTime nowUtc)
    {
        Version++;
        UsedUtc = nowUtc;
    }
}
