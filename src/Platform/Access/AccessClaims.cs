namespace Fengqiao.Platform.Access;

/// <summary>Claims added to the user of a request from the stored account, never from the cookie.</summary>
public static class AccessClaims
{
    /// <summary>One claim for each right the actor has somewhere; for menus. What decides is <see cref="Actor"/>.</summary>
    public const string Right = "fq:right";
}
