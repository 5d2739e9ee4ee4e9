using System.Globalization;
using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <summary>Between password and second factor: a sealed note in the browser of whose password was right. It opens nothing by itself.</summary>
internal sealed class HalfSignIn(IDataProtectionProvider protection, CountyClock clock)
{
    public const string Path = "/sign-in/second";

    private const string CookieName = "fq.half";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _seal = protection.CreateProtector("fengqiao.half-sign-in");

    public void Keep(HttpContext context, Account account)
    {
        var until = (clock.UtcNow + GoodFor).Ticks.ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(CookieName, _seal.Protect($"{account.Id:N}|{account.SecurityStamp}|{until}"), Options(context));
    }

    /// <summary>Identifier and stamp of the account; null without a note, or after five minutes.</summary>
    public (Guid Account, string Stamp)? Read(HttpContext context)
    {
        try
        {
            var parts = _seal.Unprotect(context.Request.Cookies[CookieName] ?? "").Split('|');
            var until = new DateTime(long.Parse(parts[2], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return clock.UtcNow < until ? (Guid.Parse(parts[0]), parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context));

    // As the session's cookie: over https where the request came so; county networks without certificates exist.
#pragma warning disable S2092
    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
    };
#pragma warning restore S2092
}
