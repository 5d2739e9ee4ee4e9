using Microsoft.AspNetCore.Http;

namespace Fengqiao.Platform.Http;

/// <summary>How every small cookie of ours is sent: to this host alone, never to scripts.</summary>
public static class OwnCookie
{
    /// <param name="sameSite">Lax for what a link of a mail or the sign-on leads back to; Strict for what only forms of ours need.</param>
    /// <param name="lifetime">Null: until the browser is closed.</param>
    // Over https where the request came so: county networks without certificates exist.
#pragma warning disable S2092
    public static CookieOptions Options(HttpContext context, SameSiteMode sameSite = SameSiteMode.Lax, TimeSpan? lifetime = null, string path = "/") => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = sameSite,
        Secure = context.Request.IsHttps,
        MaxAge = lifetime,
        Path = path,
    };
#pragma warning restore S2092
}
