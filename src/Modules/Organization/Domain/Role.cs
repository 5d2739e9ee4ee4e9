using Fengqiao.Platform.Persistence;

namespace Fengqiao.Organization.Domain;

/// <summary>The three administrators (三员), who watch each other and therefore are three persons.</summary>
internal enum AdministratorKind
{
    System,
    Security,
    Audit,
}

/// <summary>A named set of rights. Rights are data; what a right allows is code.</summary>
internal sealed class Role : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Codes of <see cref="Contracts.Rights"/>, separated by blanks.</summary>
    public required string Rights { get; init; }

    /// <summary>Which administrator it makes; null for the roles that work on cases.</summary>
    public AdministratorKind? Administrator { get; init; }

    /// <summary>
    /// What the role gives: of the rights its row names, those of its own kind. So no row, by whatever way it came into the store, lets
    /// an administrator see a case, or one of the three do the work of another.
    /// </summary>
    public IReadOnlySet<string> RightSet() => Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(right => SeparationOfDuties.OwnerOf(right) == Administrator).ToHashSet(StringComparer.Ordinal);

    public int Version { get; init; } = 1;
}

/// <summary>Which roles one person may have together, and whose a right is.</summary>
internal static class SeparationOfDuties
{
    /// <summary>
    /// False when two of the three administrators, or one of them and somebody who works on cases, would be the same person
    /// (GB/T 22239: 三权分立).
    /// </summary>
    public static bool Allows(IEnumerable<Role> roles)
    {
        var kinds = roles.Select(r => r.Administrator).Distinct().ToList();
        return kinds.Count <= 1;
    }

    /// <summary>Whose right it is; null for those of people who work on cases.</summary>
    public static AdministratorKind? OwnerOf(string right) => right.Split('.')[0] switch
    {
        "organization" or "operations" => AdministratorKind.System,
        "accounts" => AdministratorKind.Security,
        "audit" => AdministratorKind.Audit,
        _ => null,
    };
}
