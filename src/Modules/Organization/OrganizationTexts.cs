namespace Fengqiao.Organization;

/// <summary>Names the texts of this module: <c>OrganizationTexts.resx</c> (Simplified Chinese) and <c>OrganizationTexts.en.resx</c>.</summary>
internal sealed class OrganizationTexts;
