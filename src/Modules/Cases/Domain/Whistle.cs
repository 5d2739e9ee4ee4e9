using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>吹哨报到 (北京市接诉即办工作条例 Art 16): a town calls departments to a place about a case. Written once; how each unit came stands in <see cref="WhistleCall"/>.</summary>
internal sealed class Whistle
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>The town that calls.</summary>
    public required Guid UnitId { get; init; }

    public required string CalledBy { get; init; }

    public required DateTime CalledUtc { get; init; }

    /// <summary>Where to come, in words.</summary>
    public required string Place { get; init; }

    public required string Reason { get; init; }

    public required Urgency Urgency { get; init; }

    /// <summary>Code of the rule the time to arrive comes from.</summary>
    public required string Rule { get; init; }

    public required DateTime ArriveByUtc { get; init; }
}

/// <summary>How soon a unit has to be there, by urgency, as the county has decided it. Ended and followed by another, never edited.</summary>
internal sealed record WhistleLimit : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required Urgency Urgency { get; init; }

    public required int Minutes { get; init; }

    /// <summary>Where the figure comes from.</summary>
    public required string Basis { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day it holds; null while no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>The limit in force on a day; of several, the one that began last.</summary>
    public static WhistleLimit? On(IEnumerable<WhistleLimit> limits, Urgency urgency, DateOnly day) =>
        limits.Where(l => l.Urgency == urgency && l.ValidFrom <= day && (l.ValidTo is null || l.ValidTo >= day)).OrderByDescending(l => l.ValidFrom).ThenBy(l => l.Code, StringComparer.Ordinal).FirstOrDefault();
}
