using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Audit;

/// <summary>What an act was, before the lane gives it its place in a chain.</summary>
internal sealed record AuditRecord(string Action, string ObjectType, Func<string> ObjectId, object? Details);

/// <summary>
/// One act of one account. Append-only; <see cref="Hash"/> covers every field and the hash before it, so that an edited,
/// removed or reordered entry breaks the chain at its place. Required by GB/T 22239-2019 8.1.4.3 and 网络安全法 art. 23.
/// </summary>
public sealed class AuditEntry
{
    public required int Chain { get; init; }

    /// <summary>1, 2, 3 … within the chain.</summary>
    public required long Sequence { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>Account name, <c>citizen</c>, or <c>system</c>.</summary>
    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string ObjectType { get; init; }

    public required string ObjectId { get; init; }

    /// <summary>JSON without personal data.</summary>
    public required string Details { get; init; }

    /// <summary>Network address the request came from, or the command that was run.</summary>
    public required string Source { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>SHA-256 over the fields, each preceded by its length, so that no two different entries share an encoding.</summary>
    public static byte[] ComputeHash(int chain, long sequence, DateTime atUtc, string actor, string action, string objectType,
        string objectId, string details, string source, byte[] previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        Append(number, chain);
        Append(number, sequence);
        Append(number, atUtc.Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var text in (ReadOnlySpan<string>)[actor, action, objectType, objectId, details, source])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(number, bytes.Length);
            hash.AppendData(bytes);
        }

        hash.AppendData(previousHash);
        return hash.GetHashAndReset();

        void Append(Span<byte> buffer, long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, value);
            hash.AppendData(buffer);
        }
    }

    public byte[] RecomputeHash() =>
        ComputeHash(Chain, Sequence, AtUtc, Actor, Action, ObjectType, ObjectId, Details, Source, PreviousHash);
}

/// <summary>Where a chain ends. The next entry is written only together with a new head.</summary>
public sealed class AuditHead
{
    public required int Chain { get; init; }

    public required long Sequence { get; set; }

    public required byte[] Hash { get; set; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => new { e.Chain, e.Sequence });
    }
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_heads");
        builder.HasKey(h => h.Chain);
        builder.Property(h => h.Chain).ValueGeneratedNever();
    }
}
