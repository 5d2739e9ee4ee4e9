using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Storage;

/// <summary>What people said about an issue that the machine found.</summary>
public enum IssueState
{
    /// <summary>Nothing yet: it comes and goes with what is found.</summary>
    Found,

    /// <summary>It is one; the machine only adds to it.</summary>
    Confirmed,

    /// <summary>It is none, and is not shown again.</summary>
    Dismissed,
}

/// <summary>
/// A matter that many people raise at one place. It keeps no words of a case: what is shown of cases comes from them, for who may see them.
/// </summary>
internal sealed record StoredIssue : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>What a person called it; null as long as its place and words stand for it.</summary>
    public string? Name { get; init; }

    public string? Place { get; init; }

    /// <summary>What its titles have in common, separated by spaces.</summary>
    public required string Words { get; init; }

    public required IssueState State { get; init; }

    public required int People { get; init; }

    public required int Cases { get; init; }

    /// <summary>How many more people its reporters say are concerned.</summary>
    public required int Backing { get; init; }

    /// <summary>0 to 1; see <see cref="Hot.Heat"/>.</summary>
    public required double Growth { get; init; }

    public required double Score { get; init; }

    public required DateTime FirstUtc { get; init; }

    public required DateTime LastUtc { get; init; }

    public required DateTime FoundUtc { get; init; }

    /// <summary>When so many people were first reached that somebody has to look; null before.</summary>
    public DateTime? AlertedUtc { get; init; }

    /// <summary>The month for whose list of governance topics (每月一题) it was chosen, e.g. <c>2026-11</c>; null where it was not.</summary>
    public string? TopicMonth { get; init; }

    public DateTime? DecidedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public int Version { get; init; } = 1;

    public string Title => Name ?? (Words.Length == 0 ? Place : string.Join(' ', [.. Place is null ? [] : new[] { Place }, .. Words.Split(' ').Take(2)])) ?? "—";
}

/// <summary>A case that belongs to an issue.</summary>
internal sealed record IssueCase
{
    public required Guid IssueId { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTime ReceivedUtc { get; init; }
}
