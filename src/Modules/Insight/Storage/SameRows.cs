using Fengqiao.Contracts.Insight;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Storage;

/// <summary>A case that is in the index of matters. Runs that were drawn from its words, sealed: no word of it.</summary>
internal sealed record StoredSketch
{
    public required Guid CaseId { get; init; }

    /// <summary>Of the case; short, so the index names cases by it.</summary>
    public required long Sequence { get; init; }

    /// <summary>Eight bytes for each run, the same as in the rows of <see cref="SketchRun"/>.</summary>
    public required byte[] Runs { get; init; }
}

/// <summary>That a case has a run: what the index is searched by.</summary>
internal sealed record SketchRun
{
    public required long Run { get; init; }

    public required long Sequence { get; init; }
}

/// <summary>How far the job that fills the index has come.</summary>
internal sealed record IndexMark
{
    public const string Matters = "matters";

    public required string Name { get; init; }

    /// <summary>Every case up to this one was looked at.</summary>
    public required long Sequence { get; init; }

    /// <summary>Every change up to this moment was looked at.</summary>
    public required DateTime ChangedUtc { get; init; }
}

/// <summary>Two cases that say the same, as the machine found them, and what a person said to that. It keeps figures and no words.</summary>
internal sealed record SamePair : IVersioned
{
    /// <summary>Follows from the two cases, so that they are one pair however often they are found.</summary>
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>The case that came in later: the one to be joined.</summary>
    public required Guid NewerId { get; init; }

    public required Guid OlderId { get; init; }

    /// <summary>See <see cref="MatterLikeness"/>: score, and what it is made of.</summary>
    public required double Score { get; init; }

    public required double TextShare { get; init; }

    public required double TitleShare { get; init; }

    /// <summary>How many parts of names of places both say.</summary>
    public required int Places { get; init; }

    public required PairState State { get; init; }

    public required DateTime FoundUtc { get; init; }

    public DateTime? DecidedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public int Version { get; init; } = 1;
}
