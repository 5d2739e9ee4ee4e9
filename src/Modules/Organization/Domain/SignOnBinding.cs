using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>Says which person of the county's sign-on an account is: by issuer and subject, which never change, and by nothing else.</summary>
internal sealed class SignOnBinding : IVersioned
{
    /// <summary>OpenID Connect Core 1.0, section 2: <c>sub</c> has at most 255 ASCII characters.</summary>
    public const int LongestSubject = 255;

    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Guid AccountId { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public required DateTime BoundUtc { get; init; }

    /// <summary>Null before the first sign-on.</summary>
    public DateTime? UsedUtc { get; private set; }

    public int Version { get; private set; } = 1;

    public static bool IsGoodSubject(string subject) => subject.Length is > 0 and <= LongestSubject && subject.All(c => char.IsAscii(c) && !char.IsControl(c));

    public void Use(DateTime nowUtc)
    {
        Version++;
        UsedUtc = nowUtc;
    }
}

/// <summary>An answer of the provider that signed somebody on: it must not do so twice.</summary>
internal sealed class SpentSignOn
{
    /// <summary>SHA-256 of the nonce, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>When the answer would be too old anyway and the row can go.</summary>
    public required DateTime UntilUtc { get; init; }
}
