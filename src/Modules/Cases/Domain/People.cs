namespace Fengqiao.Cases.Domain;

/// <summary>What a person is to a case.</summary>
public enum PersonRole
{
    Reporter,

    /// <summary>被诉求方 / 被投诉人.</summary>
    Respondent,

    /// <summary>Somebody else the matter touches.</summary>
    Concerned,
}

/// <summary>
/// A person as one case knows them. Name, phone and address are sealed under a key of their own; destroying the wrapped key erases
/// the person everywhere, backups included (PIPL 47).
/// </summary>
internal sealed class CasePerson
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required PersonRole Role { get; init; }

    public required byte[] WrappedKey { get; init; }

    public required byte[] Sealed { get; init; }

    /// <summary>Keyed hash of the normalised phone number: finds the caller's earlier matters without storing the number.</summary>
    public string? PhoneHash { get; init; }

    /// <summary>Keyed hash of the id the person has in the system the case came from.</summary>
    public string? ExternalHash { get; init; }
}

/// <summary>When a picture or paper was attached to a case.</summary>
public enum AttachmentStage
{
    Report,

    /// <summary>Before the work.</summary>
    Before,

    /// <summary>After the work.</summary>
    After,
    Other,
}

internal sealed class CaseAttachment
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required AttachmentStage Stage { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required string AddedBy { get; init; }

    public required DateTime AddedUtc { get; init; }
}

/// <summary>What a unit is told: that one of these moves was made, or that somebody wrote to it.</summary>
internal enum NoticeKind
{
    Dispatch,
    RefuseReturn,
    ApproveReturn,
    SendBack,
    Remind,
    ApproveExtension,
    RefuseExtension,
    Suspend,
    RefuseSuspension,
    Resume,
    DueSoon,
    Overdue,
    Urged,
    Letter,
    Listed,
    Accountability,
    AssistAsked,
    AssistReplied,
    AssistSentBack,
    Whistle,
    WhistleAnswered,
    WhistleOff,
    JointSession,
    SessionOff,
    Withdraw,
    Close,
    JoinedEnded,
    HotIssue,
    Consult,
    Settle,
    Comment,
}

/// <summary>Tells a unit that something happened to a case of theirs.</summary>
internal sealed class Notice
{
    public required Guid Id { get; init; }

    public required Guid UnitId { get; init; }

    public required Guid CaseId { get; init; }

    public required NoticeKind Kind { get; init; }

    /// <summary>The unit that wrote a comment or called; null for what moves tell.</summary>
    public Guid? FromUnitId { get; init; }

    /// <summary>How many cases of the unit more it speaks of: one supervised over many is told once.</summary>
    public int More { get; init; }

    public required DateTime AtUtc { get; init; }

    public DateTime? SeenUtc { get; set; }
}

/// <summary>The same event for the same unit always has the same notice.</summary>
internal static class NoticeId
{
    public static Guid Of(Guid caseId, Guid unitId, DateTime atUtc)
    {
        Span<byte> seed = stackalloc byte[40];
        caseId.TryWriteBytes(seed);
        unitId.TryWriteBytes(seed[16..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(seed[32..], atUtc.Ticks);
        return new Guid(System.Security.Cryptography.SHA256.HashData(seed).AsSpan(0, 16));
    }
}
