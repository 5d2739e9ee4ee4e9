using Fengqiao.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Platform.Outbox;

/// <summary>
/// Does something after an event has been committed. It may be called more than once for the same event,
/// so it must do nothing the second time.
/// </summary>
public interface IReaction<in TEvent>
    where TEvent : IOutboxEvent
{
    Task ReactAsync(TEvent message, CancellationToken ct);
}

/// <summary>An event on its way to its reactions. Delivered ones are removed; parked ones wait for an operator.</summary>
public sealed class OutboxMessage
{
    public required Guid Id { get; init; }

    /// <summary>Full type name of the event in Contracts.</summary>
    public required string Topic { get; init; }

    public required string Payload { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public int Attempts { get; set; }

    /// <summary>Not before this time; pushed back after each failure.</summary>
    public required DateTime DueUtc { get; set; }

    /// <summary>Names of the reactions that have already succeeded, comma separated: a retry leaves them out.</summary>
    public string Delivered { get; set; } = "";

    /// <summary>The type of the last failure, never its message: messages may quote personal data.</summary>
    public string? LastError { get; set; }

    /// <summary>Set once all attempts are used up; the message then waits for an operator.</summary>
    public DateTime? ParkedUtc { get; set; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(m => m.Id);
    }
}
