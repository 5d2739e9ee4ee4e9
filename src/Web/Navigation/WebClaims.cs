namespace Fengqiao.Web.Navigation;

/// <summary>Claims the layouts show. All are optional; the account's name stands in for a missing display name.</summary>
public static class WebClaims
{
    /// <summary>The person's name as colleagues know it.</summary>
    public const string DisplayName = "display_name";

    /// <summary>Name of the unit the person works for in this session.</summary>
    public const string UnitName = "unit_name";
}
