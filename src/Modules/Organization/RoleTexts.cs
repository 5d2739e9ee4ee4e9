namespace Fengqiao.Organization;

/// <summary>The texts of the pages on which roles are set up lie beside this class.</summary>
internal sealed class RoleTexts;
