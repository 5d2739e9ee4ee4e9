using System.Buffers.Binary;
using System.Security.Cryptography;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Alone;

internal enum AutoState
{
    /// <summary>Judged fit, and on its way: a row that stays so was cut off between the judgement and the dispatch, and is taken up again.</summary>
    Planned,

    Made,

    /// <summary>Somebody was faster, or a rule of the case stood against it.</summary>
    Dropped,
}

/// <summary>What a person who checked says.</summary>
public enum AutoVerdict
{
    Right,
    WrongCategory,
    WrongUnit,

    /// <summary>Category and unit may be right, but a person should have looked first.</summary>
    NotForAMachine,
}

/// <summary>A dispatch without a click. It keeps no words of the case.</summary>
internal sealed record AutoDispatch : IVersioned
{
    public required Guid CaseId { get; init; }

    object IVersioned.Key => CaseId;

    public required string Number { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>Year × 10,000 + month × 100 + day, in the county's time.</summary>
    public required int Day { get; init; }

    /// <summary>Number of the version that read.</summary>
    public required int Reader { get; init; }

    public required string Category { get; init; }

    public required double CategoryConfidence { get; init; }

    /// <summary>Code.</summary>
    public required string Unit { get; init; }

    public required double UnitConfidence { get; init; }

    public AutoState State { get; init; } = AutoState.Planned;

    /// <summary>What the day's sample is drawn by: a digest of the id, which nobody chooses.</summary>
    public required long Lot { get; init; }

    /// <summary>Null until the day is over and its sample was drawn.</summary>
    public bool? IsSampled { get; init; }

    public AutoVerdict? Verdict { get; init; }

    public DateTime? JudgedUtc { get; init; }

    public string? JudgedBy { get; init; }

    /// <summary>When the unit's request to return it was approved: it was sent to the wrong place.</summary>
    public DateTime? ReturnedUtc { get; init; }

    public int Version { get; init; } = 1;

    public static long LotOf(Guid caseId)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(caseId.ToByteArray(), digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest);
    }
}
