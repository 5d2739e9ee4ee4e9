using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Storage;

internal enum VersionState
{
    /// <summary>Kept, but not used: it did worse than the one in use, or was followed by another.</summary>
    Resting,

    /// <summary>The one that reads. At most one.</summary>
    Active,
}

/// <summary>
/// What was learnt at one time, with its figures on the cases that no version ever learns from. All versions are therefore compared on equal
/// terms; what they weigh lies in <see cref="ReaderPart"/>.
/// </summary>
internal sealed record ReaderVersion : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>1, 2, 3 …</summary>
    public int Number { get; set; }

    public required DateTime MadeUtc { get; init; }

    /// <summary>Account, or name of the job.</summary>
    public required string MadeBy { get; init; }

    public required VersionState State { get; init; }

    public required DateTime StateSinceUtc { get; init; }

    public required int Examples { get; init; }

    public required int Classes { get; init; }

    public required int HeldOut { get; init; }

    public required double Accuracy { get; init; }

    public required double MacroF1 { get; init; }

    public required double AmongFirstTwo { get; init; }

    public required double CalibrationError { get; init; }

    /// <summary>Share of held-out cases whose lead unit was the first proposal; null where no units were learnt.</summary>
    public double? UnitAccuracy { get; init; }

    /// <summary>Accuracy, on the same cases, of the version that was in use then; null where there was none.</summary>
    public double? EarlierAccuracy { get; init; }

    public required int Parts { get; init; }

    public required long Bytes { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>A piece of a version: databases and drivers like some hundred small values better than one of many megabytes.</summary>
internal sealed class ReaderPart
{
    public required Guid VersionId { get; init; }

    /// <summary>0 up.</summary>
    public required int Part { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>What the county has set; one row.</summary>
internal sealed record ReaderSettings : IVersioned
{
    public const string Only = "reader";

    public const double UsualSureFrom = 0.6;

    public string Id { get; init; } = Only;

    object IVersioned.Key => Id;

    /// <summary>A proposal is called sure from this confidence up.</summary>
    public double SureFrom { get; init; } = UsualSureFrom;

    /// <summary>Whether the job learns anew by itself.</summary>
    public bool LearnsByItself { get; init; } = true;

    /// <summary>Category of cases that tips of fraud become; null leaves it to the names of categories.</summary>
    public string? FraudCategory { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>What the reader proposed when a case was taken in, and what people had decided when it was closed.</summary>
internal sealed record CaseReading : IVersioned
{
    public required Guid CaseId { get; init; }

    object IVersioned.Key => CaseId;

    public required DateTime AtUtc { get; init; }

    /// <summary>Number of the version that read.</summary>
    public required int Reader { get; init; }

    public required string Category { get; init; }

    public required double Confidence { get; init; }

    public required bool IsSure { get; init; }

    public string? Unit { get; init; }

    /// <summary>Null while the case is open.</summary>
    public string? FinalCategory { get; init; }

    public string? FinalUnit { get; init; }

    public DateTime? ClosedUtc { get; init; }

    public int Version { get; init; } = 1;
}
