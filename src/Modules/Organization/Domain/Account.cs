using System.Text;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>What a person, or a program, signs in with.</summary>
internal sealed class Account : IVersioned
{
    public const int LongestName = 64;

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required string Name { get; init; }

    /// <summary>The name as it is compared: <see cref="KeyOf"/>.</summary>
    public required string NameKey { get; init; }

    public Guid? StaffId { get; init; }

    /// <summary>Null until a password has been set: nobody can sign in, but tokens can be made.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Null before the first password, and for passwords older than this record of them until they are used.</summary>
    public DateTime? PasswordSetUtc { get; private set; }

    /// <summary>Sessions carry it; a new one ends them all.</summary>
    public required string SecurityStamp { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Failures from unknown browsers since the last success or lock.</summary>
    public int FailedCount { get; private set; }

    public DateTime? LockedUntilUtc { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>Half-width and lower case: people do not see the difference either.</summary>
    public static string KeyOf(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>2 to 64 letters (of any script), digits and <c>. _ - @</c>.</summary>
    public static bool IsGoodName(string name) =>
        name.Length is >= 2 and <= LongestName && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@');

    public bool IsLockedAt(DateTime nowUtc) => LockedUntilUtc is { } until && nowUtc < until;

    /// <summary>A wrong password. Returns true when this one locked the account.</summary>
    public bool Fail(DateTime nowUtc)
    {
        Version++;
        (FailedCount, var until) = FailureRule.Next(FailedCount, nowUtc);
        LockedUntilUtc = until ?? LockedUntilUtc;
        return until is not null;
    }

    /// <summary>A sign-in that succeeded. Changes nothing, and so costs no write, where there is nothing to note.</summary>
    public void Succeed(DateTime nowUtc)
    {
        if (FailedCount > 0 || LockedUntilUtc is not null || PasswordSetUtc is null)
        {
            Version++;
            FailedCount = 0;
            LockedUntilUtc = null;
            PasswordSetUtc ??= nowUtc;
        }
    }

    /// <summary>The same password under the present cost of hashing: sessions go on.</summary>
    public void Rehash(string hash)
    {
        Version++;
        PasswordHash = hash;
    }

    /// <summary>A new password ends every session and every lock.</summary>
    public void SetPassword(string hash, string newStamp, DateTime nowUtc)
    {
        Version++;
        PasswordHash = hash;
        PasswordSetUtc = nowUtc;
        SecurityStamp = newStamp;
        FailedCount = 0;
        LockedUntilUtc = null;
    }

    public void SignOutEverywhere(string newStamp)
    {
        Version++;
        SecurityStamp = newStamp;
    }

    public void Disable(string newStamp)
    {
        Version++;
        IsDisabled = true;
        SecurityStamp = newStamp;
    }

    public void Enable()
    {
        Version++;
        IsDisabled = false;
    }
}
