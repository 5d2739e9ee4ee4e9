namespace Fengqiao.Organization;

/// <summary>The texts of the county's own sign-on lie beside this class.</summary>
internal sealed class SignOnTexts;
