using Fengqiao.Kernel;

namespace Fengqiao.Organization.Domain;

/// <summary>Why a role is not set up or changed. Texts are in RoleTexts.resx under the same codes.</summary>
internal static class RoleErrors
{
    public static readonly Error Unknown = new("organization.role-unknown", ErrorKind.NotFound);

    /// <summary>The three administrators' roles, and the name under which citizens act.</summary>
    public static readonly Error Fixed = new("organization.role-fixed", ErrorKind.Refused);
    public static readonly Error CodeMalformed = new("organization.role-code-malformed", ErrorKind.Invalid);

    /// <summary>A right that an administrator alone has.</summary>
    public static readonly Error RightReserved = new("organization.right-reserved", ErrorKind.Invalid);
}
