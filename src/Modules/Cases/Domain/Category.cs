using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>A kind of matter. Codes nest: <c>0302</c> belongs to <c>03</c>.</summary>
internal sealed record Category : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Words that point to the category, separated by spaces.</summary>
    public required string Keywords { get; init; }

    /// <summary>Submitting asks for pictures from before and after the work.</summary>
    public required bool NeedsPhotos { get; init; }

    public required bool IsActive { get; init; }

    public string? ParentCode => Code.Length > 2 ? Code[..^2] : null;

    public int Version { get; set; } = 1;
}

/// <summary>Category × region → unit. The most specific rule in force wins.</summary>
internal sealed record DispatchRule : IVersioned
{
    /// <summary>The county's own short code, named wherever the rule is proposed.</summary>
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    /// <summary>Start of the category code; empty for every category.</summary>
    public required string CategoryPrefix { get; init; }

    /// <summary>Root of the subtree of places; empty for everywhere.</summary>
    public required string RegionPrefix { get; init; }

    public required string LeadUnit { get; init; }

    /// <summary>Codes of units, separated by spaces.</summary>
    public required string AssistingUnits { get; init; }

    public int? CloseAmount { get; init; }

    public DeadlineUnit? CloseUnit { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public int Version { get; set; } = 1;
}

internal enum LimitKind
{
    Sign,
    FirstContact,
    Close,

    /// <summary>How long after the dispatch a unit may say "not mine".</summary>
    Return,
}

/// <summary>
/// A limit as law or local rule sets it, with its basis. The most specific one in force applies: category before channel before the general one.
/// </summary>
internal sealed record LimitRule : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required LimitKind Kind { get; init; }

    /// <summary>Start of the category code; empty for every category.</summary>
    public required string CategoryPrefix { get; init; }

    public Channel? Channel { get; init; }

    public Urgency? Urgency { get; init; }

    public required int Amount { get; init; }

    public required DeadlineUnit Unit { get; init; }

    public required bool RollsOverRestDays { get; init; }

    /// <summary>Whether a hearing or something missing stops the count; of closing limits only.</summary>
    public bool IsPausable { get; init; }

    /// <summary>More time at most, each time, in <see cref="Unit"/>; null where none may be given. Of closing limits only, as what follows.</summary>
    public int? ExtensionAmount { get; init; }

    public int ExtensionTimes { get; init; }

    public ExtensionApprover? ExtensionBy { get; init; }

    /// <summary>The article of law or the decision that sets it.</summary>
    public required string Basis { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public int Version { get; set; } = 1;

    public DeadlineSpec Spec => new(Amount, Unit, RollsOverRestDays);

    public ExtensionRule? Extension => this is { ExtensionAmount: { } amount, ExtensionBy: { } by } ? new ExtensionRule(amount, ExtensionTimes, by) : null;
}
