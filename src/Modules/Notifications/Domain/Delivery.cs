using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Notifications.Domain;

/// <summary>The ways out of the house. In the app people are told by the tray of their unit.</summary>
internal enum Channel
{
    Mail,
    Sms,
    Webhook,
}

internal enum DeliveryState
{
    /// <summary>To be sent when it is due; taken by a node while <see cref="Delivery.ClaimedUntilUtc"/> lies ahead.</summary>
    Waiting,
    Sent,

    /// <summary>All attempts are used up, or the other side refused for good; an operator decides.</summary>
    Failed,

    /// <summary>Nobody waits for it any more: an operator said so, or it had become too old.</summary>
    GivenUp,
}

/// <summary>
/// One message to one recipient and what became of it. It names nobody and holds no address: the recipient is an account, a webhook or the reporter of
/// the case, and where that can be reached is looked up when it is sent.
/// </summary>
internal sealed record Delivery : IVersioned
{
    /// <summary>The outcome of one an operator sends again: nobody calls it too old then.</summary>
    public const string Again = "again";

    /// <summary>Derived from event, channel and recipient: the same event told twice is one message, and receivers know a repetition by it.</summary>
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Channel Channel { get; init; }

    /// <summary>One of <see cref="Contracts.Notifications.Parties"/>: as what the recipient is told.</summary>
    public required string Party { get; init; }

    /// <summary>Code of a <see cref="Steps"/>.</summary>
    public required string Step { get; init; }

    /// <summary>Name of an account, or id of a webhook; <c>reporter</c> for the citizen.</summary>
    public required string Recipient { get; init; }

    public required Guid CaseId { get; init; }

    public required string Number { get; init; }

    /// <summary>Code of the state the step led to.</summary>
    public required string CaseState { get; init; }

    /// <summary>The unit that answers for the case after the step.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>When the step was made.</summary>
    public required DateTime AtUtc { get; init; }

    /// <summary>Sent in quiet hours too.</summary>
    public required bool IsUrgent { get; init; }

    public required DeliveryState State { get; init; }

    public required DateTime DueUtc { get; init; }

    /// <summary>A node is sending it until then; afterwards another may take it up.</summary>
    public DateTime? ClaimedUntilUtc { get; init; }

    /// <summary>What is sent together keeps together, so that a repetition is the same message; id of the first of them.</summary>
    public Guid? BundleId { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Code of what happened the last time, e.g. <c>http.500</c>. Never what the other side said.</summary>
    public string? Outcome { get; init; }

    /// <summary>Where it went, as far as it may be shown.</summary>
    public string? Masked { get; init; }

    public DateTime? EndedUtc { get; init; }

    public int Version { get; init; } = 1;

    public static Guid IdOf(Guid caseId, string step, DateTime atUtc, Channel channel, string recipient)
    {
        var ticks = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(ticks, atUtc.Ticks);
        return new Guid(SHA256.HashData([.. caseId.ToByteArray(), .. ticks, .. Encoding.UTF8.GetBytes($"{step}\0{channel}\0{recipient}")]).AsSpan(0, 16));
    }
}
