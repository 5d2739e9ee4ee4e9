using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>A key pair in a person's telephone, computer or security key (WebAuthn). Only its public half is here.</summary>
internal sealed class Passkey : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    /// <summary>As its owner calls it, to tell it from others.</summary>
    public required string Name { get; init; }

    public required byte[] CredentialId { get; init; }

    /// <summary>COSE, as the authenticator gave it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Goes up with each use where the authenticator counts; a lower one betrays a copy.</summary>
    public required long SignCount { get; set; }

    /// <summary>How it can be reached (<c>internal</c>, <c>usb</c> …), separated by blanks.</summary>
    public required string Transports { get; init; }

    /// <summary>Whether its maker may copy it to the owner's other devices.</summary>
    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; set; }

    public required DateTime AddedUtc { get; init; }

    public DateTime? UsedUtc { get; private set; }

    public int Version { get; private set; } = 1;

    public void Use(long signCount, bool isBackedUp, DateTime nowUtc)
    {
        Version++;
        SignCount = signCount;
        IsBackedUp = isBackedUp;
        UsedUtc = nowUtc;
    }
}
