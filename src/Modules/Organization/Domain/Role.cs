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

    public IReadOnlySet<string> RightSet() => Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public int Version { get; init; } = 1;
}

/// <summary>Which roles one person may have together.</summary>
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
}
