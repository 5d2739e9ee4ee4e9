using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Storage;

/// <summary>What was learnt of fraudulent messages from one file, with its figures on those held out. No message is kept.</summary>
internal sealed record FraudVersion : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>1, 2, 3 …</summary>
    public int Number { get; set; }

    public required DateTime MadeUtc { get; init; }

    public required string MadeBy { get; init; }

    public required VersionState State { get; init; }

    public required DateTime StateSinceUtc { get; init; }

    /// <summary>How many messages were learnt from, ordinary ones included.</summary>
    public required int Messages { get; init; }

    public required int Ordinary { get; init; }

    /// <summary>Names of the kinds it knows, separated by spaces.</summary>
    public required string Kinds { get; init; }

    public required int HeldOutOrdinary { get; init; }

    public required int HeldOutFraud { get; init; }

    /// <summary>Of the ordinary messages held out, those called fraud.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Of the fraudulent ones held out, those called fraud.</summary>
    public required int Found { get; init; }

    public required double MacroF1 { get; init; }

    /// <summary>Of the version then in use, on the same messages; null where there was none.</summary>
    public double? EarlierMacroF1 { get; init; }

    public required double Threshold { get; init; }

    public required int Parts { get; init; }

    public required long Bytes { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>A piece of such a version.</summary>
internal sealed class FraudPart
{
    public required Guid VersionId { get; init; }

    /// <summary>0 up.</summary>
    public required int Part { get; init; }

    public required byte[] Content { get; init; }
}
