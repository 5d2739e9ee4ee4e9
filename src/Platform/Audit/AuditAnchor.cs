using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengqiao.Platform.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Audit;

/// <summary>
/// Where a chain stood at a moment, signed, and sent out of reach of whoever may write the database: to a file and, if wanted, to another
/// machine. With it a chain that was cut off or written anew is told from the one that was.
/// </summary>
public sealed record AuditAnchor
{
    private const string Purpose = "fengqiao/audit-anchor/1";

    /// <summary>1, 2, 3 … of the chain.</summary>
    public required long Number { get; init; }

    public required int Chain { get; init; }

    public required long Sequence { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>Minutes the chain's node had been running in all when the anchor was made: a time that no clock sets.</summary>
    public required long Minutes { get; init; }

    /// <summary><see cref="Digest"/> of the anchor before; empty for the first.</summary>
    public required byte[] Previous { get; init; }

    /// <summary><see cref="CryptoSuite.Id"/> of the signature.</summary>
    public required byte Suite { get; init; }

    public required byte[] PublicKey { get; init; }

    public byte[] Signature { get; init; } = [];

    /// <summary>True when the signature is that of the public key the anchor carries.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSigned => CryptoSuite.Of(Suite) is { } suite && suite.Verify(PublicKey, Content(), Signature);

    /// <summary>What the next anchor carries of this one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public byte[] Digest => SHA256.HashData([.. Content(), .. Signature]);

    public AuditAnchor SignedBy(CryptoSuite suite, byte[] privateKey) => this with { Signature = suite.Sign(privateKey, Content()) };

    /// <summary>One line of JSON.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Null for a line that is no anchor.</summary>
    public static AuditAnchor? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditAnchor>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is signed: every field, each preceded by its length.</summary>
    private byte[] Content()
    {
        using var content = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{Number} {Chain} {Sequence} {AtUtc.Ticks / TimeSpan.TicksPerMicrosecond} {Minutes} {Suite}");
        foreach (var part in (byte[][])[Encoding.UTF8.GetBytes(Purpose), Encoding.UTF8.GetBytes(numbers), Hash, Previous, PublicKey])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            content.Write(length);
            content.Write(part);
        }

        return content.ToArray();
    }
}

/// <summary>The entry below which a chain was forgotten after its time: verification begins above it.</summary>
public sealed class AuditBase
{
    public required int Chain { get; init; }

    public required long Sequence { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>How long the node of a chain has been running in all.</summary>
public sealed class AuditAge
{
    public required int Chain { get; init; }

    public required long Minutes { get; init; }
}

internal sealed class AuditAnchorConfiguration : IEntityTypeConfiguration<AuditAnchor>
{
    public void Configure(EntityTypeBuilder<AuditAnchor> builder)
    {
        builder.ToTable("audit_anchors");
        builder.HasKey(a => new { a.Chain, a.Number });
        builder.Property(a => a.Suite).HasConversion<int>();
        builder.Ignore(a => a.IsSigned).Ignore(a => a.Digest);
    }
}

internal sealed class AuditBaseConfiguration : IEntityTypeConfiguration<AuditBase>
{
    public void Configure(EntityTypeBuilder<AuditBase> builder)
    {
        builder.ToTable("audit_bases");
        builder.HasKey(b => b.Chain);
        builder.Property(b => b.Chain).ValueGeneratedNever();
    }
}

internal sealed class AuditAgeConfiguration : IEntityTypeConfiguration<AuditAge>
{
    public void Configure(EntityTypeBuilder<AuditAge> builder)
    {
        builder.ToTable("audit_ages");
        builder.HasKey(a => a.Chain);
        builder.Property(a => a.Chain).ValueGeneratedNever();
    }
}
