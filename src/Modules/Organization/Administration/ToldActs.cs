using Fengqiao.Contracts;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Administration;

/// <summary>Acts of one that all administrators are told of: nobody names another, or opens what was closed, in silence.</summary>
internal static class ToldActs
{
    /// <summary>A post with rights of the three administrators was given.</summary>
    public const string Named = "administrator.named";

    /// <summary>A restricted case whose readers had all left was opened to others.</summary>
    public const string Unlocked = "case.unlock";

    /// <summary>Whether a role has any of the rights that only administrators have.</summary>
    public static bool IsAdministrators(Role role) => role.RightSet().Overlaps(Rights.OfAdministrators);
}
