using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>When, where, how much and who, as a person confirmed it from the words of a case. Every field may be empty.</summary>
internal sealed record CaseParticulars : IVersioned
{
    public required Guid CaseId { get; init; }

    object IVersioned.Key => CaseId;

    /// <summary>First day on which it happened.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Last day; the same as the first where it was one day.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>What it is about in money, in hundredths of a yuan (分).</summary>
    public long? Fen { get; init; }

    public int? People { get; init; }

    public int? Households { get; init; }

    public string Place { get; init; } = "";

    /// <summary>Names, parted by 、.</summary>
    public string Organisations { get; init; } = "";

    public required DateTime AtUtc { get; init; }

    public required string By { get; init; }

    public int Version { get; init; } = 1;
}
