using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Alone;

/// <summary>Whether, and how, cases are dispatched without a click; one row. As shipped it is off.</summary>
internal sealed record AloneSettings : IVersioned
{
    public const string Only = "alone";

    public string Id { get; init; } = Only;

    object IVersioned.Key => Id;

    public bool IsOn { get; init; }

    /// <summary>Category and unit must each be proposed with this confidence at least; 0 to 1.</summary>
    public double LeastConfidence { get; init; } = 0.97;

    /// <summary>Codes of the categories it may be used for, with those below them, parted by blanks; empty for all.</summary>
    public string Categories { get; init; } = "";

    /// <summary>The share of a day's automatic dispatches that people check; 0 to 1.</summary>
    public double SampleShare { get; init; } = 0.05;

    /// <summary>Where more of what was checked than this share is wrong it switches itself off; 0 to 1.</summary>
    public double MostWrong { get; init; } = 0.05;

    /// <summary>Since when it has been on. What was dispatched before does not count against it again.</summary>
    public DateTime? OnSinceUtc { get; init; }

    /// <summary>When it switched itself off; null where a person did, or it is on.</summary>
    public DateTime? StoppedUtc { get; init; }

    public int Version { get; init; } = 1;

    public bool Allows(string category) => Categories.Length == 0 || Categories.Split(' ').Any(c => category.StartsWith(c, StringComparison.Ordinal));
}
