using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>
/// Somebody of a role, placed somewhere beside the case: what the specification says they see, written down by hand and read from no code.
/// </summary>
/// <param name="Where">own, child, sibling, parent, other-county: the region of the post, seen from the village of the case; unit: in a unit that takes part.</param>
internal sealed record Posted(string Role, string Where)
{
    public const string OtherCounty = "339902";

    public static IReadOnlyList<string> Places { get; } = ["own", "child", "sibling", "parent", "other-county", "unit"];

    private static readonly string[] Administrators = [Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin];

    private static readonly string[] AreaReaders = [Roles.VillageOfficer, Roles.TownDispatcher, Roles.CountyDispatcher, Roles.Verifier, Roles.CallBack, Roles.Leader];

    public static IReadOnlyList<Posted> All { get; } = [.. Roles.Ordered.SelectMany(role => Places.Select(where => new Posted(role, where)))];

    public string Account => $"{Role}.{Where}";

    /// <summary>A line of the staff file. Only who is placed by unit works in one that takes part.</summary>
    public string Row => $"{Account},{Role}{Where},{Role}@{(Where == "unit" ? "D05" : "D06")}@{Region}";

    private string Region => Where switch
    {
        "own" => County.Village,
        "child" => County.Grid,
        "sibling" => County.OtherVillage,
        "parent" => County.Town,
        _ => OtherCounty,
    };

    /// <summary>May see a case at <see cref="County.Village"/> in which D05 takes part.</summary>
    /// <param name="secrecy">ordinary, sensitive, restricted.</param>
    public bool Sees(string secrecy) => !Administrators.Contains(Role) && secrecy switch
    {
        "ordinary" => Where == "unit" || (Where is "own" or "parent" && AreaReaders.Contains(Role)),
        "sensitive" => Where == "unit" || (Where is "own" or "parent" && AreaReaders.Contains(Role) && Role != Roles.VillageOfficer),
        _ => false,
    };

    public bool Has(string right) => Domain.ShippedRoles.RightsOf(Role).Contains(right);
}
