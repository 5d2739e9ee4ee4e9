using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>行政区划 or 网格: a place of the tree, with the days between which its code is in force.</summary>
internal sealed record Region : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required string Name { get; init; }

    public required RegionLevel Level { get; init; }

    /// <summary>Code of the place it lies in; null for the widest one that is stored.</summary>
    public string? Parent { get; init; }

    /// <summary>First day; null means always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive; null means until further notice.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Of a point inside, CGCS2000 degrees.</summary>
    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    /// <summary>A GeoJSON Polygon or MultiPolygon, CGCS2000.</summary>
    public string? Outline { get; init; }

    public bool IsValidOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    public int Version { get; init; } = 1;
}

/// <summary>The code a place, or a part of it, had before the division was changed (撤并、析置).</summary>
internal sealed class RegionPredecessor
{
    public required string Code { get; init; }

    public required string Predecessor { get; init; }
}
