using System.Security.Cryptography;
using System.Text;

namespace Fengqiao.Assessment.Bulletins;

/// <summary>
/// A month's figures as they were published. Never changed again, by the store's own rule: what is recounted later stands beside it, not in it.
/// </summary>
internal sealed record Bulletin
{
    public required Guid Id { get; init; }

    /// <summary>Year × 100 + month; each month has one.</summary>
    public required int Month { get; init; }

    /// <summary>1, 2, 3 … within the year, without gaps. Given in the transaction that writes it.</summary>
    public long Number { get; set; }

    public required string Remarks { get; init; }

    /// <summary>All figures as JSON, byte for byte what was signed: <see cref="BulletinContent"/>.</summary>
    public required string Content { get; init; }

    /// <summary>Of the bulletin published before; empty for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the former hash, the remarks and the content, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>By the key that also signs the anchors of the audit; in base 64, with the public key beside it and the suite it belongs to.</summary>
    public required string Signature { get; init; }

    public required string PublicKey { get; init; }

    public required byte Suite { get; init; }

    public required DateTime PublishedUtc { get; init; }

    public required string PublishedBy { get; init; }

    public static string HashOf(string previous, string remarks, string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{remarks.Length}\n{remarks}\n{content}")));
}
