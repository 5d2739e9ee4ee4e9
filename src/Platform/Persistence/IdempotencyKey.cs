using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Persistence;

/// <summary>The answer once given to a request, kept so that its repetition gets the same answer and changes nothing.</summary>
public sealed class IdempotencyKey
{
    /// <summary>The account and the key the client chose.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is a mistake of the client.</summary>
    public required string RequestHash { get; init; }

    public required DateTime CreatedUtc { get; init; }

    /// <summary>The answer as JSON, sealed by <see cref="AnswerSeal"/>.</summary>
    public required string Answer { get; set; }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(k => k.Key);
    }
}
