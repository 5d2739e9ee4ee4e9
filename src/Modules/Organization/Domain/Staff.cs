using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>A person who works for a unit. Nothing but the name is kept.</summary>
internal sealed class StaffMember : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>工号, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public int Version { get; set; } = 1;
}

/// <summary>A role that a person has in a unit over a region, between two days.</summary>
internal sealed class StaffPost
{
    public required Guid Id { get; init; }

    public required Guid StaffId { get; init; }

    public required Guid UnitId { get; init; }

    public required string Role { get; init; }

    /// <summary>Root of the subtree the post covers.</summary>
    public required string Region { get; init; }

    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>A group of the county's sign-on gave it, and its loss takes it away.</summary>
    public bool IsMapped { get; init; }

    public bool IsValidOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);
}
