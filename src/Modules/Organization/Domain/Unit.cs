using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>A body that can be given a case: department, centre, station, committee, company.</summary>
internal sealed class Unit : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>The county's own short code, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required UnitKind Kind { get; set; }

    /// <summary>Root of the subtree the unit serves.</summary>
    public required string Region { get; set; }

    /// <summary>The number that citizens may call, as they would dial it; null where there is none.</summary>
    public string? Phone { get; set; }

    /// <summary>First day on which it no longer works; null while it does.</summary>
    public DateOnly? ClosedOn { get; set; }

    public int Version { get; set; } = 1;

    public bool WorksOn(DateOnly day) => ClosedOn is not { } closed || day < closed;
}
