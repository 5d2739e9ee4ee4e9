using System.Globalization;
using System.Security.Cryptography;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <param name="Method">What the first proof was: a password, or the county's sign-on.</param>
internal sealed record HalfNote(Guid Account, string Stamp, string Method);

/// <summary>Between first proof and second factor: a sealed note in the browser of who gave the first. It opens nothing by itself.</summary>
internal sealed class HalfSignIn(IDataProtectionProvider protection, CountyClock clock)
{
    public const string Path = "/sign-in/second";

    private const string CookieName = "fq.half";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _seal = protection.CreateProtector("fengqiao.half-sign-in");

    /// <param name="method">The first proof.</param>
    public void Keep(HttpContext context, Account account, string method)
    {
        var until = (clock.UtcNow + GoodFor).Ticks.ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(CookieName, _seal.Protect($"{account.Id:N}|{account.SecurityStamp}|{until}|{method}"), OwnCookie.Options(context));
    }

    /// <summary>Null without a note, or after five minutes.</summary>
    public HalfNote? Read(HttpContext context)
    {
        try
        {
            var parts = _seal.Unprotect(context.Request.Cookies[CookieName] ?? "").Split('|');
            var until = new DateTime(long.Parse(parts[2], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return clock.UtcNow < until ? new HalfNote(Guid.Parse(parts[0]), parts[1], parts[3]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, OwnCookie.Options(context));
}
